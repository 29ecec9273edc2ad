"""How long it took from the nomination to each later step, since speed is the point (REL-7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, regime_of
from relocation.errors import NotFound
from relocation.parties import CENTRAL_UNIT
from relocation.permissions import DataClass, Level
from relocation.proceedings.service import below, case_id_of, order_of, parent_of, taken_at
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import keys_of, person_of

BEGINS = "submit"
"""The step of a nomination from which the time runs."""


@dataclass(frozen=True, slots=True)
class Time:
    """A step, and how long after the nomination came in it was taken."""

    workflow: str
    step: str
    after: timedelta


def times(session: Session, actor: Actor, placement: str, now: datetime) -> tuple[Time, ...]:
    """Every step from the nomination on, in order, of its placement and the handover; logged.

    Raises:
        NotFound: the actor is not of the central unit, or does not read how far the case has come:
            to others moments would tell what stands where (SE-4).
    """
    case, nomination = case_id_of(session, placement), parent_of(session, placement)
    stands = standing(session, actor, case, now)
    began = taken_at(session, nomination, BEGINS)
    if not stands.roles & CENTRAL_UNIT or began is None:
        raise NotFound
    if stands.level(DataClass.EXISTENCE) is not Level.FULL:
        raise NotFound
    line = Line(
        kind=Kind.READ,
        actor=InRole(person_of(session, actor), min(stands.roles)),
        case=case,
        regime=regime_of(actor),
        classes=frozenset({DataClass.EXISTENCE}),
        purpose=Purpose.CASEWORK,
        version=stands.version,
    )
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
    rows = [nomination, placement, *(each.id for each in below(session, placement, "handover"))]
    taken = (
        select(ProceedingRow.workflow, TakenStepRow.step, TakenStepRow.at)
        .join(ProceedingRow, ProceedingRow.id == TakenStepRow.proceeding_id)
        .where(TakenStepRow.proceeding_id.in_(rows))
        .where(TakenStepRow.case_version > order_of(session, nomination, BEGINS))
        .order_by(TakenStepRow.case_version)
    )
    return tuple(
        Time(workflow, step, at - began)
        for workflow, step, at in session.execute(taken)
        if step != "begin"
    )
