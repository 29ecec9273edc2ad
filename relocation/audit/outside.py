"""Notes what somebody reads outside of every case; an account of any store's persons will do."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, regime_of
from relocation.audit.service import write
from relocation.permissions import Role
from relocation.store import keys_of, person_of


def note_outside(session: Session, actor: Actor, what: str, now: datetime) -> None:
    """Log a code such as "contacts.read" in the transaction that does it.

    Raises:
        LogUnwritable: the transaction is undone.
    """
    function = actor.function.value
    role = Role(function) if function in set(Role) else Role.OTHER
    line = Line(
        kind=Kind.STEP,
        actor=InRole(person_of(session, actor), role),
        case=None,
        regime=regime_of(actor),
        detail=what,
    )
    write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
