"""Reads accounts from their rows; asks nobody whether they may."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from relocation.actor import Function, OrganisationId, PersonId, Qualification, UserId
from relocation.keys.purposes import KeyPurpose
from relocation.people.model import Account, Held
from relocation.people.tables import AccountRow, PersonRow, QualificationRow
from relocation.sealed import Column

NAME = Column(PersonRow.__tablename__, "name", KeyPurpose.STAFF)


def all_accounts(
    session: Session, organisation: OrganisationId | None = None
) -> tuple[Account, ...]:
    """Every account, or every one of an organisation, the oldest first."""
    rows = select(AccountRow).order_by(AccountRow.since, AccountRow.id)
    if organisation is not None:
        rows = rows.where(AccountRow.organisation == organisation)
    return tuple(_account(session, row) for row in session.scalars(rows))


@dataclass(frozen=True, slots=True)
class Able:
    """An account that can act."""

    user: UserId
    person: PersonId
    function: Function


def able_of(session: Session, organisation: OrganisationId, now: datetime) -> tuple[Able, ...]:
    """Every account of an organisation that is not disabled, the oldest first, without names."""
    rows = select(AccountRow).where(AccountRow.organisation == organisation)
    found = session.scalars(rows.where(_can_act(now)).order_by(AccountRow.since, AccountRow.id))
    return tuple(
        Able(UserId(row.id), PersonId(row.person_id), Function(row.function)) for row in found
    )


def same_person(session: Session, user: str) -> frozenset[str]:
    """This account and every other of the person who uses it, disabled ones too."""
    whose = select(AccountRow.person_id).where(AccountRow.id == user).scalar_subquery()
    others = session.scalars(select(AccountRow.id).where(AccountRow.person_id == whose))
    return frozenset({user, *others})


def organisations_of(session: Session, users: Collection[str]) -> dict[str, str]:
    """In whose name each of these accounts acts; one that is none is left out."""
    rows = select(AccountRow.id, AccountRow.organisation).where(AccountRow.id.in_(users))
    return {each.id: each.organisation for each in session.execute(rows)}


def persons_of(
    session: Session, users: Collection[str], able_at: datetime | None = None
) -> frozenset[PersonId]:
    """Whose accounts these are, or were; with a moment, only of those that can act then."""
    rows = select(AccountRow.person_id).where(AccountRow.id.in_(users))
    if able_at is not None:
        rows = rows.where(_can_act(able_at))
    return frozenset(PersonId(each) for each in session.scalars(rows))


def names_of(session: Session, users: Collection[str]) -> dict[str, str]:
    """What the person behind each of these accounts is called; one that is none is left out."""
    rows = select(AccountRow.id, PersonRow).join(PersonRow, PersonRow.id == AccountRow.person_id)
    return {
        user: NAME.opened(session, person.id, person.name)
        for user, person in session.execute(rows.where(AccountRow.id.in_(users)))
    }


def names(session: Session) -> Iterator[tuple[PersonId, str]]:
    """Every person with an account, by name."""
    for row in session.scalars(select(PersonRow)):
        yield PersonId(row.id), NAME.opened(session, row.id, row.name)


def _can_act(now: datetime) -> ColumnElement[bool]:
    return or_(AccountRow.disabled_since.is_(None), AccountRow.disabled_since > now)


def _account(session: Session, row: AccountRow) -> Account:
    person = session.get_one(PersonRow, row.person_id)
    held = select(QualificationRow).where(QualificationRow.account_id == row.id)
    return Account(
        user=UserId(row.id),
        person=PersonId(row.person_id),
        name=NAME.opened(session, person.id, person.name),
        organisation=OrganisationId(row.organisation),
        function=Function(row.function),
        since=row.since,
        disabled_since=row.disabled_since,
        qualifications=tuple(
            Held(Qualification(each.qualification), each.since, each.until)
            for each in session.scalars(held.order_by(QualificationRow.since, QualificationRow.id))
        ),
    )
