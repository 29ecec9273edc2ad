"""Compares terms with what the receiver has declared already, without asking it (HO-9)."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, regime_of
from relocation.deadlines.working_days import civil_day
from relocation.documents.service import on_record
from relocation.errors import NotFound
from relocation.handovers import kinds
from relocation.handovers.model import Mismatch, Shortage, Term
from relocation.handovers.papers import Performer, Wording
from relocation.handovers.steps import TERM, State
from relocation.permissions import DataClass, Level
from relocation.placements.kinds import CHOICE
from relocation.preparedness.for_round import newest_declarations, opened
from relocation.preparedness.model import Declared
from relocation.proceedings.service import below, case_id_of, parent_of, state_of
from relocation.store import keys_of, person_of
from relocation.wall import let_in
from scoring.country import MunicipalityCode

BINDS = {Term.PROPOSED, Term.COUNTERED, Term.MEDIATED, Term.ACCEPTED}
"""States of a term that binds, or may yet."""


def mismatches(
    session: Session, actor: Actor, handover: str, purpose: Purpose | None, now: datetime
) -> tuple[Mismatch, ...]:
    """Terms that the receiver's declared services and room do not meet; the reading is logged.

    Raises:
        PurposeMissing: no purpose is stated.
        NotFound: the actor does not read the agreement of this case, or this handover was called
            off: nobody answers there any more, and a later receiver reads nothing of it.
    """
    case = case_id_of(session, handover)
    stands = standing(session, actor, case, now)
    if stands.level(DataClass.CONTRACT) is not Level.FULL:
        raise NotFound
    if state_of(session, handover) == State.CALLED_OFF:
        raise NotFound
    let_in(session, case)
    line = Line(
        kind=Kind.READ,
        actor=InRole(person_of(session, actor), min(stands.roles)),
        case=case,
        regime=regime_of(actor),
        classes=frozenset({DataClass.CONTRACT, DataClass.RECEIVER_MUNI}),
        purpose=purpose,
        version=stands.version,
    )
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
    return tuple(found_in(session, handover, civil_day(now)))


def found_in(session: Session, handover: str, day: date) -> Iterator[Mismatch]:
    """The same for a step's facts, which answer nobody; the case's papers can be met."""
    case = case_id_of(session, handover)
    declared = _declared(session, case, handover, day)
    for term in below(session, handover, TERM.name):
        wording = on_record(session, case, term.id, kinds.WORDING)
        shortage = None if wording is None else _shortage(wording, declared)
        if shortage is not None and term.state in BINDS:
            yield Mismatch(term.id, shortage)


def _declared(session: Session, case: str, handover: str, day: date) -> Declared | None:
    choice = on_record(session, case, parent_of(session, handover), CHOICE)
    if choice is None:
        return None
    code = MunicipalityCode(choice.municipality)
    row = newest_declarations(session, day, code).get(code)
    return None if row is None else opened(session, row)


def _shortage(wording: Wording, declared: Declared | None) -> Shortage | None:
    """What is lacking for a term of the municipality's; one that names no service needs none."""
    if wording.service is None or wording.performed_by is not Performer.MUNICIPALITY:
        return None
    offer = None if declared is None else declared.offers.get(wording.service)
    if offer is None:
        return Shortage.NOT_DECLARED
    if not offer.present:
        return Shortage.NOT_THERE
    is_short = offer.room is not None and offer.room < wording.persons
    return Shortage.NO_ROOM if is_short else None
