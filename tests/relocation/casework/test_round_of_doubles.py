"""One person with two cases is in a round once, and the other case is named with the reason."""

from dataclasses import replace

import pytest

from relocation.access.known import put_known
from relocation.access.service import put_on_list
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.long_jobs.proposing import PROPOSE_ROUND
from relocation.permissions import Role, Stage
from relocation.placements.problem import translate
from relocation.placements.rounds import ANSWER
from relocation.placements.steps import State
from scoring.person import LEFT_EARLIER
from tests.relocation.casework.desk import CASEWORKER, entry
from tests.relocation.casework.entering import IDENTITY, PICTURE
from tests.relocation.casework.placing import TODAY, propose
from tests.relocation.casework.waiting import is_in, lives_in, state, waits

LEFT_OUT = ("another_case",)


def one_person(desk, *placements):
    """Their cases are found by one number, by no steps."""
    cases = [desk.row(each).case_id for each in placements]
    with desk.store.transaction() as session:
        for case in cases:
            put_known(session, case, IDENTITY.cpr)


def told(desk):
    with desk.store.transaction() as session:
        return translate(session, TODAY)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_one_person_with_two_cases_is_in_a_round_once_and_the_later_case_is_named(desk):
    first = waits(desk)
    desk.later(minutes=1)
    later, another = waits(desk, 2), waits(desk, 3)
    assert set(told(desk).waiting) == {first, later, another}
    one_person(desk, first, later)
    found = told(desk)
    assert (set(found.waiting), found.lacking) == ({first, another}, {later: LEFT_OUT})
    assert len(found.problem.people) == 2
    proposed = propose(desk)
    assert set(proposed.moved) == {first, another}
    assert (proposed.lacking, state(desk, later)) == ({later: LEFT_OUT}, "open")


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_once_one_of_two_cases_is_ended_the_other_is_in_the_round_again(desk):
    first, later = waits(desk), waits(desk, 2)
    one_person(desk, first, later)
    is_in(desk, first, State.STOPPED)
    desk.stands(desk.row(first).case_id, "closed", Stage.CLOSED)
    found = told(desk)
    assert (set(found.waiting), found.lacking) == ({later}, {})


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_where_one_of_two_cases_has_a_place_that_one_stays_until_it_is_closed(desk):
    waiting, placed = waits(desk), waits(desk, 2)
    one_person(desk, waiting, placed)
    lives_in(desk, placed, "0751")
    assert (dict(told(desk).waiting), told(desk).lacking) == ({}, {waiting: LEFT_OUT})
    is_in(desk, placed, "contacted", Stage.CLOSED)
    assert (set(told(desk).waiting), told(desk).lacking) == ({waiting}, {})


@pytest.mark.slow
@pytest.mark.rule("SE-13", "WF-8")
def test_a_case_with_a_home_that_is_assessed_again_takes_no_turn_before_it_is_admitted(desk):
    waiting, placed = waits(desk), waits(desk, 2)
    one_person(desk, waiting, placed)
    lives_in(desk, placed, "0751", Stage.ENROLLED)
    for now in ("not_eligible", "screened", "pre_visited", "interviewed", "visitation_decided"):
        desk.stands(desk.row(placed).case_id, now)
        assert (set(told(desk).waiting), told(desk).lacking) == ({waiting}, {})
        left = told(desk).waiting[waiting].exclusions
        assert "0751" in {each.municipality for each in left if each.source == LEFT_EARLIER}
    desk.stands(desk.row(placed).case_id, "admitted")
    assert (set(told(desk).waiting), told(desk).lacking) == (set(), {waiting: LEFT_OUT})


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_that_has_no_home_yet_and_is_not_admitted_closes_nothing_to_the_other(desk):
    waiting, placed = waits(desk), waits(desk, 2)
    one_person(desk, waiting, placed)
    is_in(desk, placed, State.STOPPED)
    case = desk.row(placed).case_id
    desk.write(case, PICTURES, replace(PICTURE, place_left="0751"))
    for now, closed in (("screened", False), ("not_eligible", True)):
        desk.stands(case, now)
        left = told(desk).waiting[waiting].exclusions
        assert any(each.municipality == "0751" for each in left) is closed


def excludes(desk, placement, who=CASEWORKER):
    """Its case excludes somebody who stands on its list, or on none, by no steps."""
    line = replace(entry(who, Role.CENTRAL_CASEWORKER), excluded=True)
    with desk.store.transaction() as session:
        put_on_list(session, desk.row(placement).case_id, line)


def read_again(desk, proposed, who=CASEWORKER):
    """What a job tells of its answer now."""
    answer = ANSWER.dump_python(proposed, mode="json")
    with desk.store.transaction() as session:
        return ANSWER.validate_python(PROPOSE_ROUND.told(session, who, answer, desk.now))


@pytest.mark.slow
@pytest.mark.rule("SE-3", "SE-13")
def test_whom_the_other_case_excludes_is_told_of_its_own_as_of_one_that_stays_as_it_was(desk):
    first = waits(desk)
    desk.later(minutes=1)
    later, another = waits(desk, 2), waits(desk, 3)
    one_person(desk, first, later)
    before = propose(desk)
    assert before.lacking == {later: LEFT_OUT}
    assert read_again(desk, before) == before
    excludes(desk, first)
    desk.later(minutes=1)
    after, kept = propose(desk), tuple(sorted((later, another)))
    assert (dict(after.moved), dict(after.lacking), after.kept) == ({}, {}, kept)
    again = read_again(desk, before)
    assert (set(again.moved), dict(again.lacking), again.kept) == ({another}, {}, (later,))


@pytest.mark.rule("SE-3", "SE-13")
def test_where_nobody_is_left_in_the_round_the_same_is_told(desk):
    waiting, placed = waits(desk), waits(desk, 2)
    one_person(desk, waiting, placed)
    lives_in(desk, placed, "0751")
    assert dict(propose(desk).lacking) == {waiting: LEFT_OUT}
    excludes(desk, placed)
    found = propose(desk)
    assert (dict(found.moved), dict(found.lacking), found.kept) == ({}, {}, (waiting,))


@pytest.mark.rule("SE-3", "SE-13")
def test_of_three_cases_that_is_told_which_were_told_without_the_one_that_excludes(desk):
    placed, own, other = waits(desk), waits(desk, 2), waits(desk, 3)
    one_person(desk, placed, own, other)
    lives_in(desk, placed, "0751")
    assert set(propose(desk).lacking) == {own, other}
    excludes(desk, placed)
    found = propose(desk)
    assert {*found.lacking, *found.kept} == {own, other}
    assert len(found.lacking) == len(found.kept) == 1


@pytest.mark.rule("SE-3", "SE-13")
def test_what_a_case_itself_does_not_say_is_told_to_whom_another_excludes(desk):
    placed, own = waits(desk), waits(desk, 2)
    one_person(desk, placed, own)
    lives_in(desk, placed, "0751")
    excludes(desk, placed)
    case = desk.row(own).case_id
    desk.write(case, PICTURES, replace(PICTURE, threat_level=None))
    assert dict(propose(desk).lacking) == {own: ("safety_picture.threat_level",)}
