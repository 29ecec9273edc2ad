"""The way into a programme, step by step: who refers, what is found out, who decides."""

from dataclasses import fields, replace

import pytest

from relocation.cases import inquiries
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.kinds import (
    CLARIFICATION_FORM,
    MUNICIPAL_ANSWERS,
    POLICE_FINDINGS,
    PRECAUTIONS,
    REFERRAL,
)
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.cases.model import Criterion, Facts, InquiryFacts
from relocation.documents.table import kinds
from relocation.errors import NotAllowed, StepNotOpen
from relocation.permissions import Role, Stage
from relocation.safety import service as safety
from relocation.workflows import ALL
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.agreeing import met
from tests.relocation.casework.desk import COORDINATOR, POLICE, PROBATION, ROLES
from tests.relocation.casework.entering import (
    AGREEMENT,
    ANSWERS,
    CONSULTANT,
    CONTACT,
    FINDINGS,
    FORM,
    FOUND,
    IDENTITY,
    MEETING,
    MET,
    ORGANISED,
    SIGNED,
    STAYS,
    VISITATION,
    decide,
    inquire,
    inquired,
    inquiries_of,
    interview,
    opened,
    pre_visited,
)
from tests.relocation.casework.entering import PICTURE as DANGER
from tests.relocation.casework.entering import PRECAUTIONS as LOOK_OUT
from tests.relocation.casework.telling import lacks

ON_THE_EDGE = written.Edge(
    network_is_decisive_obstacle=True, other_efforts_fall_short=True, reasons="the old friends"
)


def recommended(desk):
    """Interviewed and recommended by both; what came before by no steps."""
    case = desk.open_case(stage=Stage.REFERRED, roles={**ROLES, CONSULTANT: Role.MUNI_SENDER})
    desk.stands(case, "interviewed")
    desk.write(case, PICTURES, DANGER)
    desk.write(case, POLICE_FINDINGS, FINDINGS)
    desk.do(cases.recommend_as_coordinator, COORDINATOR, case, "motivated")
    desk.do(cases.recommend_as_consultant, CONSULTANT, case, "motivated")
    return case


@pytest.mark.rule("WF-1")
def test_a_referral_of_each_of_the_five_is_taken_in_and_keeps_its_channel(desk):
    kept = []
    for channel in written.Channel:
        referral = written.Referral(channel=channel, account="wants out")
        with desk.store.transaction() as session:
            case = cases.draft(session, COORDINATOR, IDENTITY, referral, desk.press(0)).row
        assert desk.do(cases.refer, COORDINATOR, case).state == "referred"
        with desk.store.transaction() as session:
            (read,) = asked(session, COORDINATOR, case, REFERRAL)
        kept.append(read.content["channel"])
    assert kept == ["police", "probation", "municipal_staff", "other_partner", "the_person"]


@pytest.mark.rule("WF-2")
def test_somebody_under_18_whose_crime_is_of_a_group_goes_on_to_visitation(desk):
    case = pre_visited(desk, replace(ORGANISED, is_under_18=True))
    decide(desk, interview(desk, inquire(desk, case)))
    assert desk.row(case).state == "visitation_decided"


@pytest.mark.rule("WF-3")
@pytest.mark.slow
def test_the_five_steps_before_enrolment_come_in_their_order_and_none_can_be_left_out(desk):
    case = opened(desk)
    desk.do(cases.refer, COORDINATOR, case)
    desk.do(cases.screen, COORDINATOR, case, ORGANISED)
    desk.do(cases.screen_in, POLICE, case)
    assert desk.rows("police_inquiry") + desk.rows("municipal_inquiry") == []
    desk.do(cases.pre_visit, COORDINATOR, case, "worth a look")
    both = {"police_inquiry", "municipal_inquiry"}
    assert both <= lacks(desk, cases.hold_interview, COORDINATOR, case, FORM)
    inquire(desk, case)
    for early in ((cases.decide_visitation, POLICE, case, VISITATION),
                  (cases.hold_meeting, COORDINATOR, case, MEETING)):  # fmt: skip
        with pytest.raises(StepNotOpen):
            desk.do(*early)
    decide(desk, interview(desk, case))
    assert lacks(desk, cases.admit, COORDINATOR, case) == {"meeting", "contact_person"}
    desk.do(cases.hold_meeting, COORDINATOR, case, MEETING)
    desk.do(cases.name_contact_person, COORDINATOR, case, CONTACT)
    assert desk.stage(case) == Stage.REFERRED
    desk.do(cases.admit, COORDINATOR, case)
    assert desk.stage(case) == Stage.ENROLLED


@pytest.mark.rule("WF-4")
def test_police_and_nec_record_the_picture_of_crime_the_sincerity_and_the_risk_in_leaving(desk):
    case = pre_visited(desk)
    police, _ = inquiries_of(desk, case)
    desk.do(inquiries.ask_police, COORDINATOR, police)
    for blank, lacking in (
        ((replace(FINDINGS, crime_picture=" "), DANGER, LOOK_OUT), {"crime_picture"}),
        ((replace(FINDINGS, sincerity=" "), DANGER, LOOK_OUT), {"sincerity"}),
        ((FINDINGS, replace(DANGER, account=" "), LOOK_OUT), {"safety_assessment"}),
    ):
        assert lacks(desk, inquiries.record_findings, POLICE, police, blank) == lacking
    desk.do(inquiries.record_findings, POLICE, police, FOUND)
    kept = [desk.kept(case, police, kind) for kind in (POLICE_FINDINGS, PICTURES, PRECAUTIONS)]
    assert kept == [*FOUND]


