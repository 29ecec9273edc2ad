"""When what is waited for is due: clocks begin, stop and resume with the steps (REL-10)."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from relocation.deadlines.clock import Clock
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.policy_file import load_deadlines
from relocation.proceedings.tables import ProceedingRow
from relocation.workflow import ClockMove, Workflow
from scoring.person import Urgency

CLOCK = TypeAdapter(Clock)


def begin(row: ProceedingRow, workflow: Workflow[Any, Any], now: datetime) -> None:
    """Set the clock of the state that it begins in."""
    _wait(row, workflow, Clock(now))


def move(
    row: ProceedingRow,
    workflow: Workflow[Any, Any],
    before: str,
    change: ClockMove | None,
    now: datetime,
) -> None:
    """Set the clock of the state that a step led to; another wait has another clock."""
    awaited = {state.value: each for state, each in workflow.awaits.items()}
    if change is ClockMove.STOPS:
        row.stopped = None if row.clock is None else _text(_clock(row.clock).stop(now))
    if change is ClockMove.RESUMES and row.stopped is not None:
        resumed, row.stopped = _clock(row.stopped).resume(now), None
        _wait(row, workflow, resumed)
    elif awaited.get(row.state) is not awaited.get(before) or row.clock is None:
        _wait(row, workflow, Clock(now))
    else:
        _wait(row, workflow, _clock(row.clock))


def _wait(row: ProceedingRow, workflow: Workflow[Any, Any], clock: Clock) -> None:
    awaited = {state.value: each for state, each in workflow.awaits.items()}.get(row.state)
    if awaited is None:
        row.clock = row.due = None
        return
    row.clock = _text(clock)
    row.due = _policy().deadline(awaited, Urgency(row.urgency), clock).due


def _clock(text: str) -> Clock:
    return CLOCK.validate_json(text)


def _text(clock: Clock) -> str:
    return CLOCK.dump_json(clock).decode()


def _policy() -> DeadlinePolicy:
    return load_deadlines()
