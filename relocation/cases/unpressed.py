"""What happens to a case that nobody presses a button of, once it has ended: closing, erasure."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.known import forget_known
from relocation.cases.facts import FLOW
from relocation.moves import Move
from relocation.proceedings.model import Moved
from relocation.transition import by_itself


def close(session: Session, case: str, now: datetime) -> Moved:
    """Close what has ended and nothing depends on any more; a job's to do."""
    return by_itself(session, Move(FLOW, case, "close"), now)


def erase(session: Session, case: str, now: datetime) -> Moved:
    """End a case whose follow-up is over; its key is destroyed after this is committed (SE-11)."""
    forget_known(session, case)
    return by_itself(session, Move(FLOW, case, "erase"), now)
