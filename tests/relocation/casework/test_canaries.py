"""What is secret turns up where the table of access says so, and nowhere else."""

import logging

import pytest

from relocation.cases import service as cases
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import DataClass, Level, Role, Stage
from tests.relocation.casefile.conftest import dumped
from tests.relocation.casework.canaries import (
    KINDS,
    PLACE,
    READERS,
    THERE,
    all_canaries,
    canary,
    mark,
    refusals,
    seen,
)
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER, POLICE, STRANGER
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.nominating import NEEDED, WHY
from tests.relocation.casework.relocating import (
    HOME,
    agree,
    arrive,
    assess_anew,
    contact,
    decide,
    nominate,
    settle_centrally,
)
from tests.relocation.expected_access import EXPECTED

MARKED = {kind.data_class for kind in KINDS}


def stages(desk):
    """The journey, a stage at a time."""
    yield Stage.ENROLLED
    nomination = nominate(desk, CASE, HOME)
    yield Stage.NOMINATED
    desk.do(nominations.find_necessary, CASEWORKER, nomination, NEEDED)
    yield Stage.NECESSITY
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    yield Stage.PLACEMENT
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, THERE)
    yield Stage.DECIDED
    handover = contact(desk, placement, THERE)
    yield Stage.HANDOVER
    agree(desk, handover, HOME, THERE)
    arrive(desk, handover, THERE)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    yield Stage.RELOCATED
    desk.do(cases.withdraw, THERE.coordinator, CASE, LEAVES)
    yield Stage.CLOSED


def wanted(stage):
    """Who sees which canary at a stage: those whose row says F, no more and no fewer."""
    return {
        (role, canary(each))
        for role in READERS
        for each in MARKED
        if EXPECTED[role, each, stage] is Level.FULL
    }


def may_see_the_place(role, stage):
    """By the decision itself, or by the proposal and its reasons."""
    named_in = (DataClass.RECEIVER_MUNI, DataClass.PROPOSAL)
    return any(EXPECTED[role, each, stage] is Level.FULL for each in named_in)


@pytest.mark.slow
@pytest.mark.rule("SE-5")
def test_a_canary_is_seen_where_the_table_of_access_says_so_and_nowhere_else(desk, caplog):
    caplog.set_level(logging.DEBUG)
    desk.open_case()
    mark(desk)
    assess_anew(desk, CASE, POLICE)
    placed, told = set(), []
    for stage in stages(desk):
        assert desk.stage() == stage
        found = seen(desk)
        placed |= {(role, stage) for role, each in found if each == PLACE}
        assert {each for each in found if each[1] != PLACE} == wanted(stage)
        if stage is Stage.HANDOVER:
            told = refusals(desk, *READERS.values())
    assert {each for each in placed if not may_see_the_place(*each)} == set()
    assert {role for role, _ in placed} >= set(READERS) - {Role.PROBATION_PARTY, Role.OTHER}
    secret = all_canaries()
    assert [each for each in secret if each in str(told)] == []
    assert [each for each in secret if each in caplog.text] == []
    stored = dumped(desk.store)
    assert [each for each in (*secret, "0101700000") if each.encode() in stored] == []


@pytest.mark.rule("SE-5")
def test_before_anything_is_asked_a_stranger_sees_no_canary(desk):
    desk.open_case()
    mark(desk)
    assert {role for role, _ in seen(desk)} >= {Role.MUNI_SENDER}
    assert Role.OTHER not in {role for role, _ in seen(desk)}
    assert [each for each in all_canaries() if each in str(refusals(desk, STRANGER))] == []
