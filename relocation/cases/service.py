"""What people do with a case: one function is one button; its inquiries have their own file."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases import kinds, papers, record, situation
from relocation.cases.agreement import Agreement, ContactHandover, FollowUp
from relocation.cases.facts import FLOW, expiry_of
from relocation.cases.steps import State
from relocation.documents.kinds import Kind, Paper
from relocation.moves import Move, NewCase, Writing
from relocation.parties import COORDINATORS, LOCAL_UNIT, RECEIVING, RESIDENCE
from relocation.permissions import Role
from relocation.proceedings.model import Moved, Press
from relocation.transition import by_itself, open_case, put_on_record, transition, warn

ADMITTED = frozenset({State.VISITATION_DECIDED, State.ADMITTED, State.IN_COURSE})
AGREED_IN = frozenset({State.ADMITTED, State.IN_COURSE})
DESCRIBED_IN = ADMITTED | {State.COMPLETED}
NOT_ERASED = frozenset(set(State) - {State.ERASED})


def draft(
    session: Session,
    actor: Actor,
    identity: papers.Identity,
    referral: papers.Referral,
    press: Press,
) -> Moved:
    """Open a case of somebody who is referred; whoever opens it stands on its list."""
    written = (Paper(kinds.IDENTITY, identity), Paper(kinds.REFERRAL, referral))
    return open_case(session, actor, NewCase(FLOW, written, identity.cpr), press)


def correct_identity(
    session: Session, actor: Actor, case: str, identity: papers.Identity, press: Press
) -> Moved:
    """Put right who the candidate is, before it moves; the number finds the case from then on."""
    paper, tells = Paper(kinds.IDENTITY, identity), ("IdentityCorrected",)
    writing = Writing(FLOW, case, paper, COORDINATORS, NOT_ERASED, cpr=identity.cpr, tells=tells)
    return put_on_record(session, actor, writing, press)


def refer(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Hand the referral in."""
    return _step(session, actor, case, "refer", press)


def screen(
    session: Session, actor: Actor, case: str, screening: papers.Screening, press: Press
) -> Moved:
    """Write down what kind of crime it is, and whose."""
    writing = _writing(case, kinds.SCREENING, screening, COORDINATORS, State.REFERRED)
    return put_on_record(session, actor, writing, press)