@pytest.mark.rule("WF-4")
def test_no_later_step_of_visitation_and_agreement_goes_on_against_the_assessment(desk):
    def assessed(*, allows):
        desk.later(hours=1)
        assessment = desk.do(safety.report_change, COORDINATOR, case).row
        found = (replace(DANGER, allows=allows), LOOK_OUT)
        desk.do(safety.write_assessment, POLICE, assessment, found)

    case = met(desk)
    desk.stands(case, "visitation_decided", Stage.REFERRED)
    for press in ((cases.admit,), (cases.sign_agreement, SIGNED), (cases.sign_new_version, SIGNED)):
        if press[0] is not cases.admit:
            if press[0] is cases.sign_agreement:
                desk.do(cases.answer_relocation, COORDINATOR, case, STAYS)
            desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
        button, *given = press
        assessed(allows=False)
        assert lacks(desk, button, COORDINATOR, case, *given) == {"assessment"}
        assessed(allows=True)
        desk.do(button, COORDINATOR, case, *given)


@pytest.mark.rule("WF-5")
def test_each_centre_is_asked_for_cases_and_employment_support_and_housing_are_recorded(desk):
    case = pre_visited(desk)
    _, municipal = inquiries_of(desk, case)
    desk.do(inquiries.ask_centres, COORDINATOR, municipal)
    for centre in written.Centre:
        silent = replace(ANSWERS, centres={**ANSWERS.centres, centre: " "})
        assert lacks(desk, inquiries.record_answers, COORDINATOR, municipal, silent) == {"centres"}
    for field in ("employment", "means_of_support", "housing"):
        blank = replace(ANSWERS, **{field: ""})
        lacking = lacks(desk, inquiries.record_answers, COORDINATOR, municipal, blank)
        assert lacking == {"employment_support_housing"}
    desk.do(inquiries.record_answers, COORDINATOR, municipal, ANSWERS)
    assert desk.kept(case, municipal, MUNICIPAL_ANSWERS) == ANSWERS


@pytest.mark.rule("WF-6")
def test_the_interviews_form_has_the_whole_picture_the_own_needs_and_two_judgements(desk):
    case = inquired(desk)
    for field, blank, lacking in (
        ("picture", " ", "clarification_form"),
        ("own_needs", "", "clarification_form"),
        ("premises_explained", False, "clarification_form"),
        ("motivation_is_real", None, "motivation_and_target_group"),
        ("is_in_target_group", None, "motivation_and_target_group"),
    ):
        form = replace(FORM, **{field: blank})
        assert lacks(desk, cases.hold_interview, COORDINATOR, case, form) == {lacking}
    doubtful = replace(FORM, motivation_is_real=False)
    desk.do(cases.hold_interview, COORDINATOR, case, doubtful)
    assert desk.kept(case, case, CLARIFICATION_FORM) == doubtful


@pytest.mark.rule("WF-7")
def test_on_the_edge_of_the_milieu_the_network_must_block_the_way_and_other_efforts_fall_short(
    desk,
):
    case = recommended(desk)
    for short in (
        replace(ON_THE_EDGE, network_is_decisive_obstacle=False),
        replace(ON_THE_EDGE, other_efforts_fall_short=False),
        replace(ON_THE_EDGE, reasons=" "),
    ):
        edge = replace(VISITATION, edge=short)
        assert lacks(desk, cases.decide_visitation, POLICE, case, edge) == {"edge"}
    desk.do(cases.decide_visitation, POLICE, case, replace(VISITATION, edge=ON_THE_EDGE))
    assert desk.row(case).state == "visitation_decided"


@pytest.mark.rule("WF-7")
def test_the_visitation_is_four_criteria_each_met_with_degree_and_reasons_and_the_edge():
    assert [each.value for each in Criterion] == [
        "tie_to_organised_crime", "position_in_the_milieu", "motivation", "risk_in_leaving",
    ]  # fmt: skip
    assert {each.name for each in fields(written.Visitation)} == {"criteria", "edge"}
    assert {each.name for each in fields(MET)} == {"is_met", "degree", "reasons"}


@pytest.mark.rule("WF-7", "WF-13")
def test_no_paper_and_no_need_of_a_case_asks_whether_somebody_is_on_a_list_of_the_police():
    """Neither admits nor excludes what no field has, and nothing can join what nothing reads."""
    papers = {each.name for kind in kinds().values() for each in fields(kind.content)}
    facts = {each.name for each in fields(Facts)} | {each.name for each in fields(InquiryFacts)}
    needs = {need.key for flow in ALL.values() for step in flow.steps for need in step.needs}
    words = {word for name in papers | facts | needs for word in name.split("_")}
    assert words & {"list", "listed", "member", "membership", "nec", "registered", "register"} == {
        "registered",  # as being without fixed abode (HO-7)
    }


@pytest.mark.rule("WF-24")
def test_the_police_decide_the_visitation_for_the_local_exit_unit_and_nobody_else_does(desk):
    case = recommended(desk)
    for who in (COORDINATOR, CONSULTANT, PROBATION):
        with pytest.raises(NotAllowed):
            desk.do(cases.decide_visitation, who, case, VISITATION)
    assert desk.do(cases.decide_visitation, POLICE, case, VISITATION).state == "visitation_decided"
