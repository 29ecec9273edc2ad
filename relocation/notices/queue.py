"""Hands each notice to one worker at a time, in order of its case, and keeps what was given up.

A worker takes a notice and commits, sends it outside of every transaction, and says in another one
what came of it. Killed in between it leaves the notice to the next one when the lease is over: the
receiver gets it again, under the same id.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from relocation.database import rows_changed
from relocation.deadlines.working_days import civil_day
from relocation.errors import CaseErased, KeyMissing, LeaseLost, Unreadable
from relocation.notices.content import opened_notice
from relocation.notices.model import DeadNotice, Notice, State, Taken
from relocation.notices.tables import NoticeContentRow, NoticeRow, ToldRow
from relocation.spans import far_ahead
from relocation.store_policy import NoticeNumbers
from relocation.wall import engine_let_in


def due(session: Session, now: datetime, numbers: NoticeNumbers) -> Mapping[str, str]:
    """The cases of all notices that are due and wait for no earlier one, by the notices' ids."""
    return {row.id: row.case_id for row in session.scalars(_next(now, numbers))}


def opened(session: Session, cases: Mapping[str, str]) -> dict[str, Notice]:
    """What these notices are; one of a case that was erased meanwhile is dropped."""
    found: dict[str, Notice] = {}
    with engine_let_in(session, set(cases.values())):
        rows = select(NoticeContentRow).where(NoticeContentRow.id.in_(cases))
        for row in session.scalars(rows).all():
            try:
                found[row.id] = opened_notice(session, row.case_id, row.id, row.sealed)
            except CaseErased:
                drop(session, row.id, row.case_id)
            except (KeyMissing, Unreadable):
                continue  # It holds up nobody else's; a check of the store tells of it.
    return found


def take(
    session: Session, id_: str, notice: Notice, now: datetime, numbers: NoticeNumbers
) -> Taken | None:
    """Take a notice for a lease; None where somebody else has it by now.

    A notice whose workers all died is given up here, so that it cannot kill workers for ever.
    """
    waits = NoticeRow.id == id_, NoticeRow.state == State.WAITING, _is_due(now, numbers)
    asked = select(NoticeRow).where(*waits).with_for_update(skip_locked=True)
    row = session.scalars(asked.execution_options(populate_existing=True)).first()
    if row is None:
        return None
    if row.attempts >= numbers.attempts:
        row.state, row.ended = State.DEAD, now
        session.flush()
        return None
    row.attempts += 1
    row.due = now + timedelta(seconds=numbers.lease_seconds)
    session.flush()
    return Taken(row.id, row.case_id, notice, row.attempts)


def done(session: Session, taken: Taken) -> None:
    """Say that a notice was taken by its receiver, or is nobody's any more: it is forgotten.

    Raises:
        LeaseLost: another worker has it by now.
    """
    if not rows_changed(session.execute(delete(NoticeRow).where(*_is_in_hand(taken)))):
        raise LeaseLost
    _drop_content(session, taken.id, taken.case)


def failed(
    session: Session, taken: Taken, now: datetime, until: datetime, numbers: NoticeNumbers
) -> State:
    """Let a notice rest, or give it up after the last attempt.

    Raises:
        LeaseLost: another worker has it by now.
    """
    is_last = taken.attempts >= numbers.attempts
    over = {"state": State.DEAD, "ended": now} if is_last else {"due": until}
    if not rows_changed(session.execute(update(NoticeRow).where(*_is_in_hand(taken)).values(over))):
        raise LeaseLost
    return State.DEAD if is_last else State.WAITING


def put_off(session: Session, ids: Collection[str], until: datetime) -> None:
    """Let notices that nobody has in hand rest with their receiver; it counts as no attempt."""
    waits = NoticeRow.id.in_(ids), NoticeRow.state == State.WAITING, NoticeRow.due < until
    session.execute(update(NoticeRow).where(*waits).values(due=until))


def bring_forward(session: Session, ids: Collection[str], now: datetime) -> None:
    """Let notices that rested wait no longer."""
    waits = NoticeRow.id.in_(ids), NoticeRow.state == State.WAITING, NoticeRow.due > now
    session.execute(update(NoticeRow).where(*waits).values(due=now))


def drop(session: Session, id_: str, case: str) -> None:
    """Forget a notice."""
    session.execute(delete(NoticeRow).where(NoticeRow.id == id_))
    _drop_content(session, id_, case)


def drop_of_case(session: Session, case: str) -> None:
    """Forget all that was to be told of a case, and what was."""
    with engine_let_in(session, [case]):
        for table in (NoticeRow, NoticeContentRow, ToldRow):
            session.execute(delete(table).where(table.case_id == case))


