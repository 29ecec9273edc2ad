"""A deadline: when something is due, whether it is overdue, how much is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from relocation.deadlines.clock import Clock
from relocation.deadlines.working_days import Calendar, civil_day, end_of_day, working_days_between

HOUR = timedelta(hours=1)


class Unit(StrEnum):
    """What an allowance is counted in: acute ones in hours, round the clock (REL-10)."""

    HOURS = "hours"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long something may take."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("allowance: at least one hour or one working day")


@dataclass(frozen=True, slots=True)
class Deadline:
    """An allowance on a clock.

    A working day counts when the clock runs throughout it, so the days of starting, stopping and
    resuming do not; due is the end of the last one.
    """

    clock: Clock
    allowance: Allowance
    calendar: Calendar

    @property
    def due(self) -> datetime | None:
        """The last moment in time, in UTC; None while the clock stands before it."""
        if self.allowance.unit is Unit.HOURS:
            return self.clock.moment_of(self.allowance.amount * HOUR)
        days = self._days()
        last = next(
            (day for n, day in enumerate(days, start=1) if n == self.allowance.amount), None
        )
        return None if last is None else end_of_day(last)

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last moment is over; a clock stopped after it changes nothing."""
        return self.due is not None and now > self.due

    def left(self, now: datetime) -> int:
        """Hours or working days left: 0 in the last one, below 0 when overdue."""
        if self.allowance.unit is Unit.HOURS:
            return (self.allowance.amount * HOUR - self.clock.has_run(now)) // HOUR
        due = self.due
        if due is not None and now > due:
            return min(-1, -working_days_between(due, now, self.calendar))
        return self.allowance.amount - self._counted(civil_day(now))

    def _counted(self, today: date) -> int:
        days = self._days()
        return sum(1 for _ in range(self.allowance.amount) if next(days, date.max) <= today)

    def _days(self) -> Iterator[date]:
        """Working days that count; they end where the clock stands and nobody has resumed it."""
        stands_from = civil_day(self.clock.pauses[-1].began) if self.clock.stands else date.max
        for day in self.calendar.working_days_after(civil_day(self.clock.started)):
            if day >= stands_from:
                return
            if self.clock.runs_throughout(day):
                yield day
