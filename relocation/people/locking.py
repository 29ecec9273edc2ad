"""Locks an account by the product itself, where nobody countersigned what it did (SE-16)."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import UserId
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write
from relocation.people.tables import AccountRow
from relocation.permissions import Role
from relocation.store import keys_of


def lock(session: Session, user: UserId, now: datetime) -> None:
    """Let an account act no more from now on; an administrator can add another one."""
    row = session.get_one(AccountRow, user)
    row.disabled_since = row.disabled_since or now
    session.flush()
    line = Line(
        kind=Kind.STEP,
        actor=InRole("the product", Role.ENGINE),
        case=None,
        regime=Regime.GDPR,
        detail=f"users.lock.{user}",
    )
    write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
