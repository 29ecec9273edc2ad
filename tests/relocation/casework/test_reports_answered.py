"""Reports of one event: one picture answers all that the police had read, and none is lost."""

from dataclasses import replace

import pytest

from relocation.cases import inquiries
from relocation.errors import Missing, Stale, StepNotOpen
from relocation.permissions import Stage
from relocation.proceedings.model import Moved
from relocation.safety import service as safety
from relocation.safety.facts import change_waits
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, PROBATION
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS, in_course, inquiries_of
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_findings_anew_told import WORSE, found_anew
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.test_transition import outcome
from tests.relocation.store.at_once import at_once

FOUND = (PICTURE, PRECAUTIONS)


def report(desk, who=COORDINATOR, case=CASE):
    desk.later(minutes=1)
    return desk.do(safety.report_change, who, case).row


def write(desk, report_, **how):
    return desk.do(safety.write_assessment, POLICE, report_, FOUND, **how)


def states(desk):
    return [row.state for row in desk.rows("safety_assessment")]


def waits(desk, case=CASE):
    with desk.store.transaction() as session:
        return change_waits(session, case)


@pytest.mark.rule("WF-19")
def test_one_picture_answers_every_report_made_before_it_and_each_says_so_by_a_step(desk):
    desk.open_case(stage=Stage.ENROLLED)
    reports = [report(desk, who) for who in (COORDINATOR, PROBATION, POLICE)]
    write(desk, reports[-1])
    assert states(desk) == ["answered", "answered", "staff_informed"]
    assert [desk.row(each).due for each in reports[:2]] == [None, None]
    assert desk.logged().count("safety_assessment.note_picture") == 2
    assert not waits(desk)
    for each in reports[:2]:
        with pytest.raises(StepNotOpen):
            write(desk, each)
    (own,) = {row.parent for row in desk.rows("receipt")}
    assert own == reports[-1]


@pytest.mark.rule("WF-19")
def test_a_picture_is_written_on_the_newest_report_so_that_who_writes_has_read_them_all(desk):
    desk.open_case(stage=Stage.ENROLLED)
    first = report(desk)
    seen = desk.version(first)
    second = report(desk, PROBATION)
    refused = lacks(desk, safety.write_assessment, POLICE, first, FOUND)
    assert refused == {"newest_report"}
    with pytest.raises(Missing) as told:
        write(desk, first, version=seen)
    assert "read it and write the picture there" in str(told.value)
    assert states(desk) == ["change_reported"] * 2
    assert desk.rows("receipt") == []
    assert write(desk, second).state == "written"
    assert states(desk) == ["answered", "staff_informed"]


@pytest.mark.rule("WF-19")
def test_a_report_made_after_a_picture_stays_open_and_is_answered_by_the_next(desk):
    desk.open_case(stage=Stage.ENROLLED)
    write(desk, report(desk))
    report(desk, PROBATION)
    assert states(desk) == ["staff_informed", "change_reported"]
    assert waits(desk)
    write(desk, report(desk, POLICE))
    assert states(desk) == ["superseded", "answered", "staff_informed"]
    assert not waits(desk)


@pytest.mark.slow
@pytest.mark.rule("WF-19")
def test_of_a_picture_and_reports_at_once_no_report_is_lost_and_none_swallowed(desk):
    """Whatever comes first, what was reported later than the report written on stays open."""
    for number in range(1, 6):
        case = desk.open_case(f"{number:032x}", Stage.ENROLLED)
        first = report(desk, case=case)
        on, of_case = desk.version(first), desk.version(case, is_whole_case=True)

        def assess(first=first, on=on):
            return outcome(write, desk, first, version=on)

        def tell(case=case, of_case=of_case):
            press = desk.do, safety.report_change, PROBATION, case
            return outcome(*press, version=of_case)

        got = at_once([assess, tell] * 4)
        lost = [each for each in got if not isinstance(each, Moved)]
        assert all(isinstance(each, Stale | StepNotOpen | Missing) for each in lost)
        late = [x.row for x in got if isinstance(x, Moved) and x.state == "change_reported"]
        assert {desk.row(each).state for each in late} <= {"change_reported"}
        wrote = [each for each in got if isinstance(each, Moved) and each.row == first]
        assert len(wrote) + len(late) == 1  # The later saw a version that was gone.
        assert desk.row(first).state == ("staff_informed" if wrote else "change_reported")
        report(desk, case=case)
        newest = desk.rows("safety_assessment")[-1]
        write(desk, newest.id)
        assert not waits(desk, case)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("WF-19")
def test_findings_answer_what_was_reported_before_the_police_were_asked_and_nothing_later(desk):
    case = in_course(desk)
    police, _ = inquiries_of(desk, case)
    before = report(desk, case=case)
    desk.later(hours=1)
    desk.do(inquiries.ask_police_again, COORDINATOR, police)
    between = report(desk, PROBATION, case)
    findings = (WORSE[0], replace(PICTURE, threat_level=5), WORSE[2])
    desk.do(inquiries.record_findings, POLICE, police, findings)
    assert [desk.row(each).state for each in (before, between)] == ["answered", "change_reported"]
    assert waits(desk, case)
    found_anew(desk, case)
    assert desk.row(between).state == "answered"
    assert not waits(desk, case)
