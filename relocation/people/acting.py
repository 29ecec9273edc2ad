"""Who is acting: an account becomes an actor, and the person behind it is named in the log."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import (
    Actor,
    Assurance,
    Function,
    OrganisationId,
    PersonId,
    Qualification,
    UserId,
)
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write
from relocation.deadlines.working_days import civil_day
from relocation.errors import NoAccount
from relocation.organisations.model import FUNCTIONS
from relocation.organisations.register import organisations_on
from relocation.people.model import Held
from relocation.people.tables import AccountRow, QualificationRow
from relocation.permissions import Role
from relocation.store import keys_of


def actor_of(session: Session, user: UserId, assurance: Assurance, now: datetime) -> Actor:
    """Who acts with an account, with the qualifications of today; for whoever proved to be it.

    Raises:
        NoAccount: it is unknown, disabled, or of an organisation that is no more; told alike.
    """
    row = session.get(AccountRow, user)
    if row is None or row.disabled_since is not None:
        raise NoAccount
    day, function = civil_day(now), Function(row.function)
    organisation = organisations_on(day).get(OrganisationId(row.organisation))
    if organisation is None or function not in FUNCTIONS[organisation.kind]:
        raise NoAccount
    held = select(QualificationRow).where(QualificationRow.account_id == row.id)
    return Actor(
        user=user,
        organisation=organisation.id,
        function=function,
        qualifications=frozenset(
            Qualification(each.qualification)
            for each in session.scalars(held)
            if Held(Qualification(each.qualification), each.since, each.until).holds_on(day)
        ),
        assurance=assurance,
    )


def person_of(session: Session, actor: Actor) -> PersonId:
    """The person who acts, the same for all of the person's accounts (RE-4, SE-17).

    Raises:
        NoAccount: there is no such account.
    """
    person = session.scalar(select(AccountRow.person_id).where(AccountRow.id == actor.user))
    if person is None:
        raise NoAccount
    return PersonId(person)


def note(
    session: Session, actor: Actor, what: str, now: datetime, regime: Regime = Regime.GDPR
) -> None:
    """Log what somebody does outside of every case, in the transaction that does it.

    Args:
        session: of the transaction.
        actor: who does it.
        what: a code, such as "users.add"; never a text that somebody wrote.
        now: the moment.
        regime: the law that it is under.

    Raises:
        LogUnwritable: the transaction is undone.
    """
    by = InRole(person_of(session, actor), role_outside(actor.function))
    line = Line(kind=Kind.STEP, actor=by, case=None, regime=regime, detail=what)
    write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)


def role_outside(function: Function) -> Role:
    """What somebody is where no case is: who has no role of that name is *other*."""
    return Role(function.value) if function.value in set(Role) else Role.OTHER
