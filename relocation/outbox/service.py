"""Tells a message within a transaction, and hands each to one worker at a time, in order.

A worker takes a message and commits; then, in one transaction, it holds it, does the work and calls
`done`. Whatever is written there happens once, even where a worker dies or its lease ends too
early. A channel outside the database is given the message's id, by which it tells a repetition.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from relocation.database import insert_unless, rows_changed
from relocation.errors import LeaseLost
from relocation.outbox.model import DeadLetter, Message, State, Taken, pause
from relocation.outbox.tables import OutboxMessage, OutboxSubject
from relocation.spans import far_ahead
from relocation.store_policy import OutboxNumbers

WAITS = {"state": State.WAITING, "attempts": 0, "ended": None}
"""How a message begins."""


def tell(session: Session, message: Message, now: datetime) -> str:
    """Store a message with what caused it; both are committed or neither is.

    Returns:
        The message's id.
    """
    return tell_all(session, [message], now)[0]


def tell_all(session: Session, messages: Sequence[Message], now: datetime) -> tuple[str, ...]:
    """Store several messages in their order, as `tell` does; gives their ids."""
    if not messages:
        return ()
    left = Counter(each.subject for each in messages)
    last = _sequences(session, left)
    made = tuple(secrets.token_hex(16) for _ in messages)
    rows = []
    for id_, each in zip(made, messages, strict=True):
        left[each.subject] -= 1
        sequence = last[each.subject] - left[each.subject]
        values = {"id": id_, "kind": each.kind, "subject": each.subject, "sequence": sequence}
        rows.append(values | {"due": now} | WAITS)
    session.execute(insert(OutboxMessage), rows)
    return made


def take(session: Session, now: datetime, lease: timedelta, numbers: OutboxNumbers) -> Taken | None:
    """Take the next message that is due; it is this worker's until the lease ends.

    A message whose workers all died is given up here, so that it cannot kill workers for ever.
    """
    longest = max(lease, timedelta(seconds=numbers.longest_pause_seconds))
    while row := session.scalars(_next(now, far_ahead(longest, now))).first():
        if row.attempts < numbers.attempts:
            row.attempts += 1
            row.due = now + lease
            session.flush()
            return Taken(row.id, row.kind, row.subject, row.sequence, row.attempts)
        row.state, row.ended = State.DEAD, now
        session.flush()
    return None


def hold(session: Session, taken: Taken) -> None:
    """Keep a message for as long as this transaction lasts, whenever the lease ends.

    Raises:
        LeaseLost: another worker has it by now.
    """
    held = select(OutboxMessage.id).where(*_is_still_in_hand(taken)).with_for_update()
    if session.scalar(held) is None:
        raise LeaseLost


def done(session: Session, taken: Taken, now: datetime) -> None:
    """Say, in the transaction of the work, that a message was handled.

    Raises:
        LeaseLost: another worker has it by now; nothing of this transaction may be committed.
    """
    _change(session, taken, state=State.DONE, ended=now)


def failed(session: Session, taken: Taken, now: datetime, numbers: OutboxNumbers) -> State:
    """Let a message rest, longer each time, or give it up after the last attempt.

    Raises:
        LeaseLost: another worker has it by now.
    """
    if taken.attempts >= numbers.attempts:
        _change(session, taken, state=State.DEAD, ended=now)
        return State.DEAD
    _change(session, taken, due=now + pause(taken.attempts, numbers))
    return State.WAITING


def dead_letters(session: Session) -> tuple[DeadLetter, ...]:
    """Every message that was given up, the oldest first."""
    rows = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.state == State.DEAD)
        .order_by(OutboxMessage.ended, OutboxMessage.id)
    )
    return tuple(
        DeadLetter(row.id, row.kind, row.subject, row.attempts, cast("datetime", row.ended))
        for row in rows
    )


def revive(session: Session, message: str, now: datetime) -> bool:
    """Let a dead letter wait again, behind all that was told of its subject since.

    Returns:
        Whether there was such a dead letter.
    """
    subject = session.scalar(_dead(message))
    if subject is None:
        return False
    # In the order of every writer: first the subject's row, then the message's.
    sequence = _sequences(session, {subject: 1})[subject]
    row = session.scalar(_dead(message).with_for_update())
    if row is None:
        return False
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message)
        .values(state=State.WAITING, sequence=sequence, due=now, attempts=0, ended=None)
    )
    return True


def forget_done(session: Session, now: datetime, numbers: OutboxNumbers) -> int:
    """Delete what was handled so long ago that nobody asks any more; returns how many."""
    until = now - timedelta(days=numbers.kept_days)
    old = OutboxMessage.state == State.DONE, OutboxMessage.ended <= until
    return rows_changed(session.execute(delete(OutboxMessage).where(*old)))


def _sequences(session: Session, more: Mapping[str, int]) -> Mapping[str, int]:
    """By subject the number of its last message, once so many more are counted."""
    # In one order, so that no two who tell of several wait for each other.
    rows = [{"subject": subject, "last": more[subject]} for subject in sorted(more)]
    added = insert_unless(session, OutboxSubject)
    counted = added.on_conflict_do_update(
        index_elements=[OutboxSubject.subject],
        set_={"last": OutboxSubject.last + added.excluded.last},
    )
    told = counted.returning(OutboxSubject.subject, OutboxSubject.last)
    found = session.connection().execute(told, rows)
    return {row.subject: row.last for row in found}


def _next(now: datetime, later: datetime) -> Select[OutboxMessage]:
    """What was never tried or is due, and what by a later clock would wait beyond any pause."""
    earlier = aliased(OutboxMessage)
    is_new = OutboxMessage.attempts == 0
    is_due = or_(is_new, OutboxMessage.due <= now, OutboxMessage.due > later)
    waits_for_another = exists().where(
        earlier.subject == OutboxMessage.subject,
        earlier.sequence < OutboxMessage.sequence,
        earlier.state == State.WAITING,
    )
    return (
        select(OutboxMessage)
        .where(OutboxMessage.state == State.WAITING, is_due, ~waits_for_another)
        .order_by(OutboxMessage.due, OutboxMessage.subject, OutboxMessage.sequence)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _dead(message: str) -> Select[str]:
    is_it = OutboxMessage.id == message, OutboxMessage.state == State.DEAD
    return select(OutboxMessage.subject).where(*is_it)


def _is_still_in_hand(taken: Taken) -> tuple[ColumnElement[bool], ...]:
    # Sequence and attempts are others as soon as the message was taken or revived.
    return (
        OutboxMessage.id == taken.id,
        OutboxMessage.state == State.WAITING,
        OutboxMessage.sequence == taken.sequence,
        OutboxMessage.attempts == taken.attempts,
    )


def _change(session: Session, taken: Taken, **values: Any) -> None:
    row = update(OutboxMessage).where(*_is_still_in_hand(taken)).values(**values)
    if rows_changed(session.execute(row)) != 1:
        raise LeaseLost
