"""What stays open to the person, and to those where it lives, once a course has ended or failed."""

import pytest

from relocation.cases import excluding, inquiries
from relocation.cases import service as cases
from relocation.cases.eligibility import Exclusion, ExclusionGround
from relocation.errors import NotFound
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import (
    ANSWERS,
    FORM,
    FOUND,
    LEAVES,
    admitted,
    in_course,
    inquiries_of,
)
from tests.relocation.casework.handing_over import POLICE_THERE
from tests.relocation.casework.nominating import ACUTE, NOT_NEEDED, WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    agree,
    arrive,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
    settle_centrally,
)
from tests.relocation.casework.telling import lacks, states
from tests.relocation.casework.test_word_owed import BROKEN, DONE, OWED, moved

SO = Exclusion(ground=ExclusionGround.CRITERIA_NOT_MET, reasons=WHY)


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_whoever_completed_its_course_can_leave_while_a_handover_goes_on(desk):
    case, handover = moved(desk)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    desk.do(cases.withdraw, PROBATION, case, LEAVES)
    assert desk.row(handover).state == "called_off"
    assert states(desk, case, "nomination", "placement") == ["withdrawn", "stopped"]
    assert desk.stage(case) == Stage.CLOSED


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_whoever_completed_its_course_and_moved_can_leave_and_the_move_stands(desk):
    case, handover = moved(desk)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    arrive(desk, handover, CHOSEN)
    desk.do(cases.withdraw, RECEIVER, case, LEAVES)
    assert (desk.row(case).state, desk.row(handover).state) == ("withdrawn", "moved")
    complete_from_there(desk, handover)
    assert desk.stage(case) == Stage.CLOSED


def complete_from_there(desk, handover):
    agree(desk, handover, HOME, CHOSEN)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)


@pytest.mark.rule("REL-12", "WF-19")
@pytest.mark.parametrize("ends", ["complete", "let_lapse"])
def test_whoever_leaves_a_course_that_ended_is_held_by_no_word_that_is_owed_since(desk, ends):
    case, handover = moved(desk)
    arrive(desk, handover, CHOSEN)
    how = {"complete": DONE, "let_lapse": BROKEN}
    desk.do(getattr(cases, ends), COORDINATOR, case, how[ends])
    assessment = desk.do(safety.report_change, POLICE_THERE, case).row
    complete_from_there(desk, handover)
    ran(desk)
    assert desk.stage(case) == Stage.RELOCATED
    desk.do(cases.withdraw, RECEIVER, case, LEAVES)
    assert desk.row(assessment).state == "fallen_away"
    assert desk.stage(case) == Stage.CLOSED


def not_eligible_there(desk):
    """Admitted, moved, and found not eligible where it lives by then; its date has come."""
    case = admitted(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    placement = find_necessary(desk, nominate(desk, case, HOME))
    decide(desk, placement, HOME, CHOSEN)
    complete(desk, contact(desk, placement, CHOSEN), HOME, CHOSEN)
    for who in (RECEIVER, POLICE_THERE):
        desk.do(excluding.write_exclusion, who, case, SO)
    desk.do(excluding.find_not_eligible, POLICE_THERE, case)
    desk.later(days=200)
    return case


@pytest.mark.slow
@pytest.mark.rule("WF-8")
def test_after_the_move_those_where_it_lives_assess_again_and_can_answer_what_is_asked(desk):
    case = not_eligible_there(desk)
    desk.do(excluding.assess_again, POLICE_THERE, case)
    desk.do(cases.pre_visit, RECEIVER, case, "worth another look")
    police, municipal = inquiries_of(desk, case)
    assert (desk.row(police).state, desk.row(municipal).state) == ("asked", "asked")
    desk.do(inquiries.record_answers, RECEIVER, municipal, ANSWERS)
    desk.do(inquiries.record_findings, POLICE_THERE, police, FOUND)
    desk.do(inquiries.release_for_interview, POLICE_THERE, police, WHY)
    desk.do(cases.hold_interview, RECEIVER, case, FORM)
    assert desk.row(case).state == "interviewed"


@pytest.mark.slow
@pytest.mark.rule("WF-8", "HO-8")
def test_a_renewed_assessment_after_the_move_is_none_of_those_who_sent_the_person(desk):
    case = not_eligible_there(desk)
    desk.do(excluding.assess_again, RECEIVER, case)
    assert desk.stage(case) == Stage.ENROLLED
    for who in (COORDINATOR, POLICE, PROBATION):
        with pytest.raises(NotFound):
            desk.do(cases.pre_visit, who, case, WHY)


@pytest.mark.rule("REL-10", "WF-12")
def test_no_course_ends_while_an_acute_answer_is_to_be_reviewed(desk):
    case = in_course(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    nomination = nominate(desk, case, HOME, ACUTE)
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    assert lacks(desk, cases.complete, COORDINATOR, case, DONE) == OWED
    assert lacks(desk, cases.let_lapse, COORDINATOR, case, BROKEN) == OWED
    desk.do(nominations.uphold, OTHER_DECIDER, desk.below(nomination, "acute_review"), WHY)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    assert desk.stage(case) == Stage.CLOSED
