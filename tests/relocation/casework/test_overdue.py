"""What is overdue is seen by those who can act on it, in their own cases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from relocation.cases import excluding
from relocation.cases.eligibility import Exclusion, ExclusionGround
from relocation.cases.kinds import NOT_ELIGIBLE
from relocation.deadlines.awaited import Awaited
from relocation.deadlines.deadline import HOUR
from relocation.deadlines.policy_file import load_deadlines
from relocation.deadlines.working_days import end_of_day
from relocation.keys.pseudonyms import handle
from relocation.overdue import overdue
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.staffing.service import break_glass
from relocation.store import keys_of
from scoring.person import Urgency
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    PROBATION,
    ROLES,
    STRANGER,
    account,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS, interviewed
from tests.relocation.casework.nominating import (
    ACUTE,
    REQUEST,
    TO_JUDGED,
    TO_SUBMITTED,
    WHY,
    brought,
    drafted,
    take,
)

ILL = Exclusion(ground=ExclusionGround.ILLNESS, reasons="too ill for now")


def seen(desk, who, workflow="nomination"):
    with desk.store.transaction() as session:
        return [each for each in overdue(session, who, desk.now) if each.workflow == workflow]


@pytest.mark.rule("REL-10")
def test_what_is_overdue_is_seen_by_whoever_can_act_on_it_and_by_nobody_else(desk):
    nomination = brought(desk, *TO_SUBMITTED)
    desk.now = desk.row(nomination).due
    assert seen(desk, CASEWORKER) == []
    desk.later(minutes=1)
    (found,) = seen(desk, CASEWORKER)
    assert (found.row, found.due, found.is_escalated) == (
        nomination,
        desk.row(nomination).due,
        False,
    )
    assert found.steps == ("return", "find_necessary", "find_not_necessary")
    assert [seen(desk, who) for who in (DECIDER, STRANGER)] == [[], []]


@pytest.mark.rule("RE-11")
def test_whoever_is_told_what_is_overdue_has_a_line_in_the_log_for_each_case_and_no_opening(desk):
    brought(desk, *TO_SUBMITTED)
    desk.later(days=60)
    before = desk.counted()["audit_lines"]
    assert seen(desk, CASEWORKER)
    assert desk.counted()["audit_lines"] == before + 1
    with desk.store.transaction() as session:
        (line,) = session.execute(text("SELECT * FROM audit_lines ORDER BY number DESC LIMIT 1"))
        assert (line.kind, line.classes, line.opening) == ("read", "existence", None)
    assert seen(desk, STRANGER) == []
    assert desk.counted()["audit_lines"] == before + 1


@pytest.mark.rule("REL-10")
def test_a_decision_maker_sees_what_others_left_undone_for_too_long(desk):
    brought(desk, *TO_SUBMITTED)
    desk.later(days=60)
    (found,) = seen(desk, DECIDER)
    assert (found.is_escalated, found.steps) == (True, ())


@pytest.mark.rule("REL-10", "SE-4")
def test_the_case_is_named_by_the_handle_of_the_readers_own_organisation(desk):
    brought(desk, *TO_JUDGED)
    desk.later(days=60)
    (found,) = seen(desk, DECIDER)
    assert found.case == handle(desk.store.keys, DECIDER.organisation, CASE)


@pytest.mark.rule("REL-10")
def test_what_is_longest_overdue_comes_first(desk):
    desk.open_case()
    later = drafted(desk, REQUEST)
    for step in TO_SUBMITTED:
        take(desk, later, step)
    desk.open_case("b" * 32)
    sooner = drafted(desk, ACUTE, "b" * 32)
    for step in TO_SUBMITTED:
        take(desk, sooner, step)
    desk.later(days=30)
    assert [each.row for each in seen(desk, CASEWORKER)] == [sooner, later]
    assert desk.row(sooner).urgency == Urgency.ACUTE


@pytest.mark.rule("REL-10", "RE-8")
def test_a_receipt_is_overdue_for_its_own_reader_alone(desk):
    desk.open_case()
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    desk.do(safety.write_assessment, POLICE, assessment, (PICTURE, PRECAUTIONS))
    desk.later(days=30)
    readers = (COORDINATOR, POLICE, PROBATION)
    rows = [[each.row for each in seen(desk, who, "receipt")] for who in readers]
    assert sorted(map(len, rows)) == [1, 1, 1]
    assert len({row for (row,) in rows}) == len(readers)


@pytest.mark.rule("REL-10", "SE-16")
def test_whoever_broke_a_glass_is_not_offered_its_countersignature_once_it_is_overdue(desk):
    desk.open_case()
    with desk.store.transaction() as session:
        own = handle(keys_of(session), POLICE.organisation, CASE)
    colleague = account("colleague", POLICE.organisation, POLICE.function)
    desk.join(colleague, Role.POLICE_SENDER)
    with desk.store.transaction() as session:
        break_glass(session, POLICE, own, WHY, desk.press(0))
    desk.later(days=3)
    assert seen(desk, POLICE, "break_glass") == []


@pytest.mark.rule("REL-10")
def test_nothing_is_overdue_while_a_question_stops_the_clock(desk):
    nomination = brought(desk, *TO_SUBMITTED, "return")
    desk.later(days=60)
    assert seen(desk, CASEWORKER) == []
    take(desk, nomination, "resubmit")
    assert seen(desk, CASEWORKER) == []


@pytest.mark.rule("RE-16", "REL-10")
@pytest.mark.parametrize("night", [(2027, 3, 27), (2027, 10, 30), (2028, 2, 28)], ids=str)
def test_acute_hours_are_whole_over_a_night_in_which_clock_or_calendar_jumps(desk, night):
    began = desk.now = datetime(*night, 20, tzinfo=UTC)
    nomination = brought(desk, *TO_SUBMITTED, request=ACUTE)
    due = desk.row(nomination).due
    assert due - began == load_deadlines().allowance(Awaited.NECESSITY, Urgency.ACUTE).amount * HOUR
    desk.now = due
    assert seen(desk, CASEWORKER) == []
    desk.later(seconds=1)
    assert len(seen(desk, CASEWORKER)) == 1


@pytest.mark.rule("WF-8")
def test_a_renewed_assessment_whose_day_went_by_is_overdue_for_whoever_can_begin_it(desk):
    case = interviewed(desk)
    for who in (COORDINATOR, POLICE):
        desk.do(excluding.write_exclusion, who, case, ILL)
    desk.do(excluding.find_not_eligible, POLICE, case)
    desk.now = end_of_day(desk.kept(case, case, NOT_ELIGIBLE).renewed_assessment)
    assert seen(desk, COORDINATOR, "case") == []
    desk.later(seconds=1)
    offered = {who.user: [each.steps for each in seen(desk, who, "case")] for who in ROLES}
    begins = [("assess_again", "withdraw")]
    assert (offered["police"], offered["decider"]) == (begins, [])
    assert offered["coordinator"] == [("assess_again", "withdraw", "close")]
    desk.later(days=60)
    assert [each.is_escalated for each in seen(desk, POLICE, "case")] == [True]
    desk.do(excluding.assess_again, POLICE, case)
    assert seen(desk, POLICE, "case") == []
