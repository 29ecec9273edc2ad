"""One person with two cases is in a round once, and the other case is named with the reason."""

import pytest

from relocation.access.known import put_known
from relocation.permissions import Stage
from relocation.placements.problem import translate
from relocation.placements.steps import State
from tests.relocation.casework.entering import IDENTITY
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
