"""Writes into the log who signed in and who was refused: by code, never a name or an address.

No line says in clear whose account it is: with its moment it would lead to the steps of a case.
"""

from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from relocation.actor import Function, UserId
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write
from relocation.database import transaction
from relocation.errors import RelocationError
from relocation.keys.store import KeyStore
from relocation.people.acting import role_outside
from relocation.people.tables import AccountRow
from relocation.permissions import Role
from relocation.store import keys_of

NOBODY = InRole("the product", Role.ENGINE)
"""Who stands where a try was nobody's."""


def note_refused(session: Session, what: str, user: UserId | None, now: datetime) -> None:
    """Log that somebody was not let in, with the person whose account was tried, where it is one's.

    The person stands there as in every line: under a pseudonym, to be opened by two.
    """
    row = session.get(AccountRow, user or "")
    tried = NOBODY if row is None else InRole(row.person_id, role_outside(Function(row.function)))
    _write(session, what, tried, keys_of(session), now)


def refuse(session: Session, what: str, reason: RelocationError, now: datetime) -> NoReturn:
    """Undo the caller's transaction, log the refusal in one of its own, and raise the reason."""
    engine, keys = session.get_bind().engine, keys_of(session)
    session.rollback()
    with transaction(engine) as own:
        _write(own, what, NOBODY, keys, now)
    raise reason


def _write(session: Session, what: str, tried: InRole, keys: KeyStore, now: datetime) -> None:
    line = Line(kind=Kind.STEP, actor=tried, case=None, regime=Regime.GDPR, detail=what)
    write(session, line, keys=HeldKeys.of(keys), now=now)
