"""Working days in Denmark, by the civil day of Copenhagen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relocation.deadlines.working_days import (
    COPENHAGEN,
    add_working_days,
    civil_day,
    working_days_between,
)
from tests.relocation.deadlines.moments import CALENDAR, MOMENTS, at, day_of

NUMBERS = st.integers(1, 60)


def added(text, number):
    return day_of(add_working_days(at(text), number, CALENDAR))


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        ("2026-11-26 10:00", 1, "2026-11-27"),
        ("2026-11-27 10:00", 1, "2026-11-30"),  # over a weekend
        ("2026-11-28 10:00", 1, "2026-11-30"),  # from a Saturday
        ("2028-02-28 10:00", 1, "2028-02-29"),
        ("2028-02-29 10:00", 1, "2028-03-01"),
        ("2027-02-26 10:00", 1, "2027-03-01"),  # no 29 February
        ("2026-12-23 10:00", 1, "2026-12-28"),  # 24 off, 25 and 26 holidays, then a Sunday
        ("2026-12-30 10:00", 1, "2027-01-04"),  # 31 off, 1 a holiday, then a weekend
        ("2027-12-30 23:59", 1, "2028-01-03"),
        ("2026-04-30 10:00", 1, "2026-05-01"),  # labour day is a working day
        ("2026-06-04 10:00", 1, "2026-06-08"),  # constitution day is not
    ],
)
@pytest.mark.rule("RE-16")
def test_a_deadline_passes_over_days_that_are_no_working_days(start, number, due):
    assert added(start, number) == due


@pytest.mark.parametrize(
    ("wednesday_before", "tuesday_after"),
    [
        ("2024-03-27", "2024-04-02"),
        ("2025-04-16", "2025-04-22"),
        ("2026-04-01", "2026-04-07"),
        ("2027-03-24", "2027-03-30"),
        ("2035-03-21", "2035-03-27"),
        ("2038-04-21", "2038-04-27"),
    ],
)
@pytest.mark.rule("RE-16")
def test_easter_moves_and_is_passed_over_each_year(wednesday_before, tuesday_after):
    assert added(f"{wednesday_before} 12:00", 1) == tuesday_after


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2023, 5, 5), False),
        (date(2024, 4, 26), True),
        (date(2025, 5, 16), True),
        (date(2026, 5, 1), True),
        (date(2027, 4, 23), True),
    ],
)
@pytest.mark.rule("RE-16")
def test_great_prayer_day_is_a_working_day_from_2024(day, is_one):
    assert CALENDAR.is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-03-27 12:00", datetime(2026, 3, 30, 21, 59, 59, 999999, tzinfo=UTC)),
        ("2026-10-23 12:00", datetime(2026, 10, 26, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
@pytest.mark.rule("RE-16")
def test_due_is_the_end_of_the_civil_day_on_both_sides_of_summer_time(start, due):
    assert add_working_days(at(start), 1, CALENDAR) == due


@pytest.mark.rule("RE-16")
def test_the_civil_day_is_that_of_copenhagen_and_not_of_utc():
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight on 2 July
    assert (str(civil_day(late)), added("2026-07-02 00:30", 1)) == ("2026-07-02", "2026-07-03")


@given(MOMENTS, NUMBERS, NUMBERS)
@example(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 1, 1)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1, 1)
@pytest.mark.rule("RE-16")
@pytest.mark.slow
def test_adding_some_and_then_others_is_adding_their_sum(moment, first, then):
    halfway = add_working_days(moment, first, CALENDAR)
    whole = add_working_days(moment, first + then, CALENDAR)
    assert add_working_days(halfway, then, CALENDAR) == whole


@given(MOMENTS, NUMBERS)
@pytest.mark.rule("RE-16")
def test_a_due_day_is_always_a_working_day(moment, number):
    due = civil_day(add_working_days(moment, number, CALENDAR))
    assert CALENDAR.is_working_day(due)


@given(MOMENTS, NUMBERS)
def test_between_a_moment_and_its_due_day_lie_as_many_as_were_added(moment, number):
    due = add_working_days(moment, number, CALENDAR)
    assert working_days_between(moment, due, CALENDAR) == number


@given(MOMENTS, MOMENTS, NUMBERS)
def test_a_later_start_is_never_due_earlier(one, other, number):
    earlier, later = sorted((one, other))
    assert add_working_days(earlier, number, CALENDAR) <= add_working_days(later, number, CALENDAR)


@given(MOMENTS, NUMBERS)
def test_the_zone_in_which_a_moment_is_written_changes_nothing(moment, number):
    elsewhere = moment.astimezone(COPENHAGEN)
    assert add_working_days(moment, number, CALENDAR) == add_working_days(
        elsewhere, number, CALENDAR
    )


def test_nothing_lies_between_a_moment_and_an_earlier_one():
    later = at("2026-11-26 10:00")
    assert working_days_between(later, later - timedelta(days=9), CALENDAR) == 0


@pytest.mark.parametrize("number", [0, -1])
def test_less_than_one_working_day_is_refused(number):
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(at("2026-11-26 10:00"), number, CALENDAR)


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        add_working_days(datetime(2026, 11, 26), 1, CALENDAR)  # noqa: DTZ001 - the point
