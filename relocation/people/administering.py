"""Lets the administrator in, and whoever else changes accounts wait."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import Actor, Function
from relocation.case_free import Act, Subject, demand
from relocation.errors import NotFound
from relocation.people.tables import AccountRow


def let_administer(session: Session, actor: Actor) -> list[str]:
    """Let an administrator change accounts, one at a time; gives all who administer.

    Raises:
        NotFound: the actor is no administrator, or none any more.
    """
    demand(actor, Subject.USERS, Act.WRITE)
    found = _administrators(session)
    if actor.user not in found:
        raise NotFound  # Somebody disabled the actor while this waited.
    return found


def _administrators(session: Session) -> list[str]:
    """Those who can act, their rows locked: every change takes these first, one at a time."""
    rows = select(AccountRow.id).where(
        AccountRow.function == Function.ADMINISTRATOR, AccountRow.disabled_since.is_(None)
    )
    return list(session.scalars(rows.order_by(AccountRow.id).with_for_update()))
