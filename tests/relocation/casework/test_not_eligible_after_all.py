"""Not eligible after all: whoever is admitted and cannot go on, also where it lives by then."""

from dataclasses import replace

import pytest

from relocation.cases import excluding
from relocation.cases import service as cases
from relocation.cases.eligibility import Exclusion, ExclusionGround
from relocation.errors import NotAllowed
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, RECEIVER, ROLES
from tests.relocation.casework.entering import (
    FORM,
    FOUND,
    PICTURE,
    PRECAUTIONS,
    SIGNED,
    admit,
    decide,
    inquire,
    interviewed,
    pre_visited,
)
from tests.relocation.casework.handing_over import ARRIVED, POLICE_THERE, opened
from tests.relocation.casework.nominating import REQUEST, TO_SUBMITTED, drafted, take
from tests.relocation.casework.telling import lacks

SO = Exclusion(ground=ExclusionGround.CRITERIA_NOT_MET, reasons="too dangerous to leave now")


def find(desk, case, authors=(COORDINATOR, POLICE)):
    for who in authors:
        desk.do(excluding.write_exclusion, who, case, SO)
    return desk.do(excluding.find_not_eligible, authors[-1], case)


def nominated(desk, case):
    nomination = drafted(desk, REQUEST, case)
    for step in TO_SUBMITTED:
        take(desk, nomination, step)
    return nomination


@pytest.mark.slow
@pytest.mark.rule("WF-8")
def test_whoever_is_admitted_and_cannot_go_on_is_found_not_eligible_and_nominated_no_more(desk):
    case = interviewed(desk)
    desk.do(excluding.write_exclusion, COORDINATOR, case, SO)
    admit(desk, decide(desk, case))
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    told = (replace(PICTURE, allows=False), PRECAUTIONS)
    desk.do(safety.write_assessment, POLICE, assessment, told)
    nomination = nominated(desk, case)
    assert "assessment" in lacks(desk, cases.sign_agreement, COORDINATOR, case, SIGNED)
    desk.do(excluding.write_exclusion, POLICE, case, SO)
    # What one of them wrote before the admission counts no more.
    assert lacks(desk, excluding.find_not_eligible, POLICE, case) == {"two_authors"}
    desk.do(excluding.write_exclusion, COORDINATOR, case, SO)
    assert desk.do(excluding.find_not_eligible, POLICE, case).state == "not_eligible"
    assert (desk.row(nomination).state, desk.stage(case)) == ("withdrawn", Stage.ENROLLED)
    again = drafted(desk, REQUEST, case)
    for step in ("request", "endorse"):
        take(desk, again, step)
    assert lacks(desk, nominations.submit, COORDINATOR, again) == {"admitted"}


@pytest.mark.slow
@pytest.mark.rule("WF-9", "WF-4")
def test_whom_the_assessment_stops_before_the_interview_is_found_so_with_both_inquiries_in(
    desk,
):
    case = pre_visited(desk)
    for who in (COORDINATOR, POLICE):
        desk.do(excluding.write_exclusion, who, case, SO)
    both = {"police_inquiry", "municipal_inquiry"}
    assert lacks(desk, excluding.find_not_eligible, POLICE, case) == both
    findings, _, precautions = FOUND
    inquire(desk, case, (findings, replace(PICTURE, allows=False), precautions))
    assert "assessment" in lacks(desk, cases.hold_interview, COORDINATOR, case, FORM)
    assert desk.do(excluding.find_not_eligible, POLICE, case).state == "not_eligible"
    desk.later(days=181)
    assert desk.do(excluding.assess_again, COORDINATOR, case).state == "screened"


@pytest.mark.rule("WF-8")
def test_after_the_move_those_where_the_candidate_lives_find_it_not_eligible_and_close(desk):
    there = {RECEIVER: Role.MUNI_RECEIVER, POLICE_THERE: Role.POLICE_RECEIVER}
    case = desk.open_case(stage=Stage.RELOCATED, roles={**ROLES, **there})
    with pytest.raises(NotAllowed):
        desk.do(excluding.write_exclusion, COORDINATOR, case, SO)
    assert find(desk, case, (RECEIVER, POLICE_THERE)).state == "not_eligible"
    assert lacks(desk, cases.close, RECEIVER, case) == {"renewed_assessment_due"}
    desk.later(days=181)
    assert desk.do(cases.close, RECEIVER, case).state == "closed"


@pytest.mark.slow
@pytest.mark.rule("WF-8")
def test_before_the_move_no_receiver_finds_so_and_nothing_begins_anew_before_the_handover_ends(
    desk,
):
    handover = opened(desk)
    assert lacks(desk, excluding.write_exclusion, RECEIVER, CASE, SO) == {"where_it_lives"}
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    find(desk, CASE, (RECEIVER, POLICE_THERE))
    assert desk.row(handover).state == "moved"
    desk.later(days=181)
    assert lacks(desk, excluding.assess_again, COORDINATOR, CASE) == {"no_handover"}
