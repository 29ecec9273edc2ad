"""Sessions on the server: begun, looked up at each request, stepped up, and ended.

Whatever let somebody in, `begin_session` is the only way to one. A token is told once and kept as a
keyed hash; a copy of the database opens no session.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, Row, delete, select, update
from sqlalchemy.orm import Session

from relocation.actor import Actor, Assurance, UserId
from relocation.deadlines.working_days import civil_day
from relocation.errors import NoAccount, NoSession
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore
from relocation.people.acting import actor_of, note
from relocation.policies.versions import sign_in_on
from relocation.sealed import pseudonym_of
from relocation.sign_in_policy import SessionNumbers
from relocation.signing_in.model import Begun, SignedIn, Source, readable
from relocation.signing_in.tables import ACCOUNT, SessionRow
from relocation.spans import differs
from relocation.store import keys_of

TOKEN_BYTES = 32


def begin_session(session: Session, user: UserId, source: Source, now: datetime) -> Begun:
    """Begin a session of an account; for whoever saw that it is the account's own person.

    Raises:
        NoAccount: the account is unknown or may not act; told alike.
    """
    actor = actor_of(session, user, Assurance.SIGNED_IN, now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    id_ = uuid4().hex
    row = SessionRow(
        id=id_,
        token=_hash(session, token),
        account_ref=_ref(session, user),
        account=ACCOUNT.sealed(session, id_, user),
        source=source,
        begun=now,
        seen=now,
    )
    session.add(row)
    session.flush()
    note(session, actor, "sign_in.begin", now)
    return Begun(user=user, token=token, ends=_ends(row, _numbers(session, now)))


def session_of(session: Session, token: str, now: datetime) -> SignedIn:
    """Who sits there at a request, as the account is today, and that somebody did.

    Best in a transaction of its own before the request's: of many requests at once none waits for
    another then, and what a request could not do undoes no sight of it.

    Raises:
        NoSession: there is none under this token, it ended, or its account may not act.
    """
    is_it, numbers = SessionRow.token == _hash(session, token), _numbers(session, now)
    row = _open(session, is_it, now)
    signed_in = _signed_in(session, row, numbers, now)
    if now - row.seen >= timedelta(seconds=numbers.seen_seconds):
        seen = update(SessionRow).where(SessionRow.id == row.id, SessionRow.seen < now)
        session.execute(seen.values(seen=now))
    return signed_in


def _signed_in(session: Session, row: Row[Any], numbers: SessionNumbers, now: datetime) -> SignedIn:
    until = _stepped_up_until(row, numbers)
    is_stepped_up = until is not None and now < until
    assurance = Assurance.STEPPED_UP if is_stepped_up else Assurance.SIGNED_IN
    user = UserId(ACCOUNT.opened(session, row.id, row.account))
    try:
        actor = actor_of(session, user, assurance, now)
    except NoAccount:
        raise NoSession from None
    return SignedIn(
        id=row.id,
        actor=actor,
        source=Source(row.source),
        begun=row.begun,
        ends=_ends(row, numbers),
        stepped_up_until=until if is_stepped_up else None,
    )


def step_up_session(session: Session, token: str, now: datetime) -> Begun:
    """Go on under a new token, stepped up; for whoever saw the proof anew. The old token is dead.

    Raises:
        NoSession: there is none under this token, it ended, or its account may not act.
    """
    signed_in = session_of(session, token, now)
    return _stepped_up(session, signed_in, _hash(session, token), now)


def step_up_by_id(session: Session, id_: str, user: UserId, now: datetime) -> Begun:
    """As `step_up_session`, for who comes back from outside, where no token comes along.

    Raises:
        NoSession: none of this account's own from outside is open under this id.
    """
    row, numbers = _open(session, SessionRow.id == id_, now), _numbers(session, now)
    signed_in = _signed_in(session, row, numbers, now)
    if signed_in.actor.user != user or signed_in.source is not Source.OUTSIDE:
        raise NoSession
    return _stepped_up(session, signed_in, row.token, now)


def _stepped_up(session: Session, signed_in: SignedIn, old: bytes, now: datetime) -> Begun:
    new = secrets.token_urlsafe(TOKEN_BYTES)
    is_it = SessionRow.id == signed_in.id, SessionRow.token == old
    values = {"token": _hash(session, new), "seen": now, "stepped_up": now}
    if not _count(session.execute(update(SessionRow).where(*is_it).values(values))):
        raise NoSession  # Of two at once the other was faster: this token is dead.
    note(session, signed_in.actor, "sign_in.step_up", now)
    return Begun(user=signed_in.actor.user, token=new, ends=signed_in.ends)


def sign_out(session: Session, token: str, now: datetime) -> None:
    """End a session; one that is over or unknown is ended already."""
    try:
        signed_in = session_of(session, token, now)
    except NoSession:
        return
    session.execute(delete(SessionRow).where(SessionRow.id == signed_in.id))
    note(session, signed_in.actor, "sign_in.out", now)


def end_own_sessions(session: Session, actor: Actor, now: datetime) -> int:
    """End every session of the own account, this one too; gives how many there were."""
    ended = end_all(session, actor.user)
    note(session, actor, "sign_in.out_everywhere", now)
    return ended


def end_all(session: Session, user: UserId) -> int:
    """End every session of an account, for whoever may; gives how many there were."""
    is_theirs = SessionRow.account_ref == _ref(session, user)
    return _count(session.execute(delete(SessionRow).where(is_theirs)))


def end_others(session: Session, signed_in: SignedIn) -> None:
    """End every session of an account but this one."""
    ref = _ref(session, signed_in.actor.user)
    others = SessionRow.account_ref == ref, SessionRow.id != signed_in.id
    session.execute(delete(SessionRow).where(*others))


def sweep(session: Session, now: datetime) -> int:
    """Delete the sessions that are over; gives how many."""
    over = ~_is_open(_numbers(session, now), now)
    return _count(session.execute(delete(SessionRow).where(over)))


def csrf_token(keys: KeyStore, signed_in: SignedIn) -> str:
    """What every unsafe request of a session carries; nothing of it is stored."""
    told = keyed_hash(keys.purpose_key(KeyPurpose.CSRF), "session", signed_in.id)
    return urlsafe_b64encode(told).decode().rstrip("=")


def is_csrf_token(keys: KeyStore, signed_in: SignedIn, given: str) -> bool:
    """Whether a request carries its own session's token."""
    return hmac.compare_digest(csrf_token(keys, signed_in).encode(), readable(given).encode())


