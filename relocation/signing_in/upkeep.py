"""What is over in signing in is deleted: sessions, codes, attempts, failures long ago."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, or_, update
from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.policies.versions import sign_in_on
from relocation.signing_in.sessions import sweep
from relocation.signing_in.tables import CredentialRow, FailureRow, OutsideAttemptRow
from relocation.spans import far_ahead


def forget_over(session: Session, now: datetime) -> int:
    """Delete what nobody can use any more; gives how many."""
    numbers = sign_in_on(session, civil_day(now))
    before = now - timedelta(minutes=numbers.pauses.forgotten_minutes)
    # What a later clock gave is over too, and must not begin when this one has caught up.
    code, attempt = CredentialRow.enrolment_until, OutsideAttemptRow.until
    valid = far_ahead(timedelta(hours=numbers.enrolment.valid_hours), now)
    in_time = far_ahead(timedelta(minutes=numbers.outside.attempt_minutes), now)
    codes = update(CredentialRow).where(or_(code <= now, code > valid))
    failures = delete(FailureRow).where(FailureRow.last <= before)
    done = (
        session.execute(codes.values(enrolment=None, enrolment_until=None)),
        session.execute(failures),
        session.execute(delete(OutsideAttemptRow).where(or_(attempt <= now, attempt > in_time))),
    )
    return sweep(session, now) + sum(cast("CursorResult[Any]", each).rowcount for each in done)
