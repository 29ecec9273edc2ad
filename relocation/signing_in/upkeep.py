"""What is over in signing in is deleted: sessions, codes, attempts, failures long ago."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.policies.versions import sign_in_on
from relocation.signing_in.sessions import sweep
from relocation.signing_in.tables import CredentialRow, FailureRow, OutsideAttemptRow


def forget_over(session: Session, now: datetime) -> int:
    """Delete what nobody can use any more; gives how many."""
    numbers = sign_in_on(session, civil_day(now)).pauses
    before = now - timedelta(minutes=numbers.forgotten_minutes)
    codes = update(CredentialRow).where(CredentialRow.enrolment_until <= now)
    failures = delete(FailureRow).where(FailureRow.last <= before)
    done = (
        session.execute(codes.values(enrolment=None, enrolment_until=None)),
        session.execute(failures),
        session.execute(delete(OutsideAttemptRow).where(OutsideAttemptRow.until <= now)),
    )
    return sweep(session, now) + sum(cast("CursorResult[Any]", each).rowcount for each in done)
