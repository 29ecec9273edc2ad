"""Declarations as they are stored, and what the engine asks of them: services and room."""

from collections.abc import Mapping
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import organisations_on
from relocation.preparedness.model import Declared
from relocation.preparedness.tables import DeclarationRow
from relocation.sealed import Column
from scoring.country import MunicipalityCode
from scoring.round import DeclaredRoom, DeclaredService

SEALED = Column(DeclarationRow.__tablename__, "sealed", KeyPurpose.PREPAREDNESS)
DECLARED = TypeAdapter(Declared)


def services_and_room(
    session: Session, day: date
) -> tuple[tuple[DeclaredService, ...], tuple[DeclaredRoom, ...]]:
    """Declared services and room as they were on a day; the caller asks who may read them."""
    services: list[DeclaredService] = []
    rooms: list[DeclaredRoom] = []
    rows = newest_declarations(session, day)
    every = (each.municipality for each in organisations_on(day).values() if each.municipality)
    for code in every:
        row = rows.get(code)
        if row is not None:
            declared = opened(session, row)
            services += _services(code, row.as_of, declared)
            rooms += _room(code, row.as_of, declared)
    return tuple(services), tuple(rooms)


def newest_declarations(
    session: Session, day: date, only: MunicipalityCode | None = None
) -> Mapping[str, DeclarationRow]:
    """Of every municipality, or of one, the newest that it had declared by a day."""
    rows = select(DeclarationRow).where(DeclarationRow.as_of <= day)
    if only is not None:
        rows = rows.where(DeclarationRow.municipality == only)
    return {row.municipality: row for row in session.scalars(rows.order_by(DeclarationRow.number))}


def opened(session: Session, row: DeclarationRow) -> Declared:
    """What was declared."""
    return DECLARED.validate_python(SEALED.opened(session, row.id, row.sealed))


def _services(code: MunicipalityCode, as_of: date, declared: Declared) -> list[DeclaredService]:
    return [
        DeclaredService(
            municipality=code,
            service=service,
            present=offer.present,
            as_of=as_of,
            room=offer.room,
        )
        for service, offer in sorted(declared.offers.items())
    ]


def _room(code: MunicipalityCode, as_of: date, declared: Declared) -> list[DeclaredRoom]:
    if declared.candidates is None:
        return []
    return [
        DeclaredRoom(
            municipality=code,
            candidates=declared.candidates,
            as_of=as_of,
            approved_because=declared.approved_because,
        )
    ]
