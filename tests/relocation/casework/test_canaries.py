"""What is secret turns up where the table of access says so, and nowhere else."""

import logging
import sqlite3
from contextlib import closing

import pytest

from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole
from relocation.audit.service import extract_for_auditor, extract_for_subject
from relocation.backup.service import back_up
from relocation.cases import service as cases
from relocation.handovers import service as handovers
from relocation.jobs.erasing import to_erase
from relocation.jobs.service import run_due
from relocation.keys.purposes import KeyPurpose
from relocation.nominations import service as nominations
from relocation.people.tables import AccountRow
from relocation.permissions import DataClass, Level, Role, Stage
from tests.relocation.casefile.conftest import dumped
from tests.relocation.casework.canaries import (
    KINDS,
    OTHER_CASE,
    READERS,
    THERE,
    all_canaries,
    canary,
    documents,
    mark,
    names_the_place,
    other_doors,
    refusals,
)
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    ROLES,
    STRANGER,
)
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.nominating import NEEDED, WHY
from tests.relocation.casework.relocating import (
    HOME,
    agree,
    arrive_without_fixed_abode,
    assess_anew,
    contact,
    decide,
    nominate,
    settle_centrally,
)
from tests.relocation.expected_access import EXPECTED

MARKED = {kind.data_class for kind in KINDS}
CPR = "3102700000"
"""Stands in each marked identity."""
SEE_THE_PLACE = {
    Role.CENTRAL_CASEWORKER,
    Role.CENTRAL_DECISION_MAKER,
    Role.MUNI_RECEIVER,
    Role.POLICE_SENDER,
}
HAS_LEFT = {Stage.RELOCATED, Stage.CLOSED}
"""Stages at which the sending officer of the probation service is off the list."""
RESPONSES = 900
"""At least so many answers of the services are looked through."""


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
    arrive_without_fixed_abode(desk, handover, THERE)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    yield Stage.RELOCATED
    desk.do(cases.withdraw, THERE.coordinator, CASE, LEAVES)
    yield Stage.CLOSED


def canaries_in(text):
    return {each for each in all_canaries() if each in text}


def wanted(role, stage):
    """The canaries that a role sees at a stage: of the classes of which its row says F."""
    if role is Role.OTHER:
        return {canary(each, OTHER_CASE) for each in MARKED if EXPECTED[
            Role.MUNI_SENDER, each, Stage.ENROLLED] is Level.FULL}  # fmt: skip
    if role is Role.PROBATION_PARTY and stage in HAS_LEFT:
        return set()
    return {canary(each) for each in MARKED if EXPECTED[role, each, stage] is Level.FULL}


def may_see_the_place(role, stage):
    """By the decision itself, or by the proposal and its reasons."""
    named_in = (DataClass.RECEIVER_MUNI, DataClass.PROPOSAL)
    return any(EXPECTED[role, each, stage] is Level.FULL for each in named_in)


def looked_through(desk, stage):
    """Every reader at every door at one stage; how many answers, and who saw the place."""
    placed, answers = set(), 0
    for role, who in READERS.items():
        own = OTHER_CASE if role is Role.OTHER else CASE
        told = documents(desk, who, own)
        assert canaries_in(told) == wanted(role, stage), (role, stage)
        strange = [documents(desk, who, CASE if own == OTHER_CASE else OTHER_CASE)]
        newest = documents(desk, who, own, every_version=False)
        assert canaries_in(newest) == wanted(role, stage), (role, stage)
        doors = other_doors(desk, who)
        assert canaries_in(doors["no purpose"]) <= wanted(role, stage)
        silent = [told for name, told in doors.items() if name != "no purpose"]
        assert [each for each in (*strange, *silent) if canaries_in(each)] == []
        everything = (told, newest, *strange, *doors.values())
        if any(map(names_the_place, everything)):
            placed.add((role, stage))
        answers += len(everything)
    return answers, placed


@pytest.mark.slow
@pytest.mark.rule("SE-5", "SE-14")
def test_a_canary_is_seen_where_the_table_of_access_says_so_and_nowhere_else(
    desk, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG)
    desk.open_case(OTHER_CASE, Stage.ENROLLED, {STRANGER: Role.MUNI_SENDER})
    desk.open_case()
    for case in (CASE, OTHER_CASE):
        mark(desk, case)
    assess_anew(desk, CASE, POLICE)
    answers, placed, told = 0, set(), []
    for stage in stages(desk):
        assert desk.stage() == stage
        more, there = looked_through(desk, stage)
        answers, placed = answers + more, placed | there
        if stage is Stage.HANDOVER:
            told = refusals(desk, STRANGER, COORDINATOR, THERE.coordinator)
    assert {each for each in placed if not may_see_the_place(*each)} == set()
    assert {role for role, _ in placed} >= SEE_THE_PLACE
    told += [run_due(desk.store, desk.now), to_erase(desk.store, desk.now), desk.messages()]
    told += extracted(desk)
    assert [each for each in told if canaries_in(str(each)) or names_the_place(str(each))] == []
    assert answers + len(told) >= RESPONSES
    assert canaries_in(caplog.text) == set()
    assert not names_the_place(caplog.text)
    out_of_the_register(desk, THERE.coordinator)
    for stored in (dumped(desk.store), backed_up(desk, tmp_path)):
        assert [each for each in (*all_canaries(), CPR) if each.encode() in stored] == []
        assert not names_the_place(stored.decode("latin-1"))


def out_of_the_register(desk, who):
    """That a municipality has an account tells of nobody who lives there: every one may have."""
    with desk.store.transaction() as session:
        session.delete(session.get_one(AccountRow, who.user))
    if desk.store.database.dialect.name == "sqlite":
        # What was overwritten in the database stays in the file beside it until it is emptied.
        with closing(sqlite3.connect(desk.store.database.url.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def extracted(desk):
    """What the log gives the person it is about and the auditor, line by line."""
    keys, auditor = HeldKeys.of(desk.store.keys), InRole("auditor", Role.AUDITOR)
    found = []
    for take in (extract_for_subject, extract_for_auditor):
        with desk.store.transaction() as session:
            found += list(take(session, auditor, CASE, keys=keys, now=desk.now))
    return found


def backed_up(desk, folder):
    """The bytes of both backups."""
    rows, keys = folder / "rows-backup", folder / "keys-backup"
    back_up(desk.store.database, rows, desk.store.keys.purpose_key(KeyPurpose.BACKUP), desk.now)
    desk.store.keys.backup(keys)
    return rows.read_bytes() + keys.read_bytes()


@pytest.mark.rule("SE-5")
def test_before_anything_is_asked_a_stranger_sees_no_canary_and_everybody_else_its_own(desk):
    desk.open_case()
    mark(desk)
    seen = {role: canaries_in(documents(desk, who)) for role, who in READERS.items()}
    assert seen[Role.OTHER] == set()
    assert seen == {role: wanted(role, Stage.ENROLLED) if role is not Role.OTHER and who in ROLES
                    else set() for role, who in READERS.items()}  # fmt: skip
    assert [each for each in refusals(desk, STRANGER) if canaries_in(str(each))] == []
