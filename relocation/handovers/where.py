"""Where somebody lives by now, by the handovers of the case, and which side holds the residence."""

from sqlalchemy.orm import Session

from relocation.handovers.steps import HANDOVER, REGISTRATION, Registration, State
from relocation.parties import RECEIVING
from relocation.proceedings.service import below, of_case
from relocation.proceedings.tables import ProceedingRow
from relocation.workflow import Taker

MOVED = {State.MOVED, State.COMPLETED}
NOTICE_STANDS = {Registration.NOTICE_GIVEN, Registration.REGISTERED, Registration.FALLEN_AWAY}
"""The police gave notice; the municipality may be still about to register, or the person moved on
before it did: of a handover with its move only such a registration falls away."""


def holds_residence(session: Session, case: str, row: str, workflow: str, taker: Taker) -> bool:
    """Whether a thing is of the handover by which the taker's side has the person, or gets it.

    Who received sends in a relocation that has begun since, until another move is confirmed.
    """
    kept = [x for x in of_case(session, case, HANDOVER.name) if x.state != State.CALLED_OFF]
    if taker not in RECEIVING:
        lived = [each for each in kept if each.state in MOVED][:1]
        kept = [each for each in lived if each.state == State.COMPLETED]
    return any(is_below(session, row, each, workflow) for each in kept[:1])


def receives_by(session: Session, row: ProceedingRow) -> bool:
    """Whether a thing is the newest handover, or of it: who receives has no part in another."""
    every = of_case(session, row.case_id, HANDOVER.name)
    newest = next((each for each in every if each.state != State.CALLED_OFF), None)
    at = row
    while at.workflow != HANDOVER.name and at.parent is not None:
        at = session.get_one(ProceedingRow, at.parent)  # The session holds them all by now.
    return newest is not None and at.id == newest.id


def lived_by(session: Session, case: str) -> ProceedingRow | None:
    """The handover by which the person came to where it lives; None where it never moved."""
    every = of_case(session, case, HANDOVER.name)
    return next((each for each in every if each.state in MOVED), None)


def is_without_fixed_abode(session: Session, case: str) -> bool:
    """Whether the police gave notice of it, where the person lives or where it lived before."""
    return any(
        each.state in NOTICE_STANDS
        for handover in of_case(session, case, HANDOVER.name)
        if handover.state in MOVED
        for each in below(session, handover.id, REGISTRATION.name)
    )


def is_below(session: Session, row: str, handover: ProceedingRow, workflow: str) -> bool:
    """Whether a thing of this kind belongs to a handover."""
    return row in {each.id for each in below(session, handover.id, workflow)}
