"""What the tables of case and inquiries say, rule by rule."""

import pytest

from relocation.cases.model import Crime, Criterion, MunicipalInquiry, PoliceInquiry
from relocation.cases.steps import CASE, LEAVES, State
from relocation.parties import POLICE
from relocation.workflow import Itself
from tests.relocation.asking import leads_from, missing, path, takers

SITUATIONAL = {"crime": Crime.SITUATIONAL}


@pytest.mark.rule("WF-1")
def test_a_referral_cannot_be_made_without_its_channel():
    assert missing("case", "refer", "draft", has_channel=False) == ["channel"]


@pytest.mark.parametrize(
    ("step", "crime", "under_18", "open_"),
    [
        ("send_to_ssp_nu", Crime.SITUATIONAL, True, True),
        ("send_to_ssp_nu", Crime.SITUATIONAL, False, False),
        ("send_to_ssp_nu", Crime.SITUATIONAL, None, False),
        ("send_to_ssp_nu", Crime.ORGANISED, True, False),
        ("send_to_ksp", Crime.SITUATIONAL, False, True),
        ("send_to_ksp", Crime.SITUATIONAL, True, False),
        ("send_to_ksp", Crime.SITUATIONAL, None, False),
        ("send_to_ksp", Crime.ORGANISED, False, False),
        ("screen_in", Crime.ORGANISED, True, True),
        ("screen_in", Crime.ORGANISED, False, True),
        ("screen_in", Crime.ORGANISED, None, True),
        ("screen_in", Crime.SITUATIONAL, True, False),
        ("screen_in", None, True, False),
    ],
)
@pytest.mark.rule("WF-2")
def test_screening_sends_situational_crime_out_by_age_and_group_crime_on(
    step, crime, under_18, open_
):
    lacking = missing("case", step, "referred", crime=crime, is_under_18=under_18)
    assert (lacking == []) is open_


@pytest.mark.rule("WF-3")
def test_the_steps_before_enrolment_follow_each_other():
    assert path(
        "case", State.DRAFT, "refer", "screen_in", "pre_visit", "hold_interview"
    ) == ["referred", "screened", "pre_visited", "interviewed"]  # fmt: skip


@pytest.mark.parametrize("workflow", ["police_inquiry", "municipal_inquiry"])
@pytest.mark.rule("WF-3")
def test_neither_inquiry_asks_for_the_other(workflow):
    step = {"police_inquiry": "ask_police", "municipal_inquiry": "ask_centres"}[workflow]
    assert missing(workflow, step, "not_asked", is_pre_visited=False) == ["pre_visited"]
    assert missing(workflow, step, "not_asked") == []


@pytest.mark.parametrize("at", sorted(set(PoliceInquiry) - {PoliceInquiry.RELEASED}))
@pytest.mark.rule("WF-3")
def test_the_interview_waits_for_what_the_police_release_for_it(at):
    lacking = missing("case", "hold_interview", "pre_visited", police_inquiry=at)
    assert lacking == ["police_inquiry"]


@pytest.mark.parametrize("at", sorted(set(MunicipalInquiry) - {MunicipalInquiry.RECORDED}))
@pytest.mark.rule("WF-3")
def test_the_interview_waits_for_the_municipal_inquiry(at):
    lacking = missing("case", "hold_interview", "pre_visited", municipal_inquiry=at)
    assert lacking == ["municipal_inquiry"]


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("hold_interview", "pre_visited"),
        ("decide_visitation", "interviewed"),
        ("admit", "visitation_decided"),
        ("sign_agreement", "admitted"),
    ],
)
@pytest.mark.rule("WF-4")
def test_no_step_of_the_visitation_goes_on_against_the_safety_assessment(step, state):
    assert missing("case", step, state, assessment_allows=False) == ["assessment"]


@pytest.mark.parametrize("criterion", Criterion)
@pytest.mark.parametrize(
    ("field", "key"), [("criteria_judged", "criteria_judged"), ("criteria_met", "criteria_met")]
)
@pytest.mark.rule("WF-7")
def test_each_of_the_four_criteria_must_be_judged_and_met(criterion, field, key):
    rest = frozenset(Criterion) - {criterion}
    assert missing("case", "decide_visitation", "interviewed", **{field: rest}) == [key]


@pytest.mark.parametrize(
    ("authors", "acting", "lacking"),
    [
        ({"one"}, "one", ["two_authors"]),
        ({"one", "other"}, "third", ["two_authors"]),
        ({"one", "other"}, "one", []),
        ({"one", "other", "third"}, "third", []),
        ({"one", "other", "third"}, "fourth", ["two_authors"]),
    ],
)
@pytest.mark.rule("WF-8")
def test_two_persons_find_somebody_not_eligible(authors, acting, lacking):
    found = missing(
        "case", "find_not_eligible", "interviewed", authors=frozenset(authors), acting=acting
    )
    assert found == lacking


@pytest.mark.rule("WF-8", "WF-9")
def test_not_eligible_is_one_step_to_one_state_from_the_same_states_whatever_the_ground():
    steps = [step for step in CASE.steps if step.to is State.NOT_ELIGIBLE]
    told = {(step.name, step.who, step.tells, step.stage) for step in steps}
    assert told == {("find_not_eligible", POLICE, ("FoundNotEligible",), None)}


