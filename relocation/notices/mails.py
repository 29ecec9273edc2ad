"""Who is told by mail, and what of it is pending; under pseudonyms that nothing else has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from relocation.actor import Actor, UserId
from relocation.errors import Unreadable
from relocation.keys.purposes import KeyPurpose
from relocation.notices.model import Language
from relocation.notices.tables import MAIL, MailRow
from relocation.sealed import pseudonym_of
from relocation.spans import far_ahead
from relocation.store_policy import load_store_policy


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is sealed of one."""

    user: UserId
    address: str = field(repr=False)
    language: Language


def ref_of(session: Session, actor: Actor) -> str:
    """An account as it stands among those who are told by mail, and nowhere else."""
    return pseudonym_of(session, KeyPurpose.MAIL_READER, actor.user)


def on(session: Session) -> Iterator[tuple[str, MailRow]]:
    """Everybody who is told by mail."""
    return ((row.ref, row) for row in session.scalars(select(MailRow)).all())


def sealed(session: Session, ref: str, kept: Kept) -> bytes:
    """Seal one for its row."""
    return MAIL.sealed(session, ref, [kept.user, kept.address, kept.language])


def opened(session: Session, row: MailRow) -> Kept:
    """Open one.

    Raises:
        Unreadable: it was altered, moved, or is under another key.
    """
    user, address, language = MAIL.opened(session, row.ref, row.sealed)
    return Kept(UserId(user), address, Language(language))


def put_pending(session: Session, ref: str, now: datetime) -> None:
    """Let a mail go out, together with all that comes until it does."""
    row = session.get(MailRow, ref, with_for_update=True, populate_existing=True)
    if row is None:
        return  # Its account wants none any more, since just now.
    row.pending = now
    if row.due is None:
        row.due = _next(row.sent, now)
    session.flush()


@dataclass(frozen=True, slots=True)
class TakenMail:
    """A mail in a worker's hands until its lease ends."""

    ref: str
    kept: Kept
    pending: datetime
    attempts: int


def take(session: Session, now: datetime) -> TakenMail | None:
    """Take the next mail that is due; it is this worker's until the lease ends."""
    # What a later clock let wait beyond any pause is due as well.
    is_due = or_(MailRow.due <= now, MailRow.due > far_ahead(_longest(), now))
    asked = select(MailRow).where(is_due).order_by(MailRow.due, MailRow.ref)
    locked = asked.limit(1).with_for_update(skip_locked=True)
    while row := session.scalars(locked.execution_options(populate_existing=True)).first():
        try:
            kept = opened(session, row)
        except Unreadable:
            # It holds up nobody else's, and is asked for anew by whoever is told no more.
            row.pending, row.due, row.failing = None, None, True
            session.flush()
            continue
        row.attempts += 1
        row.due = now + timedelta(seconds=load_store_policy().notices.lease_seconds)
        session.flush()
        return TakenMail(row.ref, kept, row.pending or now, row.attempts)
    return None


def rest(session: Session, taken: TakenMail, until: datetime) -> None:
    """Let a mail that nobody took rest."""
    if row := _in_hand(session, taken):
        row.due = until
        session.flush()


def settle(session: Session, taken: TakenMail, now: datetime, *, failing: bool) -> None:
    """Say that a mail went out, or was given up; what came since is for the next one."""
    row = _in_hand(session, taken)
    if row is None:
        return
    is_more = row.pending not in {None, taken.pending}
    row.due = _next(now, now) if is_more else None
    row.pending = row.pending if is_more else None
    row.attempts, row.sent, row.failing = 0, now, failing
    session.flush()


def _next(sent: datetime | None, now: datetime) -> datetime:
    between = timedelta(minutes=load_store_policy().notices.mail_minutes)
    return now if sent is None else max(now, sent + between)


def _longest() -> timedelta:
    numbers = load_store_policy().notices
    seconds = max(numbers.mail_minutes * 60, numbers.longest_pause_seconds, numbers.lease_seconds)
    return timedelta(seconds=seconds)


def _in_hand(session: Session, taken: TakenMail) -> MailRow | None:
    """The row, where its account still is told by mail and nobody else has it by now."""
    row = session.get(MailRow, taken.ref, with_for_update=True, populate_existing=True)
    return row if row is not None and row.attempts == taken.attempts else None
