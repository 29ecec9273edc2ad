"""A changed safety picture: assessed by the police, sent to those entitled then, confirmed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from relocation.access.service import take_off_list
from relocation.access.tables import CaseRow
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.cases.kinds import PRECAUTIONS as SHEETS
from relocation.errors import Missing, NotAllowed
from relocation.permissions import Role, Stage
from relocation.proceedings.service import account_ref
from relocation.safety import service as safety
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    POLICE,
    PROBATION,
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS

FOUND = (PICTURE, PRECAUTIONS)
RECEIVING_POLICE = account("police-there", "police-oestjylland", POLICE.function)


def reported(desk, stage=Stage.ENROLLED):
    desk.open_case(stage=stage)
    return desk.do(safety.report_change, COORDINATOR, CASE).row


def written(desk, **how):
    assessment = reported(desk, **how)
    desk.do(safety.write_assessment, POLICE, assessment, FOUND)
    return assessment


def receipts(desk):
    """The receipts by the account that each was sent to."""
    with desk.store.transaction() as session:
        of = {
            account_ref(session, CASE, who.user): who
            for who in (COORDINATOR, POLICE, PROBATION, CASEWORKER, RECEIVER, RECEIVING_POLICE)
        }
    return {of[row.owner]: row for row in desk.rows("receipt")}


def confirm(desk, who):
    return desk.do(safety.confirm_receipt, who, receipts(desk)[who].id)


@pytest.mark.rule("WF-19")
def test_a_reported_change_is_assessed_by_the_police_and_staff_are_informed_at_once(desk):
    assessment = reported(desk)
    with pytest.raises(NotAllowed):
        desk.do(safety.write_assessment, COORDINATOR, assessment, FOUND)
    empty = replace(PRECAUTIONS, for_staff=" ")
    with pytest.raises(Missing) as refused:
        desk.do(safety.write_assessment, POLICE, assessment, (PICTURE, empty))
    assert set(refused.value.needs) == {"precautions"}
    desk.do(safety.write_assessment, POLICE, assessment, FOUND)
    assert desk.row(assessment).state == "staff_informed"


@pytest.mark.rule("RE-8")
def test_precautions_go_to_exactly_those_entitled_at_that_instant(desk):
    written(desk)
    assert set(receipts(desk)) == {COORDINATOR, POLICE, PROBATION}


@pytest.mark.rule("RE-8")
def test_the_receiving_side_is_entitled_from_the_moment_of_contact_and_not_before(desk):
    assessment = reported(desk, stage=Stage.DECIDED)
    desk.join(RECEIVER, Role.MUNI_RECEIVER)
    desk.join(RECEIVING_POLICE, Role.POLICE_RECEIVER)
    desk.do(safety.write_assessment, POLICE, assessment, FOUND)
    assert RECEIVER not in receipts(desk)
    with desk.store.transaction() as session:
        session.execute(update(CaseRow).values(stage=Stage.HANDOVER))
    second = desk.do(safety.report_change, COORDINATOR, CASE).row
    desk.do(safety.write_assessment, POLICE, second, FOUND)
    assert {RECEIVER, RECEIVING_POLICE} < set(receipts(desk))


@pytest.mark.rule("WF-19")
def test_staff_confirm_their_own_receipt_and_the_last_one_settles_the_assessment(desk):
    assessment = written(desk)
    with pytest.raises(Missing) as refused:
        desk.do(safety.confirm_receipt, COORDINATOR, receipts(desk)[PROBATION].id)
    assert set(refused.value.needs) == {"own"}
    for who in (COORDINATOR, POLICE):
        confirm(desk, who)
    assert desk.row(assessment).state == "staff_informed"
    confirm(desk, PROBATION)
    assert desk.row(assessment).state == "confirmed"


@pytest.mark.rule("RE-8")
def test_what_is_unread_after_a_day_is_told_of_and_can_still_be_confirmed(desk):
    written(desk)
    unread = receipts(desk)[COORDINATOR].id

    def escalated():
        with desk.store.transaction() as session:
            return safety.escalate(session, unread, desk.now).state

    desk.later(hours=24)
    with pytest.raises(Missing):
        escalated()
    desk.later(minutes=1)
    assert escalated() == "unread"
    assert ("precautions_unread", unread) in desk.messages()
    assert confirm(desk, COORDINATOR).state == "confirmed"


@pytest.mark.rule("RE-8")
def test_nobody_waits_for_somebody_who_left_the_case(desk):
    assessment = written(desk)
    for who in (COORDINATOR, POLICE):
        confirm(desk, who)
    gone = receipts(desk)[PROBATION].id
    with pytest.raises(Missing), desk.store.transaction() as session:
        safety.let_go(session, gone, desk.now)
    with desk.store.transaction() as session:
        take_off_list(session, CASE, {Role.PROBATION_PARTY})
        assert safety.let_go(session, gone, desk.now).state == "not_needed"
    assert desk.row(assessment).state == "confirmed"


@pytest.mark.rule("WF-19")
def test_a_newer_assessment_replaces_the_older_and_a_report_alone_does_not(desk):
    first = written(desk)
    desk.now += timedelta(hours=1)
    second = desk.do(safety.report_change, PROBATION, CASE).row
    assert desk.row(first).state == "staff_informed"
    desk.do(safety.write_assessment, POLICE, second, FOUND)
    assert [desk.row(each).state for each in (first, second)] == ["superseded", "staff_informed"]
    confirm(desk, COORDINATOR)


@pytest.mark.rule("WF-19")
def test_the_municipality_reads_the_precautions_and_the_police_the_picture_too(desk):
    written(desk)
    with desk.store.transaction() as session:
        read = {
            who.user: [each.kind for each in asked(session, who, CASE, PICTURES, SHEETS)]
            for who in (COORDINATOR, POLICE)
        }
    assert read == {"coordinator": ["precautions"], "police": ["precautions", "safety_picture"]}
