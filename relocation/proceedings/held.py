"""All that moves in a case, looked up once in a transaction: facts ask for one kind after another.

The rows are the session's own, so what a step changes in them shows. Whoever begins something new,
locks the case or begins a savepoint has them looked up anew.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from relocation.database import within
from relocation.proceedings.tables import ProceedingRow, TakenStepRow

HELD, TAKEN = "relocation.proceedings_of_case", "relocation.taken_steps"
STEPS = (
    select(
        TakenStepRow.version,
        TakenStepRow.step,
        TakenStepRow.at,
        TakenStepRow.taker,
        TakenStepRow.case_version,
    )
    .where(TakenStepRow.proceeding_id == bindparam("row"))
    .order_by(TakenStepRow.version)
)
IN_CASES = select(ProceedingRow).order_by(
    ProceedingRow.begun, ProceedingRow.opened, ProceedingRow.id
)
IN_CASE = IN_CASES.where(ProceedingRow.case_id == bindparam("case"))


def in_case(session: Session, case: str) -> Sequence[ProceedingRow]:
    """Everything that moves in a case, the oldest first."""
    held: dict[str, tuple[Any, Sequence[ProceedingRow]]] = session.info.setdefault(HELD, {})
    sees = within(session)
    if case not in held or held[case][0] is not sees:
        found = session.scalars(IN_CASE, {"case": case}).all()
        held[case] = (sees, found)
    return held[case][1]


def known(session: Session, case: str, row: str) -> ProceedingRow | None:
    """A thing of a case that was looked up with all of it; None where nothing was."""
    sees, found = session.info.get(HELD, {}).get(case, (None, ()))
    if sees is not within(session):
        return None
    return next((each for each in found if each.id == row), None)


def take_out(session: Session, cases: Collection[str]) -> None:
    """Look all of several cases up at once."""
    held: dict[str, tuple[Any, Sequence[ProceedingRow]]] = session.info.setdefault(HELD, {})
    found: dict[str, list[ProceedingRow]] = {case: [] for case in cases}
    for row in session.scalars(IN_CASES.where(ProceedingRow.case_id.in_(cases))):
        found[row.case_id].append(row)
    held.update({case: (within(session), rows) for case, rows in found.items()})


def taken_steps(session: Session, row: str) -> Sequence[Any]:
    """Every step that was taken in something, the oldest first."""
    held: dict[str, tuple[Any, Sequence[Any]]] = session.info.setdefault(TAKEN, {})
    sees = within(session)
    if row not in held or held[row][0] is not sees:
        found = session.execute(STEPS, {"row": row}).all()
        held[row] = (sees, found)
    return held[row][1]


def note(session: Session, row: ProceedingRow) -> None:
    """Note something that begins here: it is the newest of its case."""
    held: dict[str, tuple[Any, Sequence[ProceedingRow]]] = session.info.get(HELD, {})
    if row.case_id in held:
        sees, found = held[row.case_id]
        held[row.case_id] = sees, sorted((*found, row), key=_order)


def forget(session: Session, case: str) -> None:
    """Have all of it looked up anew: something began, or others may have changed the case."""
    session.info.get(HELD, {}).pop(case, None)
    session.info.pop(TAKEN, None)


def forget_steps(session: Session, row: str) -> None:
    """Have the steps of something looked up anew: one was taken."""
    session.info.get(TAKEN, {}).pop(row, None)


def _order(row: ProceedingRow) -> tuple[int, Any, str]:
    return row.begun, row.opened, row.id
