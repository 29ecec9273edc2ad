"""Civil working days in Copenhagen: what is one, and the end of the day so many of them later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days.

    Attributes:
        days_off: month and day of what is no public holiday and still no working day.
    """

    days_off: frozenset[tuple[int, int]]

    def is_working_day(self, day: date) -> bool:
        """Neither weekend nor public holiday nor a day off by policy."""
        if day.weekday() >= SATURDAY or (day.month, day.day) in self.days_off:
            return False
        return day not in _public_holidays(day.year)

    def working_days_after(self, day: date) -> Iterator[date]:
        """All that follow, without end."""
        while True:
            day += DAY
            if self.is_working_day(day):
                yield day


def add_working_days(instant: datetime, days: int, calendar: Calendar) -> datetime:
    """The end, in UTC, of the civil day that is so many working days after the instant's own.

    Raises:
        ValueError: the instant is naive, or days are not at least 1.
    """
    if days < 1:
        raise ValueError("working days: add at least one")
    following = calendar.working_days_after(civil_day(instant))
    return end_of_day(next(day for n, day in enumerate(following, start=1) if n == days))


def working_days_between(earlier: datetime, later: datetime, calendar: Calendar) -> int:
    """Working days after the civil day of the earlier instant, up to that of the later one."""
    last = civil_day(later)
    count = 0
    for day in calendar.working_days_after(civil_day(earlier)):
        if day > last:
            break
        count += 1
    return count


def civil_day(instant: datetime) -> date:
    """The day that people in Denmark call it.

    Raises:
        ValueError: the instant is naive.
    """
    return aware(instant).astimezone(COPENHAGEN).date()


def end_of_day(day: date) -> datetime:
    """The day's last moment in Copenhagen, in UTC."""
    return datetime.combine(day, time.max, tzinfo=COPENHAGEN).astimezone(UTC)


def aware(instant: datetime) -> datetime:
    """The instant in UTC.

    Raises:
        ValueError: the instant is naive.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant must be aware; give it a time zone")
    return instant.astimezone(UTC)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=year))
