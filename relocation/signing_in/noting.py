"""Writes into the log who signed in and who was refused: by code, never a name or an address."""

from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write
from relocation.database import transaction
from relocation.errors import RelocationError
from relocation.keys.store import KeyStore
from relocation.permissions import Role
from relocation.store import keys_of

NOBODY = InRole("the product", Role.ENGINE)
"""Who writes where nobody was let in."""


def note_refused(session: Session, what: str, user: str | None, now: datetime) -> None:
    """Log that somebody was not let in, and by which account's name where it is one's."""
    _write(session, what, user, keys_of(session), now)


def refuse(
    session: Session, what: str, user: str | None, reason: RelocationError, now: datetime
) -> NoReturn:
    """Undo the caller's transaction, log the refusal in one of its own, and raise the reason."""
    engine, keys = session.get_bind().engine, keys_of(session)
    session.rollback()
    with transaction(engine) as own:
        _write(own, what, user, keys, now)
    raise reason


def _write(session: Session, what: str, user: str | None, keys: KeyStore, now: datetime) -> None:
    detail = what if user is None else f"{what}.{user}"
    line = Line(kind=Kind.STEP, actor=NOBODY, case=None, regime=Regime.GDPR, detail=detail)
    write(session, line, keys=HeldKeys.of(keys), now=now)
