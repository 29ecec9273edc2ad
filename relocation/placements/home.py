"""Where somebody lives by a placement, and how far the checks of that home have come."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.deadlines.working_days import civil_day
from relocation.permissions import Stage
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.facts import NOTING
from relocation.placements.model import Check
from relocation.placements.steps import PLACEMENT, State
from relocation.placements.today import lock_round, today
from relocation.proceedings.service import below, of_case, order_of
from relocation.proceedings.tables import ProceedingRow

LIVES_THERE = {"moved", "completed"}
WHILE_THERE = {Stage.HANDOVER, Stage.RELOCATED, Stage.ENROLLED}
"""Stages in which no other relocation has begun from there, or one that came to nothing."""
CALLED_FOR = {Check.CALLED_FOR, Check.NOMINATED, Check.FALLEN_AWAY}
"""A check falls away where the person moved on: then it must move on from there no less."""


def is_lived_in(session: Session, placement: str) -> bool:
    """Whether the move there is confirmed."""
    return any(each.state in LIVES_THERE for each in below(session, placement, "handover"))


def lived_in(session: Session, case: str) -> Iterator[str]:
    """The placement by which the person lives where it does; none once another has begun."""
    if Stage(session.get_one(CaseRow, case).stage) not in WHILE_THERE:
        return
    for each in of_case(session, case, PLACEMENT.name):
        if each.state == State.CONTACTED and is_lived_in(session, each.id):
            yield each.id
            return


def lives_elsewhere(session: Session, case: str, placement: str) -> bool:
    """Whether another placement led to where the person lives by now."""
    homes = (x.id for x in of_case(session, case, PLACEMENT.name) if is_lived_in(session, x.id))
    return next(homes, None) != placement


def closes(session: Session, placement: str, now: datetime) -> bool | None:
    """Whether a rule of safety closes the place today; None where nobody can tell."""
    lock_round(session)
    return today(session, civil_day(now), placement).endangers(placement)


def checks_of(session: Session, placement: str) -> list[ProceedingRow]:
    """Every check of a home."""
    return list(below(session, placement, PLACE_CHECK.name))


def due_of(session: Session, placement: str) -> list[str]:
    """The checks of a home that wait for the central unit to look at it."""
    return [each.id for each in checks_of(session, placement) if each.state == Check.DUE]


def is_waiting_for_one(session: Session, placement: str) -> bool:
    """Whether a check of the home waits for a nomination from there."""
    return any(each.state == Check.CALLED_FOR for each in checks_of(session, placement))


def is_called_for(session: Session, placement: str) -> bool:
    """Whether the person must move on from there, or did."""
    return any(each.state in CALLED_FOR for each in checks_of(session, placement))


def met_until(session: Session, placement: str) -> int:
    """When pictures were last met, in the order of all steps of the case: by a check, or the move.

    That two of the central unit found no relocation necessary does not count: a picture may have
    come while they judged.
    """
    moves = (order_of(session, x.id, "confirm_move") for x in below(session, placement, "handover"))
    met = (order_of(session, x.id, "begin", NOTING) for x in checks_of(session, placement))
    return max((*moves, *met), default=0)
