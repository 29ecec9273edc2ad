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
    """Let an account act no more from now on; an administrator can add another one.

    The account takes no moment of the case's, and no line says whose it is: either would lead from
    the case to somebody of a place. Who it was stands sealed in the case.
    """
    row = session.get_one(AccountRow, user)
    # Its own first moment: whatever is later could be looked up among the steps of cases.
    row.disabled_since = row.disabled_since or min(row.since, now)
    session.flush()
    line = Line(
        kind=Kind.STEP,
        actor=InRole("the product", Role.ENGINE),
        case=None,
        regime=Regime.GDPR,
        detail="users.lock",
    )
    write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
