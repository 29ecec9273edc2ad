"""Begins what moves and counts its changes: a version, a taken step, a new first due date each."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import PersonId
from relocation.proceedings import clocks, held
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.workflow import Workflow
from scoring.person import Urgency

MOMENT = timedelta(microseconds=1)
BEGIN = "begin"


def no_earlier(session: Session, case: str, now: datetime) -> datetime:
    """The moment, or the one after the last that the case knows where the clock stepped back.

    What counts as newest in a case is told by time: a new picture of safety must not be older than
    the decision that it came after, whatever the machine's clock says (RE-16).
    """
    last = max((max(row.opened, row.touched) for row in held.in_case(session, case)), default=now)
    return now if now >= last else last + MOMENT


def new_row(
    session: Session,
    workflow: Workflow[Any, Any],
    case: str,
    *,
    parent: str | None,
    urgency: Urgency | None,
    now: datetime,
) -> ProceedingRow:
    """Something at the start of its table of steps, to be stored; a case itself has the case's id.

    Its first version is that of its beginning, which whoever begins it counts.
    Where no urgency is told, it has that of what it belongs to: a track goes on to the end (REL-7).
    """
    belongs_to = None if parent is None else session.get(ProceedingRow, parent)
    inherited = Urgency.STANDARD if belongs_to is None else Urgency(belongs_to.urgency)
    row = ProceedingRow(
        id=case if workflow.stage is not None else uuid4().hex,
        case_id=case,
        workflow=workflow.name,
        parent=parent,
        state=workflow.start,
        version=1,
        urgency=urgency or inherited,
        opened=now,
        begun=session.get_one(CaseRow, case).version + 1,
        touched=now,
    )
    clocks.begin(session, row, workflow, now)
    return row


def put(session: Session, row: ProceedingRow) -> None:
    """Store something new as it is now."""
    session.add(row)
    session.flush()
    held.note(session, row)


def count(
    session: Session,
    case: CaseRow,
    row: ProceedingRow,
    step: str,
    taker: PersonId | None,
    now: datetime,
) -> None:
    """Note a step that was taken; the product's own do not count as touching."""
    row.version += step != BEGIN
    case.version += 1
    if taker is not None:
        row.touched = now
    session.add(
        TakenStepRow(
            id=uuid4().hex,
            proceeding_id=row.id,
            version=row.version,
            case_version=case.version,
            step=step,
            at=now,
            taker=taker,
        )
    )
    dues = (each.due for each in held.in_case(session, case.id))
    case.due = min((due for due in dues if due is not None), default=None)
    session.flush()
    held.forget_steps(session, row.id)
