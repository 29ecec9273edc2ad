"""Gives each job to one worker at a time, and takes from nobody but its own worker what it did.

A worker takes a job and commits; it renews its lease while it works and says in the end what came
of it. Where it died, the next one takes the job once the lease is over, and counts one attempt
more: by that number whoever was only slow is told that its job is another's.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from relocation.database import rows_changed
from relocation.errors import LeaseLost
from relocation.long_jobs.content import ANSWER, Given
from relocation.long_jobs.model import Code, End, Progress, State, Taken
from relocation.long_jobs.tables import LongJobRow
from relocation.spans import far_ahead
from relocation.store_policy import LongJobNumbers


def take(
    session: Session, kinds: Collection[str], now: datetime, numbers: LongJobNumbers
) -> Taken | None:
    """Take the oldest job that waits or whose worker died; it is this worker's for the lease.

    What was to be cancelled when its worker died is cancelled here, and a job whose workers all
    died is given up, so that it cannot kill workers for ever.
    """
    later = far_ahead(timedelta(seconds=numbers.lease_seconds), now)
    while row := session.scalars(_next(kinds, now, later)).first():
        if row.cancel:
            row.state, row.ended, row.leased = State.CANCELLED, now, None
        elif row.attempts >= numbers.attempts:
            row.state, row.ended, row.leased = State.FAILED, now, None
            row.failure = Code.WORKERS_DIED
        else:
            return _taken(session, row, now, numbers)
        session.flush()
    return None


def given_of(session: Session, taken: Taken) -> Given:
    """What the job was given.

    Raises:
        LeaseLost: there is no such job any more.
        Unreadable: it was altered, moved, or is under another key.
    """
    sealed = session.scalar(select(LongJobRow.given).where(LongJobRow.id == taken.id))
    if sealed is None:
        raise LeaseLost
    return Given.opened(session, taken.id, sealed)


def renew(
    session: Session, taken: Taken, progress: Progress, now: datetime, numbers: LongJobNumbers
) -> bool:
    """Keep a job for another lease, and say how far it is; gives whether it is to be cancelled.

    Raises:
        LeaseLost: another worker has it by now.
    """
    _change(session, taken, leased=_until(now, numbers), **_of(progress))
    is_asked = select(LongJobRow.cancel).where(LongJobRow.id == taken.id)
    return bool(session.scalar(is_asked))


def finish(session: Session, taken: Taken, end: End, progress: Progress, now: datetime) -> None:
    """Say what came of an attempt; a job that is tried once more waits again.

    Raises:
        LeaseLost: another worker has it by now, and its answer counts.
    """
    is_done, is_failed = end.state is State.DONE, end.state is State.FAILED
    _change(
        session,
        taken,
        state=end.state,
        answer=ANSWER.sealed(session, taken.id, end.answer) if is_done else None,
        failure=end.code if is_failed else None,
        ended=None if end.state is State.WAITING else now,
        leased=None,
        **_of(progress),
    )


def _taken(session: Session, row: LongJobRow, now: datetime, numbers: LongJobNumbers) -> Taken:
    row.state, row.leased = State.RUNNING, _until(now, numbers)
    row.begun = row.begun or now
    row.attempts += 1
    row.done = row.total = 0
    session.flush()
    return Taken(row.id, row.kind, row.attempts, row.attempts >= numbers.attempts)


def _next(kinds: Collection[str], now: datetime, later: datetime) -> Select[LongJobRow]:
    """What waits or was left; a lease by a later clock, longer than any, is over."""
    is_over = or_(LongJobRow.leased <= now, LongJobRow.leased > later)
    is_left = and_(LongJobRow.state == State.RUNNING, is_over)
    return (
        select(LongJobRow)
        .where(LongJobRow.kind.in_(kinds), or_(LongJobRow.state == State.WAITING, is_left))
        .order_by(LongJobRow.asked, LongJobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _is_still_in_hand(taken: Taken) -> tuple[ColumnElement[bool], ...]:
    return (
        LongJobRow.id == taken.id,
        LongJobRow.state == State.RUNNING,
        LongJobRow.attempts == taken.attempt,
    )


def _change(session: Session, taken: Taken, **values: Any) -> None:
    row = update(LongJobRow).where(*_is_still_in_hand(taken)).values(**values)
    if rows_changed(session.execute(row)) != 1:
        raise LeaseLost


def _until(now: datetime, numbers: LongJobNumbers) -> datetime:
    return now + timedelta(seconds=numbers.lease_seconds)


def _of(progress: Progress) -> dict[str, int]:
    return {"done": progress.done, "total": progress.total}
