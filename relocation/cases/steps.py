"""The life of a case: two inquiries side by side, and the case from referral to erasure."""

from enum import StrEnum

from relocation.actor import Qualification
from relocation.cases import record
from relocation.cases.model import Facts, InquiryFacts, MunicipalInquiry, PoliceInquiry
from relocation.deadlines.awaited import Awaited
from relocation.parties import (
    COORDINATORS,
    COURSE,
    DECISION_MAKER,
    EXIT_COORDINATOR,
    LOCAL_UNIT,
    POLICE,
    RESIDENCE,
    UNIT_LEAD,
)
from relocation.permissions import Stage
from relocation.workflow import BY_ITSELF, Step, Workflow

CONSULTANT = frozenset({Qualification.PREVENTION_CONSULTANT})

POLICE_INQUIRY = Workflow[PoliceInquiry, InquiryFacts](
    name="police_inquiry",
    start=PoliceInquiry.NOT_ASKED,
    steps=(
        Step(
            "ask_police", (PoliceInquiry.NOT_ASKED,), PoliceInquiry.ASKED, EXIT_COORDINATOR,
            (record.PRE_VISITED,), ("PoliceInquiryAsked",), rule="WF-3", source="ISH",
        ),
        Step(
            "record_findings", (PoliceInquiry.ASKED,), PoliceInquiry.RECORDED, UNIT_LEAD,
            (
                record.CRIME_PICTURE, record.SINCERITY, record.SAFETY_ASSESSMENT,
                record.ELIGIBILITY,
            ),
            ("FindingsRecorded",), rule="WF-4", source="ISH",
        ),
        Step(
            "release_for_interview", (PoliceInquiry.RECORDED,), PoliceInquiry.RELEASED, UNIT_LEAD,
            (record.TEXT_FOR_THE_INTERVIEW,), ("PoliceInquiryReleased",),
            rule="WF-3", source="ISH",
        ),
        Step(
            "ask_police_again", (PoliceInquiry.RECORDED, PoliceInquiry.RELEASED),
            PoliceInquiry.ASKED, COORDINATORS, (), ("PoliceInquiryAsked",),
            rule="WF-8", source="—", also_by_itself=True,
        ),
        Step(
            "fall_away", (PoliceInquiry.ASKED, PoliceInquiry.RECORDED), PoliceInquiry.FALLEN_AWAY,
            BY_ITSELF, (record.INQUIRY_CLOSED,), rule="WF-3", source="—",
        ),
    ),
    final=frozenset({PoliceInquiry.RELEASED, PoliceInquiry.FALLEN_AWAY}),
    awaits={
        PoliceInquiry.ASKED: Awaited.INQUIRY,
        PoliceInquiry.RECORDED: Awaited.INQUIRY,
    },
)  # fmt: skip

MUNICIPAL_INQUIRY = Workflow[MunicipalInquiry, InquiryFacts](
    name="municipal_inquiry",
    start=MunicipalInquiry.NOT_ASKED,
    steps=(
        Step(
            "ask_centres", (MunicipalInquiry.NOT_ASKED,), MunicipalInquiry.ASKED,
            EXIT_COORDINATOR, (record.PRE_VISITED,), rule="WF-5", source="ISH",
        ),
        Step(
            "record_answers", (MunicipalInquiry.ASKED,), MunicipalInquiry.RECORDED,
            EXIT_COORDINATOR, (record.CENTRES, record.EMPLOYMENT_SUPPORT_HOUSING),
            ("MunicipalInquiryRecorded",), rule="WF-5", source="ISH",
        ),
        Step(
            "ask_centres_again", (MunicipalInquiry.RECORDED,), MunicipalInquiry.ASKED,
            EXIT_COORDINATOR, rule="WF-8", source="—", also_by_itself=True,
        ),
        Step(
            "fall_away", (MunicipalInquiry.ASKED,), MunicipalInquiry.FALLEN_AWAY, BY_ITSELF,
            (record.INQUIRY_CLOSED,), rule="WF-5", source="—",
        ),
    ),
    final=frozenset({MunicipalInquiry.RECORDED, MunicipalInquiry.FALLEN_AWAY}),
    awaits={MunicipalInquiry.ASKED: Awaited.INQUIRY},
)  # fmt: skip


class State(StrEnum):
    """How far a case has come."""

    DRAFT = "draft"
    EXPIRED = "expired"
    REFERRED = "referred"
    SENT_ON = "sent_on"
    SCREENED = "screened"
    PRE_VISITED = "pre_visited"
    INTERVIEWED = "interviewed"
    VISITATION_DECIDED = "visitation_decided"
    NOT_ELIGIBLE = "not_eligible"
    ADMITTED = "admitted"
    IN_COURSE = "in_course"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ENDED_CENTRALLY = "ended_centrally"
    COMPLETED = "completed"
    CLOSED = "closed"
    ERASED = "erased"


