"""What the log knows of time: which moments it has seen since one of its lines."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from relocation.audit.tables import AuditLine, head_number


def last_number(session: Session) -> int:
    """The number of the log's last line."""
    return head_number(session)


def has_left(session: Session, after: int, since: datetime, until: datetime) -> bool:
    """Whether a line after the one of this number is of before the one moment, or no more before
    the other.
    """
    is_out = or_(AuditLine.at >= until, AuditLine.at < since)
    return bool(session.scalar(select(exists().where(AuditLine.number > after, is_out))))
