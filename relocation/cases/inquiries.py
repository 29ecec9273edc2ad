"""The two inquiries side by side: what police and municipality find out, each in its own field."""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases import kinds, papers
from relocation.cases.model import InquiryFacts, MunicipalInquiry, PoliceInquiry
from relocation.cases.steps import MUNICIPAL_INQUIRY, POLICE_INQUIRY, State
from relocation.documents.kinds import Paper
from relocation.events import Event
from relocation.moves import Beginning, Flow, Move
from relocation.permissions import Stage
from relocation.proceedings.model import At, Moved, Press
from relocation.proceedings.service import of_case, state_of
from relocation.transition import transition
from relocation.work import Work

BEFORE_PRE_VISITATION = {State.DRAFT, State.EXPIRED, State.REFERRED, State.SCREENED, State.SENT_ON}


def facts(session: Session, at: At) -> InquiryFacts:
    findings, picture = at.handed_in(papers.PoliceFindings), at.handed_in(papers.Picture)
    answers, released = at.handed_in(papers.MunicipalAnswers), at.handed_in(papers.Note)
    return InquiryFacts(
        is_pre_visited=state_of(session, at.case) not in BEFORE_PRE_VISITATION,
        has_crime_picture=findings is not None and bool(findings.crime_picture.strip()),
        has_sincerity=findings is not None and bool(findings.sincerity.strip()),
        has_safety_assessment=picture is not None and bool(picture.account.strip()),
        has_eligibility=findings is not None,
        has_text_for_the_interview=released is not None and bool(released.text.strip()),
        centres_answered=answers is not None and answers.answered == frozenset(papers.Centre),
        has_employment_support_and_housing=answers is not None and answers.is_complete,
        case_is_closed=at.stage is Stage.CLOSED,
    )


POLICE = Flow(POLICE_INQUIRY, facts)
MUNICIPAL = Flow(MUNICIPAL_INQUIRY, facts)
OPEN = (
    (POLICE, {PoliceInquiry.ASKED, PoliceInquiry.RECORDED}),
    (MUNICIPAL, {MunicipalInquiry.ASKED}),
)
"""States of the two in which somebody is waited for."""


def ask_police(session: Session, actor: Actor, inquiry: str, press: Press) -> Moved:
    """Ask police and NEC."""
    return transition(session, actor, Move(POLICE, inquiry, "ask_police"), press)


def record_findings(
    session: Session,
    actor: Actor,
    inquiry: str,
    found: tuple[papers.PoliceFindings, papers.Picture, papers.Precautions],
    press: Press,
) -> Moved:
    """Record findings, the safety picture, and what staff look out for."""
    findings, picture, precautions = found
    handed_in = (
        Paper(kinds.POLICE_FINDINGS, findings),
        Paper(kinds.PICTURE, picture),
        Paper(kinds.PRECAUTIONS, precautions),
    )
    return transition(session, actor, Move(POLICE, inquiry, "record_findings", handed_in), press)


def release_for_interview(
    session: Session, actor: Actor, inquiry: str, text: str, press: Press
) -> Moved:
    """Say in writing what may be put before the candidate."""
    paper = Paper(kinds.INTERVIEW_TEXT, papers.Note(text=text))
    move = Move(POLICE, inquiry, "release_for_interview", (paper,))
    return transition(session, actor, move, press)


def ask_police_again(session: Session, actor: Actor, inquiry: str, press: Press) -> Moved:
    """Ask anew, for instance before a renewed assessment."""
    return transition(session, actor, Move(POLICE, inquiry, "ask_police_again"), press)


def ask_centres(session: Session, actor: Actor, inquiry: str, press: Press) -> Moved:
    """Ask each relevant centre of the municipality."""
    return transition(session, actor, Move(MUNICIPAL, inquiry, "ask_centres"), press)


def record_answers(
    session: Session, actor: Actor, inquiry: str, answers: papers.MunicipalAnswers, press: Press
) -> Moved:
    """Record the centres' answers, employment, means of support and housing."""
    paper = Paper(kinds.MUNICIPAL_ANSWERS, answers)
    return transition(session, actor, Move(MUNICIPAL, inquiry, "record_answers", (paper,)), press)


def ask_centres_again(session: Session, actor: Actor, inquiry: str, press: Press) -> Moved:
    """Ask anew."""
    return transition(session, actor, Move(MUNICIPAL, inquiry, "ask_centres_again"), press)


def ask_both_again(work: Work, event: Event) -> None:
    """A renewed assessment counts on nothing that was found out half a year ago (WF-8)."""
    for flow, step in ((POLICE, "ask_police_again"), (MUNICIPAL, "ask_centres_again")):
        for inquiry in list(of_case(work.session, event.case, flow.workflow.name)):
            if inquiry.state != "asked":
                work.take(Move(flow, inquiry.id, step))


def let_fall(work: Work, event: Event) -> None:
    """In a closed case nobody answers what was asked, and nobody waits for it."""
    for flow, states in OPEN:
        for inquiry in list(of_case(work.session, event.case, flow.workflow.name)):
            if inquiry.state in states:
                work.take(Move(flow, inquiry.id, "fall_away"))


def begin_both(work: Work, event: Event) -> None:
    """Open the inquiries of a case that was pre-visited; a renewed assessment goes on with them."""
    for flow in (POLICE, MUNICIPAL):
        if not any(of_case(work.session, event.case, flow.workflow.name)):
            work.begin(Beginning(flow, event.case, parent=event.case))
