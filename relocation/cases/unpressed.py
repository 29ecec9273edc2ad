"""What happens to a case that nobody presses a button of, once it has ended: closing, erasure."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.known import forget_known
from relocation.cases.facts import FLOW, nothing_depends
from relocation.cases.owed import is_held
from relocation.cases.steps import ENDED
from relocation.events import Event
from relocation.moves import Move
from relocation.proceedings.model import Moved
from relocation.proceedings.service import state_of
from relocation.transition import by_itself
from relocation.work import Work

ENDS_BY_ITSELF = frozenset(ENDED)


def close(session: Session, case: str, now: datetime) -> Moved:
    """Close what has ended and nothing depends on any more; a job's to do."""
    return by_itself(session, Move(FLOW, case, "close"), now)


def close_if_nothing_depends(work: Work, event: Event) -> None:
    """Close an ended case once what depended on it is over too (REL-12)."""
    if closes_by_itself(work.session, event.case):
        work.take(Move(FLOW, event.case, "close"))


def closes_by_itself(session: Session, case: str) -> bool:
    """Whether a case has ended, with nothing that depends on it or holds it open."""
    state = state_of(session, case)
    is_over = state in ENDS_BY_ITSELF and nothing_depends(session, case)
    return is_over and not is_held(session, case, state)


def erase(session: Session, case: str, now: datetime) -> Moved:
    """End a case whose follow-up is over; its key is destroyed after this is committed (SE-11)."""
    forget_known(session, case)
    return by_itself(session, Move(FLOW, case, "erase"), now)
