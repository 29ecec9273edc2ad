"""Findings of the police after another picture: a change like any other, for staff and places."""

from dataclasses import replace

import pytest

from relocation.cases import inquiries
from relocation.cases.papers import Precautions
from relocation.handovers import service as handovers
from relocation.permissions import Role
from relocation.safety import service as safety
from tests.relocation.casework.desk import COORDINATOR, OTHER_DECIDER, POLICE, PROBATION, RECEIVER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import (
    CONSULTANT,
    FINDINGS,
    PICTURE,
    admitted,
    in_course,
    inquired,
    inquiries_of,
)
from tests.relocation.casework.handing_over import (
    ARRIVED,
    POLICE_THERE,
    assessed,
    briefed,
    name_person,
    opened,
)
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    arrive,
    contact,
    decide,
    find_necessary,
    nominate,
)

WORSE = (
    FINDINGS,
    replace(PICTURE, threat_level=5),
    Precautions(for_candidate="leave now", for_staff="never alone"),
)
STAFF = (COORDINATOR, CONSULTANT, POLICE, PROBATION, RECEIVER, POLICE_THERE)
LOCAL = {COORDINATOR, CONSULTANT, POLICE, PROBATION}


def found_anew(desk, case):
    police, _ = inquiries_of(desk, case)
    desk.later(hours=1)
    desk.do(inquiries.ask_police_again, COORDINATOR, police)
    desk.do(inquiries.record_findings, POLICE, police, WORSE)


def receipts(desk, case, *states):
    """To whom precautions went, by the accounts of the case; of receipts in these states."""
    of = {desk.account_ref(who, case): who for who in STAFF}
    rows = [row for row in desk.rows("receipt") if row.case_id == case]
    return [of[row.owner] for row in rows if not states or row.state in states]


def approved(desk):
    """A place for somebody whose case took every step from its referral on."""
    case = admitted(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    placement = find_necessary(desk, nominate(desk, case, HOME))
    decide(desk, placement, HOME, CHOSEN)
    return case, placement


@pytest.mark.rule("WF-19")
def test_new_findings_in_a_course_reach_everybody_who_must_have_the_precautions(desk):
    case = in_course(desk)
    assert receipts(desk, case) == []
    found_anew(desk, case)
    assert set(receipts(desk, case)) == LOCAL
    found_anew(desk, case)
    assert set(receipts(desk, case, "not_needed")) == LOCAL
    assert set(receipts(desk, case, "sent")) == LOCAL


@pytest.mark.rule("WF-19")
def test_the_first_findings_are_no_change_and_wait_for_nobodys_receipt(desk):
    assert receipts(desk, inquired(desk)) == []


@pytest.mark.rule("WF-19")
def test_new_findings_replace_an_assessment_and_its_receipts(desk):
    case = in_course(desk)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    desk.do(safety.write_assessment, POLICE, assessment, WORSE[1:])
    found_anew(desk, case)
    assert desk.row(assessment).state == "superseded"
    assert set(receipts(desk, case, "not_needed")) == set(receipts(desk, case, "sent")) == LOCAL


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_new_findings_open_a_decided_place_again(desk):
    case, placement = approved(desk)
    found_anew(desk, case)
    assert desk.row(placement).state == "reopened"


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_new_findings_after_the_move_have_the_place_tested_anew(desk):
    case, placement = approved(desk)
    arrive(desk, contact(desk, placement, CHOSEN), CHOSEN)
    found_anew(desk, case)
    assert [each.state for each in desk.rows("place_check")] == ["check_due"]
    assert {RECEIVER, POLICE_THERE} < set(receipts(desk, case, "sent"))


@pytest.mark.slow
@pytest.mark.rule("RE-8")
def test_nobody_is_waited_for_to_confirm_what_newer_precautions_replaced(desk):
    handover = opened(desk)
    name_person(desk, handover)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    for _ in range(2):
        desk.later(hours=1)
        assessed(desk)
    briefed(desk)
    case = desk.row(handover).case_id
    desk.later(days=2)
    assert ran(desk).done["escalate"] == len(LOCAL) - 1
    assert not {RECEIVER, POLICE_THERE} & set(receipts(desk, case, "sent", "unread"))