UNDER_WAY = (
    State.DRAFT, State.REFERRED, State.SCREENED, State.PRE_VISITED, State.INTERVIEWED,
    State.VISITATION_DECIDED, State.NOT_ELIGIBLE, State.ADMITTED, State.IN_COURSE,
)  # fmt: skip
LEAVES = (*UNDER_WAY, State.COMPLETED, State.LAPSED)
"""Also from a course that has ended while a handover, or a word that is owed, holds the case."""
BEFORE_AGREEMENT = (State.INTERVIEWED, State.VISITATION_DECIDED, State.ADMITTED)
"""From the interview until the agreement is signed; after that a course ends as it says."""
ENDS_COURSE = (record.RESPONSIBLE, record.REASONS, record.NO_WORD_OWED)
HANDING_ON = (record.CONTACT_PERSON, record.HANDED_ON)
ENDED_BY_OTHERS = (
    State.EXPIRED, State.SENT_ON, State.LAPSED, State.ENDED_CENTRALLY, State.COMPLETED,
)  # fmt: skip
ENDED = (*ENDED_BY_OTHERS, State.WITHDRAWN)

CASE = Workflow[State, Facts](
    name="case",
    start=State.DRAFT,
    steps=(
        Step(
            "refer", (State.DRAFT,), State.REFERRED, LOCAL_UNIT, (record.CHANNEL,), ("Referred",),
            rule="WF-1", source="ISH visitation",
        ),
        Step(
            "expire", (State.DRAFT,), State.EXPIRED, BY_ITSELF, (record.UNTOUCHED,),
            ("DraftExpired",), rule="WF-25", source="—",
        ),
        Step(
            "screen_in", (State.REFERRED,), State.SCREENED, COORDINATORS, (record.GROUP_CRIME,),
            rule="WF-2", source="ISH fig. 1.0",
        ),
        Step(
            "send_to_ssp_nu", (State.REFERRED,), State.SENT_ON, COORDINATORS,
            (record.SITUATIONAL_UNDER_18,), ("SentOn",), rule="WF-2", source="ISH fig. 1.0",
        ),
        Step(
            "send_to_ksp", (State.REFERRED,), State.SENT_ON, COORDINATORS,
            (record.SITUATIONAL_FROM_18,), ("SentOn",), rule="WF-2", source="ISH fig. 1.0",
        ),
        Step(
            "pre_visit", (State.SCREENED,), State.PRE_VISITED, COORDINATORS, (record.FIRST_LOOK,),
            ("PreVisited",), rule="WF-3", source="ISH",
        ),
        Step(
            "hold_interview", (State.PRE_VISITED,), State.INTERVIEWED, EXIT_COORDINATOR,
            (
                record.POLICE_INQUIRY_RELEASED, record.MUNICIPAL_INQUIRY_IN,
                record.ASSESSMENT_ALLOWS, record.CLARIFICATION_FORM,
                record.MOTIVATION_AND_TARGET_GROUP,
            ),
            rule="WF-6", source="ISH",
        ),
        Step(
            "recommend_as_coordinator", (State.INTERVIEWED,), State.INTERVIEWED,
            EXIT_COORDINATOR, (record.REASONS,), rule="WF-24", source="ISH",
        ),
        Step(
            "recommend_as_consultant", (State.INTERVIEWED,), State.INTERVIEWED,
            EXIT_COORDINATOR, (record.REASONS, record.NOT_THE_COORDINATOR),
            rule="WF-24", source="ISH", qualified=CONSULTANT,
        ),
        Step(
            "decide_visitation", (State.INTERVIEWED,), State.VISITATION_DECIDED, UNIT_LEAD,
            (
                record.TWO_RECOMMENDATIONS, record.CRITERIA_JUDGED, record.CRITERIA_MET,
                record.EDGE, record.ELIGIBLE, record.ASSESSMENT_ALLOWS,
            ),
            ("VisitationDecided",), rule="WF-24", source="KL 2",
        ),
        # Whatever the ground, not before both inquiries are in: sooner would tell of one (WF-9).
        Step(
            "find_not_eligible", (State.PRE_VISITED,), State.NOT_ELIGIBLE, POLICE,
            (
                record.POLICE_INQUIRY_RELEASED, record.MUNICIPAL_INQUIRY_IN, record.TWO_AUTHORS,
                record.REASONS, record.DATE_FOR_RENEWED_ASSESSMENT, record.WHERE_IT_LIVES,
            ),
            ("FoundNotEligible",), rule="WF-8", source="ISH target group; KL 7",
        ),
        Step(
            "find_not_eligible", BEFORE_AGREEMENT, State.NOT_ELIGIBLE, POLICE,
            (
                record.TWO_AUTHORS, record.REASONS, record.DATE_FOR_RENEWED_ASSESSMENT,
                record.WHERE_IT_LIVES,
            ),
            ("FoundNotEligible",), rule="WF-8", source="ISH target group; KL 7",
        ),
        Step(
            "assess_again", (State.NOT_ELIGIBLE,), State.SCREENED, RESIDENCE | POLICE,
            (record.RENEWED_ASSESSMENT_DUE, record.NO_HANDOVER, record.WHERE_IT_LIVES),
            ("AssessedAgain",),
            rule="WF-8", source="—",
        ),
        Step(
            "admit", (State.VISITATION_DECIDED,), State.ADMITTED, EXIT_COORDINATOR,
            (record.MEETING, record.CONTACT_PERSON, record.ASSESSMENT_ALLOWS), ("Admitted",),
            rule="WF-24", source="ISH; KL 2", stage=Stage.ENROLLED,
        ),
        *(
            Step(
                "hand_on_contact_person", (each,), each, COORDINATORS, HANDING_ON,
                rule="WF-22", source="KL 3",
            )
            for each in (State.VISITATION_DECIDED, State.ADMITTED, State.IN_COURSE)
        ),
        # Whoever was nominated may get its first agreement where it lives by then (WF-10).
        Step(
            "sign_agreement", (State.ADMITTED,), State.IN_COURSE, RESIDENCE,
            (
                record.RESPONSIBLE, record.RELOCATION_ANSWERED, record.AGREEMENT, record.MEETING,
                record.BOTH_SIGNATURES, record.POLICE_SUMMONED, record.ASSESSMENT_ALLOWS,
            ),
            ("AgreementSigned",), rule="WF-11", source="ISH; KL 6",
        ),
        Step(
            "sign_new_version", (State.IN_COURSE,), State.IN_COURSE, RESIDENCE,
            (
                record.RESPONSIBLE, record.AGREEMENT, record.NEW_VERSION, record.MEASURES_KEPT,
                record.BOTH_SIGNATURES, record.ASSESSMENT_ALLOWS,
            ),
            ("AgreementSigned",),
            rule="WF-21", source="—",
        ),
        Step(
            "extend", (State.IN_COURSE,), State.IN_COURSE, RESIDENCE,
            (record.RESPONSIBLE, record.NEW_TIME_FRAME, record.REASONS), ("CourseChanged",),
            rule="WF-14", source="ISH",
        ),
        Step(
            "follow_up", (State.IN_COURSE,), State.IN_COURSE, RESIDENCE,
            (record.RESPONSIBLE, record.FOLLOWED_UP), rule="WF-14", source="ISH",
        ),
        Step(
            "note_breach", (State.IN_COURSE,), State.IN_COURSE, RESIDENCE,
            (record.RESPONSIBLE, record.BREACH_REFERRED), rule="WF-18", source="ISH",
        ),
        Step(
            "let_lapse", (State.IN_COURSE,), State.LAPSED, RESIDENCE,
            (*ENDS_COURSE, record.DISREGARDED), ("CaseLapsed",), rule="WF-17", source="ISH",
        ),
        Step(
            "complete", (State.IN_COURSE,), State.COMPLETED, RESIDENCE,
            ENDS_COURSE, ("CaseCompleted",), rule="WF-12", source="ISH",
        ),
        # Neither name says why: to the others one ending by the central unit is as another.
        Step(
            "end_centrally", (State.ADMITTED, State.IN_COURSE, State.COMPLETED),
            State.ENDED_CENTRALLY, DECISION_MAKER,
            (record.DOUBLE, record.NOBODY_CONTACTED, record.REASONS),
            ("CaseEndedCentrally",), rule="SE-13", source="design for secrecy",
        ),
        Step(
            "withdraw", LEAVES, State.WITHDRAWN, COURSE,
            (record.CANDIDATES_WORD, record.WHERE_IT_LIVES), ("CandidateWithdrew",),
            rule="REL-12", source="ISH; —",
        ),
        # In a closed case nobody reports, assesses or answers any more: what is owed comes first.
        Step(
            "close", ENDED_BY_OTHERS, State.CLOSED, RESIDENCE,
            (record.NOTHING_DEPENDS, record.NO_WORD_OWED), ("CaseClosed",),
            rule="REL-12", source="—", stage=Stage.CLOSED, also_by_itself=True,
        ),
        Step(
            "close", (State.WITHDRAWN,), State.CLOSED, RESIDENCE, (record.NOTHING_DEPENDS,),
            ("CaseClosed",), rule="REL-12", source="ISH —", stage=Stage.CLOSED, also_by_itself=True,
        ),
        Step(
            "close", (State.NOT_ELIGIBLE,), State.CLOSED, RESIDENCE,
            (record.NOTHING_DEPENDS, record.NO_WORD_OWED, record.RENEWED_ASSESSMENT_DUE),
            ("CaseClosed",),
            rule="WF-8", source="—", stage=Stage.CLOSED,
        ),
        Step(
            "erase", (State.CLOSED,), State.ERASED, BY_ITSELF,
            (record.FOLLOW_UP_OVER, record.GLASS_ANSWERED), ("CaseErased",),
            rule="SE-11", source="design for secrecy", stage=Stage.ERASED,
        ),
    ),
    final=frozenset({State.ERASED}),
    awaits={
        State.REFERRED: Awaited.SCREENING,
        State.SCREENED: Awaited.PRE_VISITATION,
        State.PRE_VISITED: Awaited.INTERVIEW,
        State.INTERVIEWED: Awaited.VISITATION,
        State.VISITATION_DECIDED: Awaited.MEETING,
        State.ADMITTED: Awaited.MEETING,
    },
    stage=Stage.REFERRED,
)  # fmt: skip