def screen_in(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Gang or group crime goes on to visitation."""
    return _step(session, actor, case, "screen_in", press)


def send_to_ssp_nu(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Situational crime of somebody under 18 goes elsewhere."""
    return _step(session, actor, case, "send_to_ssp_nu", press)


def send_to_ksp(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Situational crime of somebody of 18 or over goes elsewhere."""
    return _step(session, actor, case, "send_to_ksp", press)


def pre_visit(session: Session, actor: Actor, case: str, first_look: str, press: Press) -> Moved:
    """Record the first look; both inquiries can be asked for from then on."""
    return _step(session, actor, case, "pre_visit", press, _note(kinds.FIRST_LOOK, first_look))


def hold_interview(
    session: Session, actor: Actor, case: str, form: papers.ClarificationForm, press: Press
) -> Moved:
    """Record the clarification interview."""
    paper = Paper(kinds.CLARIFICATION_FORM, form)
    return _step(session, actor, case, "hold_interview", press, paper)


def recommend_as_coordinator(
    session: Session, actor: Actor, case: str, why: str, press: Press
) -> Moved:
    """Recommend the visitation as the exit coordinator."""
    return _recommended(session, actor, case, "recommend_as_coordinator", why, press)


def recommend_as_consultant(
    session: Session, actor: Actor, case: str, why: str, press: Press
) -> Moved:
    """Recommend the visitation as the crime-prevention consultant."""
    return _recommended(session, actor, case, "recommend_as_consultant", why, press)


def decide_visitation(
    session: Session, actor: Actor, case: str, visitation: papers.Visitation, press: Press
) -> Moved:
    """Judge the four criteria and decide."""
    paper = Paper(kinds.VISITATION, visitation)
    return _step(session, actor, case, "decide_visitation", press, paper)


def hold_meeting(
    session: Session, actor: Actor, case: str, meeting: papers.Meeting, press: Press
) -> Moved:
    """Record the cooperation meeting."""
    writing = Writing(FLOW, case, Paper(kinds.MEETING, meeting), RESIDENCE, ADMITTED)
    return put_on_record(session, actor, writing, press)


def name_contact_person(
    session: Session, actor: Actor, case: str, person: papers.NamedPerson, press: Press
) -> Moved:
    """Name the candidate's own person in the unit."""
    paper = Paper(kinds.CONTACT_PERSON, person)
    needs = (record.CONTACT_PERSON, record.FIRST_CONTACT_PERSON)
    writing = Writing(FLOW, case, paper, COORDINATORS, ADMITTED, needs)
    return put_on_record(session, actor, writing, press)


def hand_on_contact_person(
    session: Session,
    actor: Actor,
    case: str,
    change: tuple[papers.NamedPerson, ContactHandover],
    press: Press,
) -> Moved:
    """Hand the candidate on to another contact person; the earlier one stays on record."""
    person, handover = change
    handed_in = (Paper(kinds.CONTACT_PERSON, person), Paper(kinds.CONTACT_HANDOVER, handover))
    return _step(session, actor, case, "hand_on_contact_person", press, *handed_in)


def admit(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Take the candidate into the programme."""
    return _step(session, actor, case, "admit", press)


def describe_household(
    session: Session, actor: Actor, case: str, household: situation.Household, press: Press
) -> Moved:
    """Write who moves and who matters, as the engine is told it."""
    return _described(session, actor, case, Paper(kinds.HOUSEHOLD, household), press)


def describe_needs(
    session: Session, actor: Actor, case: str, needs: situation.Needs, press: Press
) -> Moved:
    """Write what the candidate needs, seeks and wishes, as the engine is told it."""
    return _described(session, actor, case, Paper(kinds.NEEDS, needs), press)


def describe_origin(
    session: Session, actor: Actor, case: str, origin: situation.Origin, press: Press
) -> Moved:
    """Write which milieu was left."""
    return _described(session, actor, case, Paper(kinds.ORIGIN, origin), press)


def answer_relocation(
    session: Session, actor: Actor, case: str, answer: papers.AnswerOnRelocation, press: Press
) -> Moved:
    """Answer that permanent relocation is not needed; yes is answered by a nomination."""
    paper, states = Paper(kinds.RELOCATION_ANSWER, answer), AGREED_IN
    writing = Writing(FLOW, case, paper, COORDINATORS, states, (record.REASONS,))
    return put_on_record(session, actor, writing, press)


def draw_up_agreement(
    session: Session, actor: Actor, case: str, agreement: Agreement, press: Press
) -> Moved:
    """Write the agreement anew for the responsible side, once it is said who moves (WF-10)."""
    paper = Paper(kinds.AGREEMENT, agreement)
    needs = (record.RELOCATION_ANSWERED, record.RESPONSIBLE)
    writing = Writing(FLOW, case, paper, RESIDENCE, AGREED_IN, needs)
    return put_on_record(session, actor, writing, press)


def sign_agreement(
    session: Session, actor: Actor, case: str, signed: papers.Signatures, press: Press
) -> Moved:
    """Record both signatures: the course begins."""
    return _signed(session, actor, case, "sign_agreement", signed, press)


def sign_new_version(
    session: Session, actor: Actor, case: str, signed: papers.Signatures, press: Press
) -> Moved:
    """Record both signatures on a later version."""
    return _signed(session, actor, case, "sign_new_version", signed, press)


def extend(
    session: Session, actor: Actor, case: str, change: papers.CourseChange, press: Press
) -> Moved:
    """Give the course a new time frame."""
    return _step(session, actor, case, "extend", press, Paper(kinds.COURSE_CHANGE, change))


def follow_up(session: Session, actor: Actor, case: str, found: FollowUp, press: Press) -> Moved:
    """Write how the course goes, and judge whether the requirements are met."""
    return _step(session, actor, case, "follow_up", press, Paper(kinds.FOLLOW_UP, found))


def note_breach(
    session: Session, actor: Actor, case: str, breach: papers.Breach, press: Press
) -> Moved:
    """Note a breach of penal terms and whom it went to."""
    return _step(session, actor, case, "note_breach", press, Paper(kinds.BREACH, breach))


def let_lapse(
    session: Session, actor: Actor, case: str, ending: papers.Ending, press: Press
) -> Moved:
    """End the coordination where requirements were disregarded."""
    return _step(session, actor, case, "let_lapse", press, Paper(kinds.ENDING, ending))


def complete(
    session: Session, actor: Actor, case: str, ending: papers.Ending, press: Press
) -> Moved:
    """End a course that is done."""
    return _step(session, actor, case, "complete", press, Paper(kinds.ENDING, ending))


def withdraw(
    session: Session, actor: Actor, case: str, word: papers.CandidatesWord, press: Press
) -> Moved:
    """Record that the candidate leaves the programme; what depends on it closes with it."""
    return _step(session, actor, case, "withdraw", press, Paper(kinds.CANDIDATES_WORD, word))


def close(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Close what has ended and nothing depends on."""
    return _step(session, actor, case, "close", press)


def expire(session: Session, case: str, now: datetime) -> Moved:
    """End a draft that nobody touched; a job's to do, once the warning has had its days."""
    return by_itself(session, Move(FLOW, case, "expire"), now)


def warn_of_expiry(session: Session, case: str, now: datetime) -> bool:
    """Warn who can still go on with a draft, once it is time; a job's to do."""
    return warn(session, FLOW, case, expiry_of, now)


def _step(
    session: Session, actor: Actor, case: str, step: str, press: Press, *written: Paper[Any]
) -> Moved:
    return transition(session, actor, Move(FLOW, case, step, written), press)


def _recommended(
    session: Session, actor: Actor, case: str, step: str, why: str, press: Press
) -> Moved:
    return _step(session, actor, case, step, press, _note(kinds.RECOMMENDATION, why))


def _signed(
    session: Session, actor: Actor, case: str, step: str, signed: papers.Signatures, press: Press
) -> Moved:
    return _step(session, actor, case, step, press, Paper(kinds.SIGNATURES, signed))


def _described(session: Session, actor: Actor, case: str, paper: Paper[Any], press: Press) -> Moved:
    who = LOCAL_UNIT | RESIDENCE | RECEIVING
    writing = Writing(FLOW, case, paper, who, DESCRIBED_IN, (record.READS_IT_ALL,))
    return put_on_record(session, actor, writing, press)


def _note(kind: Kind[papers.Note], text: str) -> Paper[papers.Note]:
    return Paper(kind, papers.Note(text=text))


def _writing(
    case: str, kind: Kind[Any], content: Any, who: frozenset[Role], *states: State
) -> Writing:
    return Writing(FLOW, case, Paper(kind, content), who, frozenset(states))
