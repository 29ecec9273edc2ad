"""Audit before answer: what is read is in the log with purpose, or it is not read."""

import pytest
from sqlalchemy import text

from relocation.access.service import put_on_list
from relocation.actor import Actor, Assurance, Function
from relocation.audit.model import NEEDS_PURPOSE
from relocation.cases.kinds import (
    AGREEMENT,
    HOUSEHOLD,
    IDENTITY,
    NEEDS,
    PRECAUTIONS,
    TEMPORARY_PLACE,
)
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.errors import LogUnwritable, PurposeMissing, QuotaReached
from relocation.handovers.kinds import ADDRESS
from relocation.permissions import Role, Stage
from relocation.placements.kinds import CHOICE
from tests.relocation.casefile.conftest import NOW, actor, entry, new_case
from tests.relocation.casefile.contents import CONTENTS
from tests.relocation.casefile.reading import asked

CASE = "a" * 32
SENDER, RECEIVER = actor(), actor("u-receiver", "municipality-0751")
POLICE = Actor(
    "u-police", "police-01", Function.POLICE_EXIT_COORDINATOR, frozenset(), Assurance.SIGNED_IN
)


def lines(session):
    columns = "kind, classes, purpose, regime, version, role"
    found = session.execute(text(f"SELECT {columns} FROM audit_lines ORDER BY number"))  # noqa: S608
    return [tuple(row) for row in found]


def open_case(session, case=CASE, **facts):
    new_case(session, case, entry(SENDER), entry(POLICE, Role.POLICE_SENDER), **facts)
    for kind in (IDENTITY, AGREEMENT, NEEDS):
        write(session, SENDER, case, case, Paper(kind, CONTENTS[kind.name]), NOW)


@pytest.mark.rule("RE-11")
def test_a_read_is_logged_with_classes_purpose_law_version_and_role(session):
    open_case(session)
    asked(session, SENDER, CASE, IDENTITY, AGREEMENT)
    asked(session, POLICE, CASE, NEEDS)
    assert lines(session) == [
        ("read", "contract,identity", "casework", "gdpr", 1, "muni_sender"),
        ("read", "needs", "casework", "law_enforcement", 1, "police_sender"),
    ]


@pytest.mark.rule("RE-11")
def test_only_what_may_be_read_is_logged_and_a_question_for_nothing_else_is_no_reading(session):
    open_case(session, stage=Stage.CLOSED)
    assert asked(session, SENDER, CASE, IDENTITY, AGREEMENT) == ()
    assert lines(session) == []


@pytest.mark.rule("SE-3")
def test_what_tells_who_and_where_somebody_is_opens_for_a_stated_purpose_alone(session):
    open_case(session, stage=Stage.HANDOVER)
    put_on_list(session, CASE, entry(RECEIVER, Role.MUNI_RECEIVER))
    bound = {ADDRESS: RECEIVER} | dict.fromkeys(
        (IDENTITY, HOUSEHOLD, PRECAUTIONS, TEMPORARY_PLACE, CHOICE), SENDER
    )
    assert {kind.data_class for kind in bound} == NEEDS_PURPOSE
    for kind, who in bound.items():
        with pytest.raises(PurposeMissing):
            asked(session, who, CASE, kind, purpose=None)
    assert len(asked(session, SENDER, CASE, AGREEMENT, purpose=None)) == 1


@pytest.mark.rule("RE-11")
def test_where_the_log_cannot_be_written_nothing_is_answered(session):
    open_case(session)
    session.flush()
    session.execute(text("ALTER TABLE audit_head RENAME TO away"))
    with pytest.raises(LogUnwritable):
        asked(session, SENDER, CASE, IDENTITY)
    session.rollback()


@pytest.mark.slow
@pytest.mark.rule("SE-17")
def test_the_eleventh_case_of_a_day_is_not_answered(store):
    cases = [f"{number:032x}" for number in range(11)]
    with store.transaction() as session:
        for case in cases:
            open_case(session, case)
    for case in cases[:10]:
        with store.transaction() as session:
            assert asked(session, SENDER, case, IDENTITY)
    with pytest.raises(QuotaReached), store.transaction() as session:
        asked(session, SENDER, cases[10], IDENTITY)
