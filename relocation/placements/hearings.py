"""Hearings of sender and candidate, and the reconsideration that either may ask for."""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases.kinds import CANDIDATES_WORD
from relocation.cases.papers import CandidatesWord
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.moves import Move
from relocation.placements import kinds, papers
from relocation.placements.facts import ANEW, CANDIDATE, SENDER
from relocation.proceedings.model import Moved, Press
from relocation.transition import transition


def ask_sender(session: Session, actor: Actor, hearing: str, press: Press) -> Moved:
    """Ask the sending municipality for its statement."""
    return transition(session, actor, Move(SENDER, hearing, "ask_sender"), press)


def record_senders_statement(
    session: Session, actor: Actor, hearing: str, said: papers.Statement, press: Press
) -> Moved:
    """Record what the sending municipality said."""
    move = Move(SENDER, hearing, "record_statement", (Paper(kinds.STATEMENT, said),))
    return transition(session, actor, move, press)


def ask_candidate(session: Session, actor: Actor, hearing: str, press: Press) -> Moved:
    """Ask the candidate."""
    return transition(session, actor, Move(CANDIDATE, hearing, "ask_candidate"), press)


def record_candidates_statement(
    session: Session, actor: Actor, hearing: str, said: papers.Statement, press: Press
) -> Moved:
    """Record what the candidate said."""
    move = Move(CANDIDATE, hearing, "record_statement", (Paper(kinds.STATEMENT, said),))
    return transition(session, actor, move, press)


def leave_out(session: Session, actor: Actor, hearing: str, ground: str, press: Press) -> Moved:
    """Leave the candidate's hearing out on the ground of forvaltningsloven § 19, stk. 2."""
    paper = Paper(kinds.REASONS, Reasons(reasons=ground))
    return transition(session, actor, Move(CANDIDATE, hearing, "leave_out", (paper,)), press)


def ask_for_candidate(
    session: Session, actor: Actor, reconsideration: str, word: CandidatesWord, press: Press
) -> Moved:
    """Ask for the candidate that the decision be looked at anew."""
    move = Move(ANEW, reconsideration, "ask_for_candidate", (Paper(CANDIDATES_WORD, word),))
    return transition(session, actor, move, press)


def ask_as_sender(
    session: Session, actor: Actor, reconsideration: str, why: str, press: Press
) -> Moved:
    """Ask as the sender that the decision be looked at anew."""
    paper = Paper(kinds.REQUEST_ANEW, Reasons(reasons=why))
    move = Move(ANEW, reconsideration, "ask_as_sender", (paper,))
    return transition(session, actor, move, press)


def uphold(session: Session, actor: Actor, reconsideration: str, why: str, press: Press) -> Moved:
    """Let the decision stand."""
    return _answered(session, actor, reconsideration, "uphold", why, press)


def grant(session: Session, actor: Actor, reconsideration: str, why: str, press: Press) -> Moved:
    """Have the decision made anew."""
    return _answered(session, actor, reconsideration, "grant", why, press)


def _answered(
    session: Session, actor: Actor, reconsideration: str, step: str, why: str, press: Press
) -> Moved:
    paper = Paper(kinds.REASONS, Reasons(reasons=why))
    return transition(session, actor, Move(ANEW, reconsideration, step, (paper,)), press)