def of_webhook(session: Session, webhook: str, state: State) -> Iterator[tuple[NoticeRow, Notice]]:
    """Every notice of one webhook in a state, the oldest first; only the rows' seals tell whose."""
    asked = select(NoticeRow).where(NoticeRow.state == state)
    rows = session.scalars(asked.order_by(NoticeRow.ended, NoticeRow.due, NoticeRow.id)).all()
    notices = opened(session, {row.id: row.case_id for row in rows})
    for row in rows:
        if row.id in notices and notices[row.id].webhook == webhook:
            yield row, notices[row.id]


def dead(session: Session, webhooks: Collection[str] | None) -> tuple[DeadNotice, ...]:
    """What was given up, the oldest first: of these webhooks, or of all where none are named."""
    return tuple(
        DeadNotice(row.id, row.attempts, civil_day(row.ended))
        for row in _dead(session, webhooks)
        if row.ended is not None
    )


def revive(session: Session, webhooks: Collection[str] | None, id_: str, now: datetime) -> bool:
    """Let a dead notice wait again, behind all that came since; gives whether there was one."""
    found = next((row for row in _dead(session, webhooks) if row.id == id_), None)
    if found is None:
        return False
    with engine_let_in(session, [found.case_id]):
        told = session.get_one(ToldRow, found.case_id, with_for_update=True, populate_existing=True)
        told.last += 1
        session.flush()
        is_it = NoticeRow.id == id_, NoticeRow.state == State.DEAD
        again = {"state": State.WAITING, "sequence": told.last, "due": now}
        row = update(NoticeRow).where(*is_it).values(**again, attempts=0, ended=None)
        return rows_changed(session.execute(row)) == 1


def forget_dead(session: Session, now: datetime, numbers: NoticeNumbers) -> int:
    """Forget what was given up so long ago that nobody looks at it any more; returns how many."""
    until = now - timedelta(days=numbers.kept_days)
    old = select(NoticeRow).where(NoticeRow.state == State.DEAD, NoticeRow.ended <= until)
    rows = session.scalars(old).all()
    for row in rows:
        drop(session, row.id, row.case_id)
    return len(rows)


def counted(session: Session) -> Mapping[State, int]:
    """How many notices wait, and how many were given up; for whoever looks after the machine."""
    asked = select(NoticeRow.state, func.count().label("many")).group_by(NoticeRow.state)
    found = {row.state: row.many for row in session.execute(asked)}
    return {state: found.get(state, 0) for state in State}


def _dead(session: Session, webhooks: Collection[str] | None) -> list[NoticeRow]:
    """Only the rows' seals tell whose they are; for whoever looks after all, none is opened."""
    asked = select(NoticeRow).where(NoticeRow.state == State.DEAD)
    rows = list(session.scalars(asked.order_by(NoticeRow.ended, NoticeRow.id)).all())
    if webhooks is None:
        return rows
    notices = opened(session, {row.id: row.case_id for row in rows})
    return [row for row in rows if row.id in notices and notices[row.id].webhook in webhooks]


def _is_due(now: datetime, numbers: NoticeNumbers) -> ColumnElement[bool]:
    """By now, or beyond any pause: that was a later clock's, and it would wait for that."""
    longest = timedelta(seconds=max(numbers.longest_pause_seconds, numbers.lease_seconds))
    return or_(NoticeRow.due <= now, NoticeRow.due > far_ahead(longest, now))


def _next(now: datetime, numbers: NoticeNumbers) -> Select[NoticeRow]:
    earlier = aliased(NoticeRow)
    waits_for_another = exists().where(
        earlier.queue == NoticeRow.queue,
        earlier.sequence < NoticeRow.sequence,
        earlier.state == State.WAITING,
    )
    is_due = NoticeRow.state == State.WAITING, _is_due(now, numbers), ~waits_for_another
    return (
        select(NoticeRow)
        .where(*is_due)
        .order_by(NoticeRow.due, NoticeRow.attempts.desc(), NoticeRow.id)
    )


def _is_in_hand(taken: Taken) -> tuple[ColumnElement[bool], ...]:
    return (
        NoticeRow.id == taken.id,
        NoticeRow.state == State.WAITING,
        NoticeRow.attempts == taken.attempts,
    )


def _drop_content(session: Session, id_: str, case: str) -> None:
    with engine_let_in(session, [case]):
        session.execute(delete(NoticeContentRow).where(NoticeContentRow.id == id_))
