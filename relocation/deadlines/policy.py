"""The dated numbers of deadlines: how long each step may take, per urgency; expiry, escalation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from relocation.deadlines.awaited import Awaited
from relocation.deadlines.clock import Clock
from relocation.deadlines.deadline import HOUR, Allowance, Deadline, Unit
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.working_days import (
    DAY,
    Calendar,
    add_working_days,
    aware,
    civil_day,
    end_of_day,
)
from scoring.person import Urgency
from scoring.policy import PolicyNumber
from scoring.policy_kinds import Below, Many, Rising, Within

COUNTED = Within(1, 10_000)
PerUrgency = Annotated[tuple[int, ...], Many(3, 3), COUNTED, Rising(start=1, equal=True)]
"""Hours if acute, working days if urgent, working days if standard."""
TRACKS = tuple(Urgency)


@dataclass(frozen=True, slots=True)
class Days:
    """Days of every year that some take for days off: True where no deadline counts them."""

    constitution_day: bool
    christmas_eve: bool
    new_years_eve: bool
    labour_day: bool


DATES: Mapping[str, tuple[int, int]] = {
    "constitution_day": (6, 5),
    "christmas_eve": (12, 24),
    "new_years_eve": (12, 31),
    "labour_day": (5, 1),
}
"""Month and day of each field of `Days`."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """Working days until what nobody touches expires, and from the warning until then (WF-25)."""

    draft_days: Annotated[int, COUNTED]
    nomination_days: Annotated[int, COUNTED]
    warning_days: Annotated[int, COUNTED, Below("draft_days"), Below("nomination_days")]


@dataclass(frozen=True, slots=True)
class After:
    """What follows when something was not done in time, or done in haste.

    Attributes:
        overdue: from due until the decision-maker is told, per urgency.
        unread_hours: from sending precautions until an unread one is told of (RE-8).
        review_days: working days in which an acute judgement is reviewed after the fact.
        follow_up_months: months from closing a case until it is erased (SE-11).
        renewed_assessment_months: months until somebody not eligible can be assessed again (WF-8).
        protection_days: civil days after which name and address protection lapses (HO-7).
        protection_reminder_days: of these, how many are left when the reminder comes.
    """

    overdue: PerUrgency
    unread_hours: Annotated[int, COUNTED]
    review_days: Annotated[int, COUNTED]
    follow_up_months: Annotated[int, COUNTED]
    renewed_assessment_months: Annotated[int, COUNTED]
    protection_days: Annotated[int, COUNTED]
    protection_reminder_days: Annotated[int, COUNTED, Below("protection_days")]


@dataclass(frozen=True, slots=True)
class Directory:
    """Civil days after which what a municipality declared is stale (ORG-2)."""

    stale_days: Annotated[int, COUNTED]


@dataclass(frozen=True, kw_only=True)
class DeadlinePolicy:
    """One dated policy of deadlines."""

    version: str
    valid_from: date
    steps: Mapping[Awaited, PerUrgency]
    days_off: Days
    untouched: Untouched
    after: After
    directory: Directory
    numbers: Mapping[str, PolicyNumber]

    @property
    def calendar(self) -> Calendar:
        """Working days as this policy counts them."""
        return Calendar(
            frozenset(DATES[name] for name in DATES if getattr(self.days_off, name) is True)
        )

    def allowance(self, awaited: Awaited, urgency: Urgency) -> Allowance:
        """How long a kind of step may take."""
        return _allowance(self.steps[awaited], urgency)

    def deadline(self, awaited: Awaited, urgency: Urgency, clock: Clock) -> Deadline:
        """The deadline of a step that somebody has been waited for since the clock's start."""
        return Deadline(clock, self.allowance(awaited, urgency), self.calendar)

    def escalates_at(self, due: datetime, urgency: Urgency) -> datetime:
        """When the decision-maker is told of something that was due and is still not done."""
        allowance = _allowance(self.after.overdue, urgency)
        if allowance.unit is Unit.HOURS:
            return aware(due) + allowance.amount * HOUR
        return add_working_days(due, allowance.amount, self.calendar)

    def unread_at(self, sent: datetime) -> datetime:
        """When precautions that nobody has confirmed are told of."""
        return aware(sent) + self.after.unread_hours * HOUR

    def review(self, clock: Clock) -> Deadline:
        """The deadline for reviewing an acute judgement after the fact."""
        allowance = Allowance(self.after.review_days, Unit.WORKING_DAYS)
        return Deadline(clock, allowance, self.calendar)

    def protection_reminder(self, since: datetime) -> datetime:
        """When the reminder comes that name and address protection lapses (HO-7)."""
        days = self.after.protection_days - self.after.protection_reminder_days
        return since + days * DAY

    def follow_up_ends(self, closed: datetime) -> datetime:
        """The last moment of a closed case's follow-up; never before its months are over."""
        return end_of_day(_months_after(civil_day(closed), self.after.follow_up_months))

    def renewed_assessment(self, found: date) -> date:
        """The day from which somebody not eligible can be assessed again, whatever the ground."""
        return _months_after(found, self.after.renewed_assessment_months)

    def draft_expiry(self, touched: datetime) -> Expiry:
        """When a draft expires that was last touched then."""
        return self._expiry(touched, self.untouched.draft_days)

    def nomination_expiry(self, touched: datetime) -> Expiry:
        """When a nomination expires that the local side last touched then."""
        return self._expiry(touched, self.untouched.nomination_days)

    def _expiry(self, touched: datetime, days: int) -> Expiry:
        return Expiry(touched, days, self.untouched.warning_days, self.calendar)


def _allowance(per_urgency: PerUrgency, urgency: Urgency) -> Allowance:
    unit = Unit.HOURS if urgency is Urgency.ACUTE else Unit.WORKING_DAYS
    return Allowance(per_urgency[TRACKS.index(urgency)], unit)


def _months_after(day: date, months: int) -> date:
    """Where the last month lacks the day, as most Februaries lack the 29th, it is the next one."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(years, month + 1, 1)
    last = first + (day.day - 1) * DAY
    return last if last.month == first.month else last.replace(day=1)
