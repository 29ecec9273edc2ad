"""A case from the referral to a signed agreement, and the ways that end earlier."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.cases import eligibility, excluding, inquiries
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.kinds import EXCLUSION, NOT_ELIGIBLE
from relocation.cases.model import Crime, Criterion
from relocation.errors import NotAllowed, StepNotOpen
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, POLICE, PROBATION
from tests.relocation.casework.entering import (
    AGREEMENT,
    ANSWERS,
    CONSULTANT,
    FINDINGS,
    FORM,
    FOUND,
    IDENTITY,
    LEAVES,
    MEETING,
    MET,
    ORGANISED,
    PICTURE,
    PRECAUTIONS,
    REFERRAL,
    SIGNED,
    STAYS,
    TODAY,
    VISITATION,
    admitted,
    decided,
    in_course,
    inquired,
    inquiries_of,
    interviewed,
    opened,
    pre_visited,
)
from tests.relocation.casework.nominating import REQUEST, take
from tests.relocation.casework.telling import lacks as missing

ILL = eligibility.Exclusion(ground=eligibility.ExclusionGround.ILLNESS, reasons="too ill for now")


def state(desk, case):
    return desk.row(case).state


@pytest.mark.rule("WF-1", "WF-11")
@pytest.mark.slow
def test_a_case_from_the_referral_to_the_signed_agreement(desk):
    case = in_course(desk)
    assert (state(desk, case), desk.stage(case)) == ("in_course", Stage.ENROLLED)
    steps = [each.removeprefix("case.") for each in desk.logged() if each.startswith("case.")]
    assert steps == [
        *("begin", "refer", "write.screening", "screen_in", "pre_visit", "hold_interview"),
        *("recommend_as_coordinator", "recommend_as_consultant", "decide_visitation"),
        *("write.meeting", "write.contact_person", "admit", "write.relocation_answer"),
        *("write.agreement", "sign_agreement"),
    ]


@pytest.mark.rule("WF-1")
@pytest.mark.parametrize("who", [COORDINATOR, POLICE, PROBATION], ids=lambda who: who.user)
def test_municipality_police_and_probation_open_cases_and_the_central_unit_does_not(desk, who):
    for each in (who, CASEWORKER):
        with desk.store.transaction() as session:
            if each is CASEWORKER:
                with pytest.raises(NotAllowed):
                    cases.draft(session, each, IDENTITY, REFERRAL, desk.press(0))
                continue
            case = cases.draft(session, each, IDENTITY, REFERRAL, desk.press(0)).row
    assert desk.do(cases.refer, who, case).state == "referred"


@pytest.mark.rule("SE-10")
def test_a_case_opened_twice_under_one_key_is_one_case_with_one_key(desk):
    press = desk.press(0, "one")
    opened_twice = []
    for _ in range(2):
        with desk.store.transaction() as session:
            opened_twice.append(cases.draft(session, COORDINATOR, IDENTITY, REFERRAL, press))
    assert opened_twice[0] == opened_twice[1]
    compared = desk.store.keys.check([opened_twice[0].row])
    assert (compared.rows_without_key, compared.keys_without_row) == ((), 0)


@pytest.mark.rule("WF-2")
@pytest.mark.parametrize(
    ("is_under_18", "button", "other"),
    [
        (True, cases.send_to_ssp_nu, cases.send_to_ksp),
        (False, cases.send_to_ksp, cases.send_to_ssp_nu),
    ],
    ids=["under_18", "from_18"],
)
def test_situational_crime_is_sent_elsewhere_by_age_and_the_case_closes(
    desk, is_under_18, button, other
):
    case = opened(desk)
    desk.do(cases.refer, COORDINATOR, case)
    screening = replace(ORGANISED, crime=Crime.SITUATIONAL, is_under_18=is_under_18)
    desk.do(cases.screen, COORDINATOR, case, screening)
    assert missing(desk, cases.screen_in, COORDINATOR, case) == {"group_crime"}
    assert len(missing(desk, other, COORDINATOR, case)) == 1
    desk.do(button, COORDINATOR, case)
    assert (state(desk, case), desk.stage(case)) == ("closed", Stage.CLOSED)


@pytest.mark.rule("WF-3")
def test_the_two_inquiries_run_side_by_side_and_the_interview_waits_for_both(desk):
    case = pre_visited(desk)
    police, municipal = inquiries_of(desk, case)
    desk.do(inquiries.ask_police, COORDINATOR, police)
    desk.do(inquiries.ask_centres, COORDINATOR, municipal)
    desk.do(inquiries.record_findings, POLICE, police, FOUND)
    lacks = missing(desk, cases.hold_interview, COORDINATOR, case, FORM)
    assert lacks == {"police_inquiry", "municipal_inquiry"}
    desk.do(inquiries.record_answers, COORDINATOR, municipal, ANSWERS)
    desk.do(inquiries.release_for_interview, POLICE, police, "what we may say")
    assert desk.do(cases.hold_interview, COORDINATOR, case, FORM).state == "interviewed"


@pytest.mark.rule("WF-4")
def test_an_assessment_that_speaks_against_going_on_stops_interview_and_visitation(desk):
    case = inquired(desk, (FINDINGS, replace(PICTURE, allows=False), PRECAUTIONS))
    assert missing(desk, cases.hold_interview, COORDINATOR, case, FORM) == {"assessment"}


@pytest.mark.rule("WF-24")
def test_the_visitation_needs_two_recommendations_of_two_persons(desk):
    case = interviewed(desk)
    desk.do(cases.recommend_as_coordinator, COORDINATOR, case, "motivated")
    with pytest.raises(NotAllowed):
        desk.do(cases.recommend_as_consultant, COORDINATOR, case, "motivated")
    lacks = missing(desk, cases.decide_visitation, POLICE, case, VISITATION)
    assert lacks == {"two_recommendations"}
    second = replace(CONSULTANT, user=f"{COORDINATOR.user}.second")
    desk.join(second, Role.MUNI_SENDER, case)
    lacks = missing(desk, cases.recommend_as_consultant, second, case, "motivated")
    assert lacks == {"not_the_coordinator"}


@pytest.mark.rule("WF-7")
def test_each_of_the_four_criteria_is_judged_with_degree_and_reasons_and_must_be_met(desk):
    case = interviewed(desk)
    desk.do(cases.recommend_as_coordinator, COORDINATOR, case, "motivated")
    desk.do(cases.recommend_as_consultant, CONSULTANT, case, "motivated")
    for judged, lacks in (
        (replace(MET, is_met=False), {"criteria_met"}),
        (replace(MET, degree=""), {"criteria_judged"}),
    ):
        criteria = {**VISITATION.criteria, Criterion.MOTIVATION: judged}
        found = written.Visitation(criteria=criteria)
        assert missing(desk, cases.decide_visitation, POLICE, case, found) == lacks


@pytest.mark.rule("WF-8")
def test_two_find_somebody_not_eligible_and_only_they_read_why(desk):
    case = interviewed(desk)
    desk.do(excluding.write_exclusion, COORDINATOR, case, ILL)
    assert missing(desk, excluding.find_not_eligible, POLICE, case) == {"two_authors"}
    desk.do(excluding.write_exclusion, POLICE, case, ILL)
    assert desk.do(excluding.find_not_eligible, POLICE, case).state == "not_eligible"
    told = EXCLUSION, NOT_ELIGIBLE
    with desk.store.transaction() as session:
        read = {
            who.user: sorted(each.kind for each in asked(session, who, case, *told))
            for who in (COORDINATOR, POLICE, CONSULTANT, PROBATION)
        }
    both = ["exclusion", "not_eligible"]
    assert read == {
        "coordinator": both, "police": both,
        "consultant": ["not_eligible"], "probation": ["not_eligible"],
    }  # fmt: skip


@pytest.mark.rule("WF-8")
def test_a_renewed_assessment_begins_on_its_date_and_asks_for_everything_anew(desk):
    case = interviewed(desk)
    for who in (COORDINATOR, POLICE):
        desk.do(excluding.write_exclusion, who, case, ILL)
    desk.do(excluding.find_not_eligible, POLICE, case)
    assert missing(desk, excluding.assess_again, POLICE, case) == {"renewed_assessment_due"}
    desk.later(days=181)
    desk.do(excluding.assess_again, POLICE, case)
    desk.do(cases.pre_visit, COORDINATOR, case, "again")
    police, municipal = inquiries_of(desk, case)
    assert len(missing(desk, cases.hold_interview, COORDINATOR, case, FORM)) == 2
    desk.do(inquiries.record_answers, COORDINATOR, municipal, ANSWERS)
    desk.do(inquiries.record_findings, POLICE, police, FOUND)
    desk.do(inquiries.release_for_interview, POLICE, police, "what we may say")
    desk.do(cases.hold_interview, COORDINATOR, case, FORM)
    assert missing(desk, excluding.find_not_eligible, POLICE, case) == {"two_authors"}


@pytest.mark.rule("WF-22", "WF-24")
def test_nobody_is_admitted_before_the_meeting_and_without_a_contact_person(desk):
    case = decided(desk)
    assert missing(desk, cases.admit, COORDINATOR, case) == {"meeting", "contact_person"}
    assert desk.stage(case) == Stage.REFERRED


@pytest.mark.rule("WF-10")
def test_no_agreement_is_signed_before_it_is_answered_whether_the_candidate_moves(desk):
    case = admitted(desk)
    press = (cases.sign_agreement, COORDINATOR, case, SIGNED)
    unanswered = {"relocation_answered", "agreement"}
    assert missing(desk, *press) == unanswered
    nomination = desk.do(nominations.draft, COORDINATOR, case, REQUEST).row
    for step in ("request", "endorse"):
        take(desk, nomination, step)
    assert missing(desk, *press) == unanswered
    take(desk, nomination, "submit")
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    assert desk.do(*press).state == "in_course"


@pytest.mark.rule("WF-11", "WF-21")
def test_an_agreement_lacks_a_part_or_a_summons_where_safety_is_threatened(desk):
    case = decided(desk)
    alone = replace(MEETING, police_coordinator_was_summoned=False)
    desk.do(cases.hold_meeting, COORDINATOR, case, alone)
    desk.do(cases.name_contact_person, COORDINATOR, case, written.NamedPerson(
        name="Bo", reached_by="telephone"
    ))  # fmt: skip
    desk.do(cases.admit, COORDINATOR, case)
    desk.do(cases.answer_relocation, COORDINATOR, case, STAYS)
    desk.do(cases.draw_up_agreement, COORDINATOR, case, replace(AGREEMENT, relapse=""))
    lacks = missing(desk, cases.sign_agreement, COORDINATOR, case, SIGNED)
    assert lacks == {"agreement", "police_summoned"}


@pytest.mark.rule("REL-12")
def test_whoever_leaves_the_programme_is_nominated_no_more_and_the_case_closes_last(desk):
    case = admitted(desk)
    nomination = desk.do(nominations.draft, COORDINATOR, case, REQUEST).row
    for step in ("request", "endorse", "submit", "find_necessary"):
        take(desk, nomination, step)
    assert missing(desk, cases.withdraw, POLICE, case, replace(LEAVES, said=" ")) == {
        "candidates_word"
    }
    desk.do(cases.withdraw, POLICE, case, LEAVES)
    assert (state(desk, nomination), state(desk, case)) == ("withdrawn", "closed")
    assert desk.stage(case) == Stage.CLOSED
    assert desk.logged()[-3:] == ["case.withdraw", "nomination.withdraw", "case.close"]


@pytest.mark.rule("WF-17")
def test_a_course_lapses_where_requirements_were_disregarded(desk):
    case = in_course(desk)
    kept = written.Ending(reasons="no contact held")
    assert missing(desk, cases.let_lapse, COORDINATOR, case, kept) == {"disregarded"}
    broken = replace(kept, disregarded=("no contact",))
    desk.do(cases.let_lapse, COORDINATOR, case, broken)
    assert state(desk, case) == "closed"


@pytest.mark.rule("WF-14")
def test_a_course_is_extended_with_a_new_time_frame_and_reasons(desk):
    case = in_course(desk)
    change = written.CourseChange(until=TODAY + timedelta(days=400), reasons=" ")
    assert missing(desk, cases.extend, COORDINATOR, case, change) == {"reasons"}
    longer = replace(change, reasons="a new job")
    assert desk.do(cases.extend, COORDINATOR, case, longer).state == "in_course"


def test_a_breach_is_noted_with_whom_it_was_referred_to(desk):
    case = in_course(desk)
    breach = written.Breach(what="missed a report", referred_to="the prosecutor")
    assert desk.do(cases.note_breach, COORDINATOR, case, breach).state == "in_course"


def test_a_screening_is_not_written_anew_once_it_was_acted_on(desk):
    case = pre_visited(desk)
    with pytest.raises(StepNotOpen):
        desk.do(cases.screen, COORDINATOR, case, ORGANISED)


@pytest.mark.rule("WF-25")
def test_a_draft_of_a_case_is_warned_of_and_then_expires_and_closes(desk):
    case = opened(desk)

    def warned():
        with desk.store.transaction() as session:
            return cases.warn_of_expiry(session, case, desk.now)

    desk.later(days=200)
    assert (warned(), warned()) == (True, False)
    desk.later(days=60)
    with desk.store.transaction() as session:
        cases.expire(session, case, desk.now)
    assert state(desk, case) == "closed"
