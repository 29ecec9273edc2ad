"""What happened in all cases, for one release: of nobody anything but what, when and where to.

Steps stand in clear with their moments; where somebody moved to, and on which day, is read by the
engine, unseen, and forgotten with the transaction.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.cases.steps import CASE
from relocation.deadlines.working_days import COPENHAGEN, civil_day
from relocation.documents.for_engine import shelf
from relocation.handovers.kinds import ARRIVAL
from relocation.handovers.steps import HANDOVER
from relocation.nominations.steps import NOMINATION
from relocation.permissions import Stage
from relocation.placements.kinds import CHOICE
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.statistics.model import Figure, Happening
from relocation.store import case_keys

ONCE = {"submit": Figure.NOMINATIONS, "sign_agreement": Figure.ENROLMENTS}
"""Steps that the tables of steps let nobody take twice: what is sent in again has another."""
JUDGED = {
    "find_necessary": Figure.FOUND_NECESSARY,
    "find_not_necessary": Figure.FOUND_NOT_NECESSARY,
}
CONFIRMED, MOVED, DOUBLE = "confirm", "confirm_move", "end_centrally"
STEPS = {*ONCE, *JUDGED, CONFIRMED, MOVED, DOUBLE}
WORKFLOWS = {CASE.name, HANDOVER.name, NOMINATION.name}


class _Step(NamedTuple):
    """One step that was taken, in the order of its proceeding's steps."""

    row: str
    case: str
    placement: str | None
    """What a handover belongs to."""
    step: str
    at: datetime


def happenings(session: Session, before: date) -> tuple[Happening, ...]:
    """Everything that was put on record before a day, in cases that are not erased.

    A person counts by the case that stays: what happened in one that was ended as its double does
    not (SE-13).
    """
    every = tuple(_steps(session, before))
    ended = {each.case for each in every if each.step == DOUBLE}
    steps = tuple(each for each in every if each.case not in ended)
    moved = [each for each in steps if each.step == MOVED]
    return (*_in_clear(steps), *_moves(session, moved))


def _steps(session: Session, before: date) -> Iterator[_Step]:
    begins = datetime.combine(before, time.min, tzinfo=COPENHAGEN)
    taken = (
        select(
            ProceedingRow.id,
            ProceedingRow.case_id,
            ProceedingRow.parent,
            TakenStepRow.step,
            TakenStepRow.at,
        )
        .join(ProceedingRow, ProceedingRow.id == TakenStepRow.proceeding_id)
        .join(CaseRow, CaseRow.id == ProceedingRow.case_id)
        .where(
            ProceedingRow.workflow.in_(WORKFLOWS),
            TakenStepRow.step.in_(STEPS),
            TakenStepRow.at < begins,
            CaseRow.stage != Stage.ERASED,
        )
        .order_by(ProceedingRow.id, TakenStepRow.version)
    )
    return (_Step(*each) for each in session.execute(taken))


def _in_clear(steps: Iterable[_Step]) -> Iterator[Happening]:
    judged: dict[str, Figure] = {}
    answered: dict[str, Happening] = {}
    for each in steps:
        day = civil_day(each.at)
        if each.step in JUDGED:
            judged[each.row] = JUDGED[each.step]
        elif each.step == CONFIRMED and each.row in judged:
            # What is judged anew has one answer, the newest, as it is one nomination.
            answered[each.row] = Happening(judged[each.row], day)
        elif each.step in ONCE:
            yield Happening(ONCE[each.step], day)
    yield from answered.values()


def _moves(session: Session, moved: Iterable[_Step]) -> Iterator[Happening]:
    """Moves with the day of stay and the place that was decided."""
    every = tuple(moved)
    keys = case_keys(session, sorted({each.case for each in every}))
    papers = shelf(session, keys, set(keys), ARRIVAL, CHOICE)
    for each in every:
        arrival = papers.get((ARRIVAL.name, each.row))
        choice = papers.get((CHOICE.name, each.placement or ""))
        if arrival is not None and choice is not None:
            code = choice.opened(CHOICE).municipality
            yield Happening(Figure.MOVES, arrival.opened(ARRIVAL).day, code)
