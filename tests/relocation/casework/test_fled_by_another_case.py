"""A place that another case of the person says was fled is found also once it is decided (SC-3)."""

from dataclasses import replace

import pytest

from relocation.cases.doubles import end_centrally
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.errors import Missing
from relocation.permissions import Stage
from relocation.placements import checks
from tests.relocation.casework.desk import CASE, DECIDER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.relocating import CHOSEN, HOME, arrive, contact, decide
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_double_resolved_told import GOES, STAYS, ending, nominated
from tests.relocation.casework.test_earlier_homes import (
    FAR_AWAY,
    NEXT_FLAT,
    closed_having_left,
    fled,
    of_one_person,
    seen,
)
from tests.relocation.casework.waiting import BESIDE, is_in, lives_in, row, waits


def says(desk, case, *left):
    """The police of a case name one place after another as the one that was left."""
    for place in left:
        desk.later(minutes=1)
        picture = replace(PICTURE, place_left=place, dangerous_places=())
        desk.write(case, PICTURES, picture)


def two_cases(desk, *left):
    """One is approved for a place; what the other says was fled nobody knows of in it.

    Gives the placement, and the button that ends the other.
    """
    stays, nomination = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    says(desk, goes, *left)
    desk.stands(nomination, "necessary", Stage.PLACEMENT)
    placement = row(desk, stays, "placement", "open", nomination)
    for workflow in BESIDE:
        row(desk, stays, workflow, "not_asked", placement)
    decide(desk, placement, HOME, CHOSEN)
    return placement, lambda: desk.do(end_centrally, DECIDER, goes, ending(desk, stays))


@pytest.mark.slow
@pytest.mark.rule("SC-3", "SE-13")
def test_no_receiver_is_contacted_where_the_case_that_ended_as_a_double_says_the_person_fled(desk):
    placement, ends = two_cases(desk, CHOSEN.code)
    assert fled(desk, placement, placement) == {}
    ends()
    assert fled(desk, placement, placement).keys() == {CHOSEN.code}
    with pytest.raises(Missing) as refused:
        contact(desk, placement, CHOSEN)
    assert set(refused.value.needs) == {"open_place"}
    ran(desk)
    assert desk.row(placement).state == "reopened"


@pytest.mark.slow
@pytest.mark.rule("SC-3", "REL-9")
def test_who_lives_where_the_case_that_ended_as_a_double_says_it_fled_is_called_from_there(desk):
    placement, ends = two_cases(desk, CHOSEN.code)
    arrive(desk, contact(desk, placement, CHOSEN), CHOSEN)
    ends()
    desk.later(minutes=1)
    assert ran(desk).done.get("check_place") == 1
    (check,) = desk.rows("place_check")
    assert (check.state, check.parent) == ("nomination_called_for", placement)
    assert lacks(desk, checks.find_it_holds, DECIDER, check.id, WHY) == {"open_place"}


@pytest.mark.rule("SC-3", "REL-9")
@pytest.mark.parametrize(("state", "closes"), [("approved", True), ("contacted", False)])
def test_what_another_case_put_right_opens_a_decision_until_a_receiver_is_told(desk, state, closes):
    former = closed_having_left(desk, NEXT_FLAT)
    says(desk, former, FAR_AWAY)
    placement = waits(desk, 2)
    lives_in(desk, placement, NEXT_FLAT, Stage.HANDOVER)
    is_in(desk, placement, state)
    assert fled(desk, placement, placement) == {}
    of_one_person(desk, former, desk.row(placement).case_id)
    places = {NEXT_FLAT, FAR_AWAY} if closes else {FAR_AWAY}
    assert fled(desk, placement, placement).keys() == places
    assert seen(desk, placement).endangers(placement) is closes


@pytest.mark.rule("SC-3", "SE-13")
def test_of_another_open_case_of_the_person_nothing_closes_a_decided_place(desk):
    placement = waits(desk, 2)
    lives_in(desk, placement, NEXT_FLAT)
    other = desk.open_case(CASE, Stage.PLACEMENT)
    says(desk, other, NEXT_FLAT)
    of_one_person(desk, other, desk.row(placement).case_id)
    assert fled(desk, placement, placement) == {}
    assert seen(desk, placement).endangers(placement) is False
