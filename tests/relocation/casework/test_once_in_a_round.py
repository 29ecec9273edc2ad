"""Which of a person's cases is in a round: every pair and every three, and two decided places."""

from dataclasses import replace
from itertools import product

import pytest

from relocation.errors import Missing
from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.placements.kinds import CHOICE
from relocation.placements.once import LACKS, left_out
from relocation.placements.steps import State
from relocation.proceedings.every import Standing
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework.desk import DECIDER, OTHER_DECIDER
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import FIRST, propose
from tests.relocation.casework.test_double_ended_everywhere import end
from tests.relocation.casework.test_round_of_doubles import one_person, told
from tests.relocation.casework.waiting import is_heard, is_in, lives_in, state, waits

PLACES = ("open", "no_municipality", "heard", "reopened", "decided", "approved", "contacted")
BEFORE = {"decided": 1, "approved": 2, "contacted": 3}
ANY = list(product(PLACES, ("acute", "urgent", "standard"), (True, False)))
"""What a case may be: where its placement stands, on which track, and whether it says enough."""


def standing(number, place, urgency):
    return Standing(
        id=f"p{number}", case=f"c{number}", state=place, version=1, urgency=urgency, stage="S4"
    )


def worth(told):
    place, urgency, says_enough = told
    rank = BEFORE.get(place, 0)
    return rank, rank > 0 or says_enough, -["acute", "urgent", "standard"].index(urgency)


@pytest.mark.rule("SE-13")
def test_of_any_two_cases_the_better_one_is_in_the_round_and_of_equals_the_older():
    for one, other in product(ANY, ANY):
        rows = [standing(n, *each[:2]) for n, each in enumerate((one, other))]
        lacking = {row.id for row, each in zip(rows, (one, other), strict=True) if not each[2]}
        goes, out = (0, 1) if worth(one) >= worth(other) else (1, 0)
        wanted = [] if rows[out].state == "contacted" else [rows[out].id]
        assert list(left_out((tuple(rows),), lacking)) == wanted, (one, other, goes)


@pytest.mark.rule("SE-13")
def test_of_any_three_cases_one_alone_is_not_left_out():
    some = ANY[::4]
    for three in product(some, some, some):
        rows = tuple(standing(n, *each[:2]) for n, each in enumerate(three))
        lacking = {row.id for row, each in zip(rows, three, strict=True) if not each[2]}
        out = set(left_out((rows,), lacking))
        left = [row for row in rows if row.id not in out]
        assert [row for row in left if row.state != "contacted"] == left[:1] or all(
            row.state == "contacted" for row in left
        )


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_that_says_too_little_or_is_less_urgent_holds_up_no_other_of_its_person(desk):
    first = waits(desk, 1, {})
    desk.later(minutes=1)
    later = waits(desk, 2)
    assert set(told(desk).waiting) == {later}
    one_person(desk, first, later)
    found = told(desk)
    assert set(found.waiting) == {later}
    assert set(found.lacking) == {first}
    third = waits(desk, 3)
    with desk.store.transaction() as session:
        session.get_one(ProceedingRow, third).urgency = "acute"
    one_person(desk, third)
    found = told(desk)
    assert (set(found.waiting), found.lacking[later]) == ({third}, LACKS)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_of_two_proposals_for_one_person_one_is_decided_and_once_it_is_ended_the_other(desk):
    first, later = one_after_the_other(desk)
    propose(desk)
    one_person(desk, first, later)
    for each in (first, later):
        is_heard(desk, each)
    lacks, chosen = {"current_proposal", "open_place"}, replace(FIRST, reason_for_deviating=WHY)
    assert missing(desk, placements.decide, later, chosen) == lacks
    assert desk.do(placements.decide, DECIDER, first, chosen).state == "decided"
    assert missing(desk, placements.decide, later, chosen) == lacks
    cases = [desk.row(each).case_id for each in (first, later)]
    with pytest.raises(Missing, match="end"):
        end(desk, DECIDER, *cases)
    desk.do(placements.send_back, OTHER_DECIDER, first, WHY)
    end(desk, DECIDER, *cases)
    assert state(desk, first) == "stopped"
    assert desk.do(placements.decide, DECIDER, later, chosen).state == "decided"


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_of_two_places_decided_for_one_person_one_is_approved(desk):
    both = one_after_the_other(desk)
    for each, place in zip(both, ("0751", "0851"), strict=True):
        lives_in(desk, each, place)
        is_in(desk, each, State.DECIDED, Stage.PLACEMENT)
    assert [missing(desk, placements.approve, each) for each in both] == [{"not_the_decider"}] * 2
    one_person(desk, *both)
    wanted = [{"not_the_decider"}, {"not_the_decider", "open_place"}]
    assert [missing(desk, placements.approve, each) for each in both] == wanted
    assert desk.kept(desk.row(both[1]).case_id, both[1], CHOICE).municipality == "0851"


def one_after_the_other(desk):
    first = waits(desk)
    desk.later(minutes=1)
    return first, waits(desk, 2)


def missing(desk, button, placement, *given):
    who = OTHER_DECIDER if button is placements.approve else DECIDER
    with pytest.raises(Missing) as refused:
        desk.do(button, who, placement, *given)
    return set(refused.value.needs)