@pytest.mark.parametrize("field", ["has_reasons", "has_date_for_renewed_assessment"])
@pytest.mark.rule("WF-8")
def test_not_eligible_has_reasons_and_a_date_for_renewed_assessment(field):
    assert len(missing("case", "find_not_eligible", "interviewed", **{field: False})) == 1


@pytest.mark.rule("WF-8")
def test_somebody_not_eligible_can_be_assessed_again_when_the_date_is_reached():
    early = {"is_date_for_renewed_assessment_reached": False}
    assert missing("case", "assess_again", "not_eligible", **early) == ["renewed_assessment_due"]
    assert path("case", State.NOT_ELIGIBLE, "assess_again") == ["screened"]


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("hold_interview", "pre_visited"),
        ("recommend_as_coordinator", "interviewed"),
        ("recommend_as_consultant", "interviewed"),
        ("find_not_eligible", "interviewed"),
    ],
)
@pytest.mark.rule("WF-9")
def test_no_step_of_another_authority_tells_by_being_shut_what_the_police_found(step, state):
    assert missing("case", step, state, is_eligible=False) == []


@pytest.mark.rule("WF-10")
def test_no_agreement_is_signed_before_it_is_answered_whether_a_relocation_is_needed():
    lacking = missing("case", "sign_agreement", "admitted", relocation_answer=None)
    assert lacking == ["relocation_answered"]


@pytest.mark.parametrize("field", ["candidate_signed", "coordinator_signed"])
@pytest.mark.rule("WF-11")
def test_candidate_and_exit_coordinator_both_sign(field):
    lacking = missing("case", "sign_agreement", "admitted", **{field: False})
    assert lacking == ["both_signatures"]


@pytest.mark.parametrize(
    ("summoned", "unthreatened", "lacking"),
    [
        (False, False, ["police_summoned"]),
        (True, False, []),
        (False, True, []),
    ],
)
@pytest.mark.rule("WF-11")
def test_where_safety_is_threatened_the_police_coordinator_is_summoned(
    summoned, unthreatened, lacking
):
    found = missing(
        "case",
        "sign_agreement",
        "admitted",
        police_coordinator_was_summoned=summoned,
        is_safety_unthreatened=unthreatened,
    )
    assert found == lacking


@pytest.mark.parametrize("step", ["let_lapse", "complete", "extend", "note_breach"])
@pytest.mark.rule("HO-5")
def test_in_the_course_only_the_responsible_municipality_acts(step):
    lacking = missing("case", step, "in_course", acts_for_the_responsible=False)
    assert lacking == ["responsible"]


@pytest.mark.rule("WF-17")
def test_lapse_is_a_persons_step_that_nothing_takes_by_itself():
    step = CASE.step("let_lapse", State.IN_COURSE)
    assert not step.may_be_taken_by(Itself.ITSELF)


@pytest.mark.rule("WF-22")
def test_nobody_is_admitted_without_a_contact_person():
    lacking = missing("case", "admit", "visitation_decided", has_contact_person=False)
    assert lacking == ["contact_person"]


@pytest.mark.parametrize(
    ("coordinator", "consultant", "lacking"),
    [
        (None, None, ["two_recommendations"]),
        ("one", None, ["two_recommendations"]),
        (None, "one", ["two_recommendations"]),
        ("one", "one", ["two_recommendations"]),
        ("one", "other", []),
    ],
)
@pytest.mark.rule("WF-24", "RE-4")
def test_the_visitation_needs_the_recommendation_of_two_different_persons(
    coordinator, consultant, lacking
):
    found = missing(
        "case",
        "decide_visitation",
        "interviewed",
        recommending_coordinator=coordinator,
        recommending_consultant=consultant,
    )
    assert found == lacking


@pytest.mark.parametrize("acting", ["coordinator", None])
@pytest.mark.rule("WF-24")
def test_who_recommended_as_coordinator_cannot_recommend_as_consultant(acting):
    lacking = missing("case", "recommend_as_consultant", "interviewed", acting=acting)
    assert lacking == ["not_the_coordinator"]


@pytest.mark.rule("WF-24")
def test_the_local_exit_unit_decides_and_the_meeting_makes_it_final():
    assert takers("case", "decide_visitation", "interviewed") == {"police_sender"}
    assert missing("case", "admit", "visitation_decided", meeting_is_held=False) == ["meeting"]


@pytest.mark.parametrize("state", [*LEAVES])
@pytest.mark.rule("REL-12")
def test_the_candidate_can_withdraw_at_every_step(state):
    assert "withdraw" in leads_from("case", state)


@pytest.mark.rule("REL-12")
def test_a_case_is_closed_only_when_nothing_depends_on_it():
    lacking = missing("case", "close", "withdrawn", nothing_depends_on_it=False)
    assert lacking == ["nothing_depends"]


@pytest.mark.rule("WF-19", "REL-12")
def test_a_word_that_is_owed_holds_a_case_open_unless_the_candidate_withdrew():
    ends = (("complete", "in_course"), ("let_lapse", "in_course"), ("close", "completed"))
    for step, state in (*ends, ("close", "lapsed"), ("close", "not_eligible")):
        assert missing("case", step, state, no_word_is_owed=False) == ["no_word_owed"]
    assert missing("case", "close", "withdrawn", no_word_is_owed=False) == []


def test_a_case_is_erased_only_when_the_follow_up_is_over():
    assert missing("case", "erase", "closed", follow_up_is_over=False) == ["follow_up_over"]
