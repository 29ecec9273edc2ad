"""A case is neither completed nor closed while a word is owed that nobody could give afterwards."""

import pytest

from relocation.cases import service as cases
from relocation.cases.papers import Ending
from relocation.handovers import service as handovers
from relocation.permissions import Role, Stage
from relocation.placements import checks
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import (
    IDENTITY,
    LEAVES,
    PICTURE,
    PRECAUTIONS,
    REFERRAL,
    in_course,
)
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    agree,
    arrive,
    assess_anew,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
    settle_centrally,
)
from tests.relocation.casework.telling import lacks, states

DONE = Ending(reasons="the year is over")
BROKEN = Ending(reasons=WHY, disregarded=("no contact",))
OWED = {"no_word_owed"}


def write(desk, assessment, police=POLICE):
    desk.do(safety.write_assessment, police, assessment, (PICTURE, PRECAUTIONS))


@pytest.mark.rule("WF-19", "WF-12")
def test_no_course_ends_while_a_reported_change_is_not_assessed(desk):
    case = in_course(desk)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    assert lacks(desk, cases.complete, COORDINATOR, case, DONE) == OWED
    assert lacks(desk, cases.let_lapse, COORDINATOR, case, BROKEN) == OWED
    assert (desk.row(case).state, desk.row(assessment).state) == ("in_course", "change_reported")
    write(desk, assessment)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    assert desk.stage(case) == Stage.CLOSED


@pytest.mark.rule("WF-19", "REL-12")
def test_whoever_withdraws_is_held_by_nobodys_word(desk):
    case = in_course(desk)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    desk.do(cases.withdraw, PROBATION, case, LEAVES)
    assert (desk.stage(case), desk.row(assessment).state) == (Stage.CLOSED, "fallen_away")


@pytest.mark.rule("WF-19", "WF-25")
def test_a_case_that_has_ended_stays_open_for_what_was_reported_and_closes_by_itself_after_it(desk):
    with desk.store.transaction() as session:
        case = cases.draft(session, COORDINATOR, IDENTITY, REFERRAL, desk.press(0)).row
    desk.join(POLICE, Role.POLICE_SENDER, case)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    desk.later(days=40)
    ran(desk)
    desk.later(days=40)
    assert ran(desk).done["expire_draft"] == 1
    assert desk.row(case).state == "expired"
    assert lacks(desk, cases.close, COORDINATOR, case) == OWED
    write(desk, assessment)
    assert ran(desk).done["close"] == 1
    assert desk.stage(case) == Stage.CLOSED


def moved(desk):
    """A course, and in it a move whose handover goes on; gives the case and the handover."""
    case = in_course(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    placement = find_necessary(desk, nominate(desk, case, HOME))
    decide(desk, placement, HOME, CHOSEN)
    return case, contact(desk, placement, CHOSEN)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "WF-12")
def test_no_course_ends_while_it_is_asked_whether_the_person_can_stay_where_it_lives(desk):
    case, handover = moved(desk)
    complete(desk, handover, HOME, CHOSEN)
    assess_anew(desk, case, CHOSEN.police)
    (check,) = desk.rows("place_check")
    assert lacks(desk, cases.complete, RECEIVER, case, DONE) == OWED
    desk.do(checks.call_for_nomination, CASEWORKER, check.id, WHY)
    assert lacks(desk, cases.complete, RECEIVER, case, DONE) == OWED
    assert lacks(desk, cases.let_lapse, RECEIVER, case, BROKEN) == OWED
    desk.do(checks.find_it_holds, CASEWORKER, check.id, WHY)
    desk.do(cases.complete, RECEIVER, case, DONE)
    assert desk.stage(case) == Stage.CLOSED


@pytest.mark.slow
@pytest.mark.rule("REL-9", "HO-5")
def test_the_end_of_a_handover_closes_no_case_in_which_a_word_is_owed(desk):
    case, handover = moved(desk)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    agree(desk, handover, HOME, CHOSEN)
    arrive(desk, handover, CHOSEN)
    assess_anew(desk, case, CHOSEN.police)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    assert (desk.stage(case), states(desk, case, "case")) == (Stage.RELOCATED, ["completed"])
    (check,) = desk.rows("place_check")
    desk.do(checks.find_it_holds, CASEWORKER, check.id, WHY)
    assert ran(desk).done["close"] == 1
    assert desk.stage(case) == Stage.CLOSED
