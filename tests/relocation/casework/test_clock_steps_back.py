"""Work in a case goes on in its order where the machine's clock steps back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, DECIDER, MONDAY, POLICE
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.nominating import brought, take
from tests.relocation.casework.placing import FIRST, propose
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.waiting import is_heard, waits

BACK = timedelta(hours=5)


def assessed(desk, *dangerous):
    """A new picture that names these municipalities."""
    assessment = desk.do(safety.report_change, POLICE, CASE).row
    picture = replace(PICTURE, dangerous_places=dangerous)
    desk.do(safety.write_assessment, POLICE, assessment, (picture, PRECAUTIONS))
    return assessment


@pytest.mark.rule("RE-16")
@pytest.mark.slow
def test_of_two_assessments_the_one_written_last_counts_also_by_a_clock_that_stepped_back(desk):
    desk.open_case(stage=Stage.ENROLLED)
    desk.later(days=1)
    first = assessed(desk, "0751")
    desk.now -= BACK
    second = assessed(desk, "0851")
    assert [desk.row(each).state for each in (first, second)] == ["superseded", "staff_informed"]
    assert desk.picture(CASE).dangerous_places == ("0851",)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("RE-16")
def test_a_new_assessment_opens_a_decision_again_also_by_a_clock_that_stepped_back(desk):
    placement = waits(desk)
    propose(desk)
    is_heard(desk, placement)
    desk.later(days=1)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.now -= BACK
    assessed(desk, "0101")
    assert desk.row(placement).state == "reopened"


@pytest.mark.rule("RE-16")
def test_no_step_by_a_clock_that_stepped_back_is_due_earlier_or_out_of_order(desk):
    nomination = brought(desk, "request", "endorse")
    desk.later(days=1)
    take(desk, nomination, "submit")
    due = desk.row(nomination).due
    desk.now -= BACK
    for step in ("return", "resubmit"):
        take(desk, nomination, step)
    assert desk.row(nomination).due >= due
    for step in ("find_necessary", "confirm"):
        take(desk, nomination, step)
    (placement,) = desk.rows("placement")
    assert placement.opened > MONDAY + timedelta(days=1)
