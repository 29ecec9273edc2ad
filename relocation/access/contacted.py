"""What a receiver keeps that was contacted and left the case again: the two days, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.tables import ContactRow
from relocation.actor import Actor
from relocation.deadlines.working_days import civil_day
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import Column, pseudonym_of

SEALED = Column(ContactRow.__tablename__, "sealed", KeyPurpose.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Contacted:
    """That somebody was contacted about a person, and when it was over; never about whom."""

    since: date
    until: date


def keep(session: Session, left: Iterable[Entry], now: datetime) -> None:
    """Keep for each who left the list that it was contacted; it belongs to no case any more."""
    for entry in left:
        row = uuid4().hex
        days = [civil_day(each).isoformat() for each in (entry.since, now)]
        session.add(
            ContactRow(
                id=row,
                reader=pseudonym_of(session, KeyPurpose.RECIPIENT, entry.reader),
                sealed=SEALED.sealed(session, row, days),
            )
        )


def kept_for(session: Session, actor: Actor) -> tuple[Contacted, ...]:
    """Every contact of this very account that came to nothing, the oldest first."""
    own = pseudonym_of(session, KeyPurpose.RECIPIENT, actor.user)
    rows = session.scalars(select(ContactRow).where(ContactRow.reader == own)).all()
    days = (SEALED.opened(session, row.id, row.sealed) for row in rows)
    found = (Contacted(*map(date.fromisoformat, each)) for each in days)
    return tuple(sorted(found, key=lambda each: (each.since, each.until)))