def _open(session: Session, is_it: ColumnElement[bool], now: datetime) -> Row[Any]:
    columns = SessionRow.__table__.columns
    found = select(*columns).where(is_it, _is_open(_numbers(session, now), now))
    row = session.execute(found).one_or_none()
    if row is None:
        raise NoSession
    return row


def _is_open(numbers: SessionNumbers, now: datetime) -> ColumnElement[bool]:
    idle, longest = _lengths(numbers)
    is_in_time = (SessionRow.seen > now - idle) & (SessionRow.begun > now - longest)
    # Seen by a later clock, it would stay idle until this one has caught up: whoever it is of signs
    # in anew.
    return is_in_time & (SessionRow.seen <= now + differs())


def _ends(row: Row[Any] | SessionRow, numbers: SessionNumbers) -> datetime:
    return cast("datetime", row.begun) + _lengths(numbers)[1]


def _lengths(numbers: SessionNumbers) -> tuple[timedelta, timedelta]:
    return timedelta(minutes=numbers.idle_minutes), timedelta(hours=numbers.longest_hours)


def _stepped_up_until(row: Row[Any], numbers: SessionNumbers) -> datetime | None:
    if row.stepped_up is None:
        return None
    return cast("datetime", row.stepped_up) + timedelta(minutes=numbers.stepped_up_minutes)


def _numbers(session: Session, now: datetime) -> SessionNumbers:
    return sign_in_on(session, civil_day(now)).sessions


def _ref(session: Session, user: UserId) -> str:
    return pseudonym_of(session, KeyPurpose.SESSION_ACCOUNT, user)


def _hash(session: Session, token: str) -> bytes:
    return keyed_hash(keys_of(session).purpose_key(KeyPurpose.SESSION), "token", readable(token))


def _count(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
