"""Moments in Copenhagen, and deadlines on them, for the tests."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from relocation.deadlines.clock import Clock
from relocation.deadlines.deadline import Allowance, Deadline, Unit
from relocation.deadlines.policy_file import load_deadlines
from relocation.deadlines.working_days import COPENHAGEN

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
MINUTES = 6 * 366 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(lambda minutes: FIRST + timedelta(minutes=minutes))
"""Any minute of six years, a leap day, twelve changes of summer time and seven year ends in it."""
CALENDAR = load_deadlines().calendar


def at(text):
    """A moment of Copenhagen's wall clock, such as 2026-03-27 10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def day_of(instant):
    return None if instant is None else str(instant.astimezone(COPENHAGEN).date())


def clock(started, *stretches):
    """Started, then stopped and resumed in turn; an odd number of moments leaves it standing."""
    made = Clock(at(started))
    for number, moment in enumerate(stretches):
        made = made.resume(at(moment)) if number % 2 else made.stop(at(moment))
    return made


def days(amount, made):
    return Deadline(made, Allowance(amount, Unit.WORKING_DAYS), CALENDAR)


def hours(amount, made):
    return Deadline(made, Allowance(amount, Unit.HOURS), CALENDAR)
