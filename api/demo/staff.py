"""Made-up people at work: the central unit, all municipalities, the police, probation."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import (
    CENTRAL_UNIT,
    Actor,
    Assurance,
    Function,
    OrganisationId,
    Qualification,
    UserId,
    municipality_id,
)
from relocation.deadlines.working_days import civil_day
from relocation.organisations.model import Organisation, OrganisationKind
from relocation.organisations.register import organisations_on
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import add_account, first_account, qualify
from relocation.store import Store
from scoring.country import Country

PROBATION = OrganisationId("probation")
LABEL = "Made-up"


@dataclass(frozen=True)
class Side:
    """Where somebody lives or will live: the municipality's coordinator and the police there."""

    code: str
    coordinator: Actor
    police: Actor


@dataclass(frozen=True)
class Staff:
    """Everybody with an account.

    Attributes:
        consultants: of the municipalities that people leave, by code.
        sides: of every municipality, by code.
        on_call: of every police district's unit beside its coordinator, by the unit's id.
        named: the accounts that a visitor may want to act with, by what they are called.
    """

    admin: Actor
    caseworker: Actor
    deciders: tuple[Actor, Actor, Actor]
    probation: Actor
    consultants: Mapping[str, Actor]
    sides: Mapping[str, Side]
    on_call: Mapping[OrganisationId, Actor]
    named: Mapping[str, Actor]


class Personnel:
    """Adds accounts one after the other, by the administrator's hand."""

    def __init__(self, session: Session, now: datetime) -> None:
        """Make the first account, the administrator's."""
        self._session, self._now = session, now
        self.named: dict[str, Actor] = {}
        name = f"{LABEL} administrator"
        new = NewAccount(NewPerson(name), CENTRAL_UNIT, Function.ADMINISTRATOR)
        self.admin = self._at_work(first_account(session, new, now))
        self.named[name] = self.admin

    def add(self, what: str, organisation: OrganisationId, function: Function) -> Actor:
        """Somebody new, under a name that says that nobody is meant."""
        name = f"{LABEL} {what}"
        new = NewAccount(NewPerson(name), organisation, function)
        user = add_account(self._session, self.admin, new, self._now)
        self.named[name] = self._at_work(user)
        return self.named[name]

    def consultant(self, place: str, organisation: OrganisationId) -> Actor:
        """A crime-prevention consultant of a municipality."""
        what = f"consultant, {place}"
        user = self.add(what, organisation, Function.MUNICIPAL_EXIT_COORDINATOR).user
        given, day = Qualification.PREVENTION_CONSULTANT, civil_day(self._now)
        qualify(self._session, self.admin, user, given, day, self._now)
        self.named[f"{LABEL} {what}"] = self._at_work(user)
        return self.named[f"{LABEL} {what}"]

    def _at_work(self, user: UserId) -> Actor:
        return actor_of(self._session, user, Assurance.SIGNED_IN, self._now)


def hire(store: Store, country: Country, left: Collection[str], now: datetime) -> Staff:
    """Make an account for everybody; consultants where people leave from."""
    with store.transaction() as session:
        adding = Personnel(session, now)
        caseworker = adding.add("caseworker", CENTRAL_UNIT, Function.CENTRAL_CASEWORKER)
        decides = Function.CENTRAL_DECISION_MAKER
        one, two, three = (adding.add(f"decider {n}", CENTRAL_UNIT, decides) for n in "123")
        for function in (Function.AUDITOR, Function.ANALYST):
            adding.add(function.value, CENTRAL_UNIT, function)
        probation = adding.add("probation officer", PROBATION, Function.PROBATION_OFFICER)
        places: dict[str, str] = dict(zip(country.codes, country.names, strict=True))
        return Staff(
            admin=adding.admin,
            caseworker=caseworker,
            deciders=(one, two, three),
            probation=probation,
            sides=_sides(adding, country, now),
            on_call={
                unit.id: adding.add(
                    f"on call, {unit.name_en}", unit.id, Function.POLICE_EXIT_COORDINATOR
                )
                for unit in _units(now)
            },
            consultants={
                code: adding.consultant(places[code], municipality_id(code))
                for code in sorted(left)
            },
            named=adding.named,
        )


def _units(now: datetime) -> list[Organisation]:
    """The local exit units of the police districts."""
    every = organisations_on(civil_day(now)).values()
    return [each for each in every if each.kind is OrganisationKind.LOCAL_EXIT_UNIT]


def _sides(adding: Personnel, country: Country, now: datetime) -> dict[str, Side]:
    police = {
        unit.district: adding.add(
            f"coordinator, {unit.name_en}", unit.id, Function.POLICE_EXIT_COORDINATOR
        )
        for unit in _units(now)
    }
    coordinates = Function.MUNICIPAL_EXIT_COORDINATOR
    return {
        code: Side(
            code,
            adding.add(f"coordinator, {name}", municipality_id(code), coordinates),
            police[district],
        )
        for code, name, district in zip(
            country.codes, country.names, country.districts, strict=True
        )
    }
