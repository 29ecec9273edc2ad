"""What makes an answer of the engine old, who gets the last place, and who reads what of it."""

from dataclasses import replace

import pytest

from relocation.audit.model import Purpose
from relocation.errors import Missing, NotFound
from relocation.placements import service as placements
from relocation.placements.kinds import CHOICE
from relocation.placements.rounds import recompute
from relocation.placements.sheets import sheet
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.last_place import faults_of_the_last_place
from tests.relocation.casework.placing import (
    FIRST,
    closed_but,
    propose,
)
from tests.relocation.casework.waiting import (
    is_heard,
    is_in,
    lives_in,
    reported,
    row,
    state,
    stored,
    waits,
)

ROUNDS = 10
"""On each database."""


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_a_threat_reported_after_the_decision_closes_the_place_and_reopens_it_by_itself(desk):
    placement = waits(desk)
    propose(desk)
    is_heard(desk, placement)
    desk.later(minutes=1)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    assert "reopen" not in ran(desk).done
    reported(desk, "0751", "Ulvene")
    with pytest.raises(Missing) as refused:
        desk.do(placements.approve, OTHER_DECIDER, placement)
    assert set(refused.value.needs) == {"open_place"}
    assert ran(desk).done["reopen"] == 1
    assert state(desk, placement) == "reopened"
    propose(desk)
    assert "0751" not in stored(desk, placement).ranking


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_a_place_that_somebody_left_by_a_second_move_is_never_opened_again(desk):
    before, now = waits(desk), row(desk, CASE, "nomination", "necessary")
    desk.later(days=1)
    after = row(desk, CASE, "placement", "contacted", now)
    for placement in (before, after):
        lives_in(desk, placement, "0751")
    row(desk, CASE, "handover", "moved", after)
    reported(desk, "0751", "Ulvene")
    assert "reopen" not in ran(desk).done
    assert [state(desk, each) for each in (before, after)] == ["contacted", "contacted"]


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_a_proposal_is_old_once_a_threat_closes_what_was_open_to_the_candidate(desk):
    placement = waits(desk)
    propose(desk)
    reported(desk, "0851", "Ulvene")
    with pytest.raises(Missing) as refused:
        desk.do(placements.release_shortlist, CASEWORKER, placement)
    assert set(refused.value.needs) == {"current_proposal"}
    assert propose(desk).moved[placement].state == "proposed"
    desk.do(placements.release_shortlist, CASEWORKER, placement)


@pytest.mark.rule("REL-11")
@pytest.mark.slow
def test_without_a_municipality_room_or_a_rule_that_changes_leads_to_a_new_trial(desk):
    placement = waits(desk, picture=closed_but("Bornholms"))
    there = waits(desk, 1)
    lives_in(desk, there, "0400")
    assert propose(desk).moved[placement].state == "no_municipality"
    assert recompute(desk.store, CASEWORKER, placement, desk.now).same
    assert "try_again" not in ran(desk).done
    is_in(desk, there, "stopped")
    assert ran(desk).done["try_again"] == 1
    assert propose(desk).moved[placement].state == "proposed"


@pytest.mark.rule("SE-7")
@pytest.mark.slow
def test_the_senders_sheet_is_the_same_wherever_a_second_person_lives(desk):
    placement, second = waits(desk), waits(desk, 1, group="Ravnene")
    found = []
    for place in ("0400", "0190"):
        lives_in(desk, second, place) if not found else moves(desk, second, place)
        is_in(desk, placement, "open")
        propose(desk)
        with desk.store.transaction() as session, pytest.raises(NotFound):
            sheet(session, COORDINATOR, placement, Purpose.PLACEMENT, desk.now)
        desk.later(minutes=1)
        desk.do(placements.release_shortlist, CASEWORKER, placement)
        with desk.store.transaction() as session:
            found.append(sheet(session, COORDINATOR, placement, Purpose.PLACEMENT, desk.now))
        desk.later(minutes=1)
    assert found[0] == found[1]
    assert len(found[0].options) == 3
    assert found[0].whole is None


def moves(desk, placement, place):
    desk.later(minutes=1)
    chosen = replace(FIRST, municipality=place)
    desk.write(desk.row(placement).case_id, CHOICE, chosen, placement)


@pytest.mark.slow
@pytest.mark.rule("RE-3")
def test_of_sixteen_who_are_decided_at_once_on_the_last_place_one_gets_it(desk):
    assert faults_of_the_last_place(desk, 0, ROUNDS) == []
