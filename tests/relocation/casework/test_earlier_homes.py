"""What a person fled before stays closed, with its surroundings, for every later relocation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.access.known import put_known
from relocation.cases.doubles import end_centrally
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.permissions import Stage
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.placements.today import today
from relocation.safety import service as safety
from relocation.store import keys_of
from scoring.person import LEFT_EARLIER
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER
from tests.relocation.casework.entering import IDENTITY, PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import FIRST, TODAY, approved, described, hear, propose
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    complete,
    contact,
    find_necessary,
    nominate,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_double_resolved_told import GOES, STAYS, ending, nominated
from tests.relocation.casework.waiting import BESIDE, lives_in, row, waits

BESIDE_HOME, FAR_AWAY, NEXT_FLAT = "0147", "0400", "0846"


def seen(desk, decided=None):
    with desk.store.transaction() as session:
        return today(session, desk.now.date(), decided)


def open_to(desk, placement):
    return set(seen(desk).open_to(placement))


def fled(desk, placement, decided=None):
    """What closes for somebody as left earlier, with its day."""
    person = seen(desk, decided).told.waiting[placement]
    return {
        each.municipality: each.as_of for each in person.exclusions if each.source == LEFT_EARLIER
    }


def assess(desk, left):
    """The police there write the picture anew."""
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, CHOSEN.police, CASE).row
    picture = replace(PICTURE, place_left=left)
    desk.do(safety.write_assessment, CHOSEN.police, assessment, (picture, PRECAUTIONS))


def lives_there(desk):
    placement = approved(desk, assessed)
    complete(desk, contact(desk, placement, CHOSEN), HOME, CHOSEN)
    return placement


def waits_again(desk, case=CASE):
    """Another relocation of a case, open since a day later."""
    desk.later(days=1)
    return row(desk, case, "placement", "open", row(desk, case, "nomination", "necessary"))


@pytest.mark.rule("SC-3", "REL-9")
@pytest.mark.slow
def test_a_second_relocation_leads_neither_back_to_the_home_that_was_fled_nor_near_it(desk):
    lives_there(desk)
    assess(desk, CHOSEN.code)
    desk.later(days=1)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    desk.later(minutes=1)
    assert open_to(desk, placement) & {HOME.code, BESIDE_HOME, CHOSEN.code, NEXT_FLAT} == {
        NEXT_FLAT
    }
    assert fled(desk, placement) == {HOME.code: TODAY}
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement, CHOSEN.coordinator)
    back = replace(FIRST, municipality=HOME.code, reason_for_deviating=WHY)
    assert lacks(desk, placements.decide, DECIDER, placement, back) == {"open_place"}


@pytest.mark.rule("SC-3")
def test_each_home_that_a_relocation_led_to_is_closed_once_another_begins(desk):
    lives_in(desk, waits(desk), CHOSEN.code, Stage.PLACEMENT)
    second = waits_again(desk)
    assert fled(desk, second) == {CHOSEN.code: TODAY}
    lives_in(desk, second, FAR_AWAY, Stage.PLACEMENT)
    third = waits_again(desk)
    assert fled(desk, third).keys() == {CHOSEN.code, FAR_AWAY}
    assert open_to(desk, third) & {HOME.code, BESIDE_HOME, CHOSEN.code, FAR_AWAY} == set()


@pytest.mark.rule("SC-3")
def test_every_place_that_a_picture_named_as_left_is_closed_and_the_newest_by_its_own_rule(desk):
    placement = waits(desk)
    for days, left in ((0, "0400"), (1, "0851"), (1, "0400"), (1, None), (1, "0461")):
        desk.later(days=days)
        desk.write(CASE, PICTURES, replace(PICTURE, place_left=left))
    first, later = TODAY, TODAY + timedelta(days=2)
    expected = {HOME.code: first, "0851": TODAY + timedelta(days=1), "0400": later}
    assert fled(desk, placement) == expected
    assert seen(desk).told.waiting[placement].moves_from == "0461"
    assert open_to(desk, placement) & {BESIDE_HOME, "0851", "0400", "0461"} == set()


@pytest.mark.parametrize(("place", "is_dangerous"), [(HOME.code, True), (NEXT_FLAT, False)])
@pytest.mark.rule("SC-3", "REL-9")
def test_somebody_who_was_sent_back_to_an_earlier_home_is_found_in_danger_there(
    desk, place, is_dangerous
):
    lives_in(desk, waits(desk), CHOSEN.code, Stage.PLACEMENT)
    desk.write(CASE, PICTURES, replace(PICTURE, place_left=CHOSEN.code))
    placement = waits_again(desk)
    lives_in(desk, placement, place)
    assert seen(desk, placement).endangers(placement) is is_dangerous


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_what_the_police_put_right_after_the_decision_uproots_nobody(desk):
    placement = lives_there(desk)
    assess(desk, CHOSEN.code)
    (check,) = desk.rows("place_check")
    assert check.state == "nomination_called_for"
    assert lacks(desk, checks.find_it_holds, DECIDER, check.id, WHY) == {"open_place"}
    assess(desk, HOME.code)
    assert fled(desk, placement, placement) == {}
    assert desk.do(checks.find_it_holds, DECIDER, check.id, WHY).state == "holds"


@pytest.mark.rule("SC-3")
def test_what_was_fled_in_a_closed_case_of_the_same_person_is_closed_in_a_new_one(desk):
    former, another = waits(desk), waits(desk, 1)
    for placement in (former, another):
        lives_in(desk, placement, CHOSEN.code, Stage.CLOSED)
    desk.later(days=1)
    anew = waits(desk, 2)
    described(desk, desk.row(anew).case_id)
    desk.write(desk.row(anew).case_id, PICTURES, replace(PICTURE, place_left=NEXT_FLAT))
    assert fled(desk, anew).keys() == {HOME.code}
    with desk.store.transaction() as session:
        for case in (CASE, desk.row(anew).case_id):
            put_known(session, case, IDENTITY.cpr)
    assert fled(desk, anew).keys() == {HOME.code, CHOSEN.code}


def of_one_person(desk, *cases):
    with desk.store.transaction() as session:
        for case in cases:
            put_known(session, case, IDENTITY.cpr)


def closed_having_left(desk, left, **placement):
    """A closed case that came to no home, with what the police wrote in it."""
    case = desk.open_case(CASE, Stage.CLOSED)
    desk.write(case, PICTURES, replace(PICTURE, place_left=left, dangerous_places=()))
    for state in placement.values():
        row(desk, case, "placement", state, row(desk, case, "nomination", "withdrawn"))
    return case


@pytest.mark.parametrize("placement", [{}, {"placement": "stopped"}])
@pytest.mark.rule("SC-3")
def test_what_was_fled_in_a_closed_case_is_closed_also_where_that_case_led_to_no_home(
    desk, placement
):
    former = closed_having_left(desk, NEXT_FLAT, **placement)
    desk.later(days=1)
    anew = waits(desk, 2)
    assert NEXT_FLAT in open_to(desk, anew)
    assert former not in seen(desk).told.cases
    of_one_person(desk, former, desk.row(anew).case_id)
    assert fled(desk, anew) == {NEXT_FLAT: TODAY}
    assert NEXT_FLAT not in open_to(desk, anew)
    assert former in seen(desk).told.cases


@pytest.mark.rule("SC-3")
def test_what_was_fled_in_a_case_ended_as_a_double_is_closed_until_that_case_is_erased(desk):
    stays, nomination = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    desk.write(goes, PICTURES, replace(PICTURE, place_left=NEXT_FLAT, dangerous_places=()))
    desk.stands(nomination, "necessary", Stage.PLACEMENT)
    described(desk, stays)
    placement = row(desk, stays, "placement", "open", nomination)
    for workflow in BESIDE:
        row(desk, stays, workflow, "not_asked", placement)
    assert fled(desk, placement) == {}
    desk.do(end_centrally, DECIDER, goes, ending(desk, stays))
    assert fled(desk, placement).keys() == {NEXT_FLAT}
    with desk.store.transaction() as session:
        keys_of(session).destroy(goes, desk.now)
    assert fled(desk, placement) == {}


@pytest.mark.rule("SC-3")
def test_a_home_of_a_closed_case_that_is_younger_than_what_waits_is_closed_too(desk):
    anew = waits(desk, 2)
    desk.later(days=1)
    later = waits(desk)
    lives_in(desk, later, NEXT_FLAT, Stage.CLOSED)
    of_one_person(desk, CASE, desk.row(anew).case_id)
    assert NEXT_FLAT in fled(desk, anew)
