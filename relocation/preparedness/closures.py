"""Municipalities that the central unit closes for all, and opens again; the newest word counts."""

from datetime import date, datetime
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused
from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import organisations_on
from relocation.preparedness.tables import ClosureRow
from relocation.sealed import Column, pseudonym_of
from relocation.store import person_of
from scoring.country import MunicipalityCode
from scoring.round import Closure

SEALED = Column(ClosureRow.__tablename__, "sealed", KeyPurpose.PREPAREDNESS)
CLOSURE = TypeAdapter(Closure)
MOST_REASON = 500


def close_for_all(
    session: Session,
    actor: Actor,
    municipality: str,
    closing: tuple[str, date | None],
    now: datetime,
) -> None:
    """Close a municipality for everybody from today on.

    Args:
        session: of the transaction.
        actor: a decision-maker of the central unit.
        municipality: its code.
        closing: why, and the first day on which it is open again; None as long as nobody says so.
        now: the moment.

    Raises:
        NotFound: the actor is no decision-maker of the central unit.
        EntryRefused: there is no such municipality, no reason, or the day is not to come.
    """
    reason, until = closing
    day = civil_day(now)
    if until is not None and until <= day:
        raise EntryRefused("until", "the day is not to come", "Give a later one, or leave it out.")
    _write(session, actor, (municipality, reason, day, until), now)


def open_again(
    session: Session, actor: Actor, municipality: str, reason: str, now: datetime
) -> None:
    """Let a municipality be open again from today on; see `close_for_all` for the errors."""
    day = civil_day(now)
    _write(session, actor, (municipality, reason, day, day), now)


def closures(session: Session, actor: Actor, now: datetime) -> tuple[Closure, ...]:
    """What is closed for all today, with reasons; logged.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.CLOSURES, Act.READ)
    note_outside(session, actor, "closures.read", now)
    return closed_on(session, civil_day(now))


def closed_on(session: Session, day: date) -> tuple[Closure, ...]:
    """What is closed for all on a day; the caller asks who may read it."""
    newest: dict[MunicipalityCode, Closure] = {}
    for row in session.scalars(select(ClosureRow).order_by(ClosureRow.number)):
        said = CLOSURE.validate_python(SEALED.opened(session, row.id, row.sealed), strict=False)
        if said.since <= day:
            newest[said.municipality] = said
    found = (each for each in newest.values() if each.until is None or day < each.until)
    return tuple(sorted(found, key=lambda each: each.municipality))


def _write(
    session: Session,
    actor: Actor,
    said: tuple[str, str, date, date | None],
    now: datetime,
) -> None:
    demand(actor, Subject.CLOSURES, Act.WRITE)
    municipality, reason, since, until = said
    known = {each.municipality for each in organisations_on(since).values()} - {None}
    if municipality not in known:
        raise EntryRefused("municipality", "there is none of this code", "Give its four digits.")
    if not 0 < len(reason.strip()) <= MOST_REASON:
        rule = f"a reason has 1 to {MOST_REASON} characters"
        raise EntryRefused("reason", rule, "Say why it is closed or open again.")
    # The line first: whoever else writes waits for it, so that no number is given twice.
    note_outside(session, actor, "closures.write", now)
    closure = Closure(
        municipality=MunicipalityCode(municipality),
        since=since,
        reason=reason.strip(),
        until=until,
    )
    row, last = uuid4().hex, session.scalar(select(func.max(ClosureRow.number))) or 0
    session.add(
        ClosureRow(
            id=row,
            number=last + 1,
            author=pseudonym_of(session, KeyPurpose.DECLARER, person_of(session, actor)),
            sealed=SEALED.sealed(session, row, CLOSURE.dump_python(closure, mode="json")),
        )
    )
    session.flush()
