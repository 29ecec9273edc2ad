"""When what is waited for is due: clocks begin, stop and resume with the steps (REL-10)."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from relocation.deadlines.clock import Clock
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.policies.versions import deadlines_on
from relocation.proceedings.tables import ProceedingRow
from relocation.workflow import ClockMove, Workflow
from scoring.person import Urgency

CLOCK = TypeAdapter(Clock)


def begin(
    session: Session, row: ProceedingRow, workflow: Workflow[Any, Any], now: datetime
) -> None:
    """Set the clock of the state that it begins in, by the deadlines of the day."""
    _wait(row, workflow, Clock(now), deadlines_on(session, civil_day(now)))


def move(
    session: Session,
    row: ProceedingRow,
    workflow: Workflow[Any, Any],
    before: tuple[str, ClockMove | None],
    now: datetime,
) -> None:
    """Set the clock of the state that a step led to; another wait has another clock.

    Args:
        session: of the transaction.
        row: what was moved.
        workflow: its table of steps.
        before: the state that the step led from, and what the step does to the clock.
        now: the moment; its day's deadlines count.
    """
    was, change = before
    policy = deadlines_on(session, civil_day(now))
    awaited = {state.value: each for state, each in workflow.awaits.items()}
    if change is ClockMove.STOPS:
        row.stopped = None if row.clock is None else _text(_clock(row.clock).stop(now))
    if change is ClockMove.RESUMES and row.stopped is not None:
        resumed, row.stopped = _clock(row.stopped).resume(now), None
        _wait(row, workflow, resumed, policy)
    elif awaited.get(row.state) is not awaited.get(was) or row.clock is None:
        _wait(row, workflow, Clock(now), policy)
    else:
        _wait(row, workflow, _clock(row.clock), policy)


def _wait(
    row: ProceedingRow, workflow: Workflow[Any, Any], clock: Clock, policy: DeadlinePolicy
) -> None:
    awaited = {state.value: each for state, each in workflow.awaits.items()}.get(row.state)
    if awaited is None:
        row.clock = row.due = None
        return
    row.clock = _text(clock)
    row.due = policy.deadline(awaited, Urgency(row.urgency), clock).due


def _clock(text: str) -> Clock:
    return CLOCK.validate_json(text)


def _text(clock: Clock) -> str:
    return CLOCK.dump_json(clock).decode()
