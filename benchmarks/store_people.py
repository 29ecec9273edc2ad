"""Accounts of the benchmark: who takes the steps of its cases, each in the register of people."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.actor import (
    CENTRAL_UNIT,
    Actor,
    Assurance,
    Function,
    OrganisationId,
    PersonId,
    UserId,
)
from relocation.organisations.register import exit_unit_of
from relocation.people.reading import NAME
from relocation.people.tables import AccountRow, PersonRow
from relocation.permissions import Role


def account(user: str, organisation: str, function: Function) -> Actor:
    """Somebody who is signed in."""
    where = OrganisationId(organisation)
    return Actor(UserId(user), where, function, frozenset(), Assurance.SIGNED_IN)


COORDINATOR = account("coordinator", "municipality-0101", Function.MUNICIPAL_EXIT_COORDINATOR)
POLICE = account("police", "police-01", Function.POLICE_EXIT_COORDINATOR)
CASEWORKER = account("caseworker", CENTRAL_UNIT, Function.CENTRAL_CASEWORKER)
DECIDER = account("decider", CENTRAL_UNIT, Function.CENTRAL_DECISION_MAKER)
OTHER_DECIDER = replace(DECIDER, user=UserId("other-decider"))
ROLES = {
    COORDINATOR: Role.MUNI_SENDER,
    POLICE: Role.POLICE_SENDER,
    CASEWORKER: Role.CENTRAL_CASEWORKER,
    DECIDER: Role.CENTRAL_DECISION_MAKER,
    OTHER_DECIDER: Role.CENTRAL_DECISION_MAKER,
}
"""Who stands on the list of a case that is brought through all steps."""


@cache
def there(municipality: str, day: date) -> tuple[Actor, Actor]:
    """The two of a municipality and its police district that receive somebody."""
    unit = exit_unit_of(municipality, day)
    return (
        account(f"muni-{municipality}", f"municipality-{municipality}", COORDINATOR.function),
        account(f"police-{municipality}", unit, POLICE.function),
    )


def enrol(session: Session, who: Actor, since: datetime) -> None:
    """Let the register know somebody, unless it does."""
    if session.get(AccountRow, who.user) is not None:
        return
    person = PersonId(who.user)
    session.add(PersonRow(id=person, name=NAME.sealed(session, person, who.user)))
    session.flush()
    row = AccountRow(
        id=who.user,
        person_id=person,
        organisation=who.organisation,
        function=who.function,
        since=since,
    )
    session.add(row)
    session.flush()


def entry(who: Actor, role: Role, now: datetime) -> Entry:
    """A line of a case's list."""
    return Entry(
        reader=who.user, organisation=who.organisation, role=role, since=now, reason="made up"
    )
