"""Does what a request asks for once, and gives its repetition the stored answer."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from relocation.database import insert_unless, rows_changed
from relocation.errors import KeyReused
from relocation.idempotency.model import Request
from relocation.idempotency.tables import KeptAnswer
from relocation.store_policy import IdempotencyNumbers


def once(
    session: Session,
    request: Request,
    act: Callable[[], bytes],
    *,
    secret: bytes,
    now: datetime,
    numbers: IdempotencyNumbers,
) -> bytes:
    """Act and keep the answer; or, where the request came before, give its answer without acting.

    Of two at once the second waits for the first one's transaction; where that is undone, it
    acts. What `act` gives is stored as it is: seal whatever says anything of a case.
    The secret is the key store's key of the purpose `IDEMPOTENCY`.

    Raises:
        KeyReused: the key came before with another request.
    """
    pseudonym, digest = request.pseudonym(secret), request.digest(secret)
    row = {
        "pseudonym": pseudonym,
        "digest": digest,
        "expires": now + timedelta(hours=numbers.kept_hours),
    }
    is_mine = _claim(session, **row)
    if not is_mine and _forget(session, now, KeptAnswer.pseudonym == pseudonym):
        is_mine = _claim(session, **row)
    if not is_mine:
        return _kept(session, pseudonym, digest)
    answer = act()
    is_ours = KeptAnswer.pseudonym == pseudonym
    session.execute(update(KeptAnswer).where(is_ours).values(answer=answer))
    return answer


def answered(session: Session, request: Request, *, secret: bytes, now: datetime) -> bytes | None:
    """The answer that a request had before; None where it did not come yet, or long ago.

    Raises:
        KeyReused: the key came before with another request.
    """
    pseudonym = request.pseudonym(secret)
    is_there = exists().where(KeptAnswer.pseudonym == pseudonym, KeptAnswer.expires > now)
    if not session.scalar(select(is_there)):
        return None
    return _kept(session, pseudonym, request.digest(secret))


def forget_expired(session: Session, now: datetime) -> int:
    """Delete the answers whose time is over; returns how many."""
    return _forget(session, now)


def _claim(session: Session, **values: Any) -> bool:
    row = insert_unless(session, KeptAnswer).values(answer=None, **values).on_conflict_do_nothing()
    return session.execute(row.returning(KeptAnswer.pseudonym)).first() is not None


def _kept(session: Session, pseudonym: bytes, digest: bytes) -> bytes:
    columns = select(KeptAnswer.digest, KeptAnswer.answer)
    row = session.execute(columns.where(KeptAnswer.pseudonym == pseudonym)).one()
    if not hmac.compare_digest(row.digest, digest):
        raise KeyReused
    return cast("bytes", row.answer)


def _forget(session: Session, now: datetime, *which: Any) -> int:
    expired = session.execute(delete(KeptAnswer).where(KeptAnswer.expires <= now, *which))
    return rows_changed(expired)
