"""Municipalities declare; the central unit reads all of it, and for the engine what it asks for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relocation.actor import Actor, OrganisationId
from relocation.case_free import Act, Subject, demand, may
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NotFound
from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import exit_unit_of, organisations_on
from relocation.people.acting import note, person_of
from relocation.policies.service import deadlines_at, placement_at
from relocation.preparedness.for_round import (
    DECLARED,
    SEALED,
    newest_declarations,
    opened,
    services_and_room,
)
from relocation.preparedness.model import Declared, Entry, Freshness, faults
from relocation.preparedness.tables import DeclarationRow
from relocation.sealed import pseudonym_of
from scoring.country import MunicipalityCode
from scoring.round import DeclaredRoom, DeclaredService


def declare(
    session: Session, actor: Actor, municipality: str, declared: Declared, now: datetime
) -> None:
    """Put on record what a municipality says of itself from today on, in the place of all before.

    Raises:
        NotFound: the actor is neither the municipality's own coordinator nor of the central unit.
        EntryRefused: the first thing that does not hold.
    """
    code, day = _own_or_any(actor, municipality, now), civil_day(now)
    by_central_unit = may(actor, Subject.PREPAREDNESS, Act.WRITE)
    services = placement_at(session, actor, day).services
    for fault in faults(declared, services, by_central_unit=by_central_unit):
        raise EntryRefused(fault.place, fault.rule, fault.remedy)
    # The line first: whoever else declares waits for it, so that no number is given twice.
    note(session, actor, "preparedness.declare", now)  # No code: the actor would be joined to it.
    numbers = select(func.max(DeclarationRow.number)).where(DeclarationRow.municipality == code)
    row, number = uuid4().hex, 1 + (session.scalar(numbers) or 0)
    session.add(
        DeclarationRow(
            id=row,
            municipality=code,
            number=number,
            as_of=day,
            by_central_unit=by_central_unit,
            author=pseudonym_of(session, KeyPurpose.DECLARER, person_of(session, actor)),
            sealed=SEALED.sealed(session, row, DECLARED.dump_python(declared, mode="json")),
        )
    )
    session.flush()


def own_entry(session: Session, actor: Actor, now: datetime) -> Entry:
    """What the actor's own municipality declared, for its coordinator.

    The central unit reads the whole directory: which one it asked for would be seen on the way.

    Raises:
        NotFound: the actor is no coordinator of a municipality.
    """
    demand(actor, Subject.PREPAREDNESS, Act.READ_OWN)
    own = organisations_on(civil_day(now)).get(actor.organisation)
    if own is None or own.municipality is None:
        raise NotFound
    return _entries(session, actor, civil_day(now), only=own.municipality)[own.municipality]


def directory(session: Session, actor: Actor, now: datetime) -> tuple[Entry, ...]:
    """Every municipality with what it declared; what is missing or stale can be seen (ORG-2).

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.PREPAREDNESS, Act.READ)
    note(session, actor, "preparedness.read", now)
    return tuple(_entries(session, actor, civil_day(now)).values())


def for_round(
    session: Session, actor: Actor, day: date
) -> tuple[tuple[DeclaredService, ...], tuple[DeclaredRoom, ...]]:
    """What the engine asks for: declared services and room as they were on the day of a round.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.PREPAREDNESS, Act.READ)
    return services_and_room(session, day)


def _own_or_any(actor: Actor, municipality: str, now: datetime) -> MunicipalityCode:
    """The code, where the actor may declare for this municipality."""
    organisations = organisations_on(civil_day(now))
    codes = {each.municipality for each in organisations.values()} - {None}
    theirs = organisations.get(actor.organisation)
    is_theirs = theirs is not None and theirs.municipality == municipality
    is_own = may(actor, Subject.PREPAREDNESS, Act.WRITE_OWN) and is_theirs
    if municipality not in codes or not (is_own or may(actor, Subject.PREPAREDNESS, Act.WRITE)):
        raise NotFound
    return MunicipalityCode(municipality)


def _entries(
    session: Session, actor: Actor, day: date, only: MunicipalityCode | None = None
) -> Mapping[MunicipalityCode, Entry]:
    """Every municipality of a day, or one, with the newest that it had declared by then."""
    stale_days = deadlines_at(session, actor, day).directory.stale_days
    oldest = day - timedelta(days=stale_days)
    newest = newest_declarations(session, day, only)
    every = (each.municipality for each in organisations_on(day).values() if each.municipality)
    codes = every if only is None else (only,)
    return {
        code: _entry(session, code, newest.get(code), (oldest, exit_unit_of(code, day)))
        for code in codes
    }


def _entry(
    session: Session,
    code: MunicipalityCode,
    row: DeclarationRow | None,
    beside: tuple[date, OrganisationId],
) -> Entry:
    oldest, exit_unit = beside
    if row is None:
        return Entry(municipality=code, exit_unit=exit_unit, freshness=Freshness.MISSING)
    return Entry(
        municipality=code,
        exit_unit=exit_unit,
        freshness=Freshness.STALE if row.as_of < oldest else Freshness.CURRENT,
        declared=opened(session, row),
        as_of=row.as_of,
        by_central_unit=row.by_central_unit,
    )
