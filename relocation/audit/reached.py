"""What the log knows of time: which moments it has seen since one of its lines."""

from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from relocation.audit.model import Kind
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


def newest_version(session: Session, case_ref: str) -> int:
    """The version that a case had after the last step in it that is logged; 0 for none."""
    of_case = AuditLine.case_ref == case_ref, AuditLine.kind == Kind.STEP
    return session.scalar(select(func.max(AuditLine.version)).where(*of_case)) or 0
