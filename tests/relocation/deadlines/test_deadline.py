"""Clocks that are stopped and resumed, and what is due, overdue and left on them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relocation.deadlines.clock import Clock, Pause
from relocation.deadlines.deadline import Allowance, Deadline, Unit
from tests.relocation.deadlines.moments import CALENDAR, MOMENTS, at, clock, day_of, days, hours

MONDAY = "2026-11-16 09:00"


@pytest.mark.parametrize(
    ("stretches", "due"),
    [
        ((), "2026-11-23"),
        (("2026-11-18 10:00", "2026-11-18 15:00"), "2026-11-24"),  # a day in which it stood
        (("2026-11-17 10:00", "2026-11-19 10:00"), "2026-11-26"),
        (("2026-11-20 16:00", "2026-11-23 08:00"), "2026-11-25"),  # over a weekend
        (("2026-11-21 10:00", "2026-11-22 10:00"), "2026-11-23"),  # within a weekend
        (
            ("2026-11-17 10:00", "2026-11-17 11:00", "2026-11-19 10:00", "2026-11-20 11:00"),
            "2026-11-26",
        ),
        (
            ("2026-11-17 10:00", "2026-11-17 11:00", "2026-11-17 12:00", "2026-11-17 13:00"),
            "2026-11-24",
        ),
        (("2026-11-23 15:00", "2026-12-01 23:30"), "2026-12-02"),  # stopped on the last day
        (("2026-11-24 09:00", "2026-12-01 09:00"), "2026-11-23"),  # stopped when it was over
        (("2026-11-18 10:00",), None),  # never resumed
        (("2026-11-17 10:00", "2026-11-17 11:00", "2026-11-19 10:00"), None),
        (("2026-11-24 09:00",), "2026-11-23"),
    ],
)
@pytest.mark.rule("REL-10")
def test_a_working_day_counts_when_the_clock_runs_throughout_it(stretches, due):
    assert day_of(days(5, clock(MONDAY, *stretches)).due) == due


@pytest.mark.parametrize(
    ("start", "stretches", "due"),
    [
        ("2026-11-20 18:00", (), "2026-11-21 18:00"),  # round the clock, into a weekend
        ("2026-03-28 12:00", (), "2026-03-29 13:00"),  # summer time begins: an hour is missing
        ("2026-10-24 12:00", (), "2026-10-25 11:00"),  # it ends: an hour comes twice
        ("2028-02-28 18:00", (), "2028-02-29 18:00"),
        ("2026-12-31 18:00", (), "2027-01-01 18:00"),
        ("2026-11-20 18:00", ("2026-11-20 19:00", "2026-11-23 19:00"), "2026-11-24 18:00"),
        (
            "2026-11-16 09:00",
            ("2026-11-16 10:00", "2026-11-16 12:00", "2026-11-16 13:00", "2026-11-16 14:00"),
            "2026-11-17 12:00",
        ),
        ("2026-11-16 09:00", ("2026-11-17 09:00", "2026-11-18 09:00"), "2026-11-17 09:00"),
    ],
)
@pytest.mark.rule("RE-16")
def test_acute_hours_run_round_the_clock_and_rest_while_it_stands(start, stretches, due):
    assert hours(24, clock(start, *stretches)).due == at(due).astimezone(UTC)


@pytest.mark.rule("REL-10")
def test_acute_hours_have_no_end_while_nobody_resumes_the_clock():
    assert hours(24, clock(MONDAY, "2026-11-16 10:00")).due is None


@pytest.mark.parametrize("make", [days, hours])
@pytest.mark.rule("REL-10")
def test_nothing_becomes_overdue_while_the_clock_stands(make):
    assert not make(5, clock(MONDAY, "2026-11-16 10:00")).is_overdue(at("2030-01-01 00:00"))


@pytest.mark.parametrize("make", [days, hours])
@pytest.mark.rule("REL-10")
def test_stopping_the_clock_mends_nothing_that_was_overdue(make):
    assert make(5, clock(MONDAY, "2026-11-30 09:00")).is_overdue(at("2026-11-30 10:00"))


@pytest.mark.parametrize(
    ("now", "overdue", "left"),
    [
        ("2026-11-16 09:00", False, 5),
        ("2026-11-17 08:00", False, 4),
        ("2026-11-21 12:00", False, 1),
        ("2026-11-23 00:00", False, 0),
        ("2026-11-23 23:59", False, 0),
        ("2026-11-24 00:00", True, -1),
        ("2026-11-25 10:00", True, -2),
        ("2026-11-10 10:00", False, 5),  # a machine whose clock was set back
    ],
)
@pytest.mark.rule("REL-10")
def test_working_days_left_are_0_on_the_last_day_and_below_when_overdue(now, overdue, left):
    made = days(5, clock(MONDAY))
    assert (made.is_overdue(at(now)), made.left(at(now))) == (overdue, left)


def test_overdue_on_a_weekend_is_overdue_by_one():
    friday = days(4, clock(MONDAY))
    saturday = at("2026-11-21 10:00")
    assert (friday.is_overdue(saturday), friday.left(saturday)) == (True, -1)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-16 09:00", 24),
        ("2026-11-16 10:30", 22),
        ("2026-11-17 09:00", 0),
        ("2026-11-17 09:01", -1),
        ("2026-11-10 09:00", 24),
    ],
)
def test_hours_left_are_whole_ones(now, left):
    assert hours(24, clock(MONDAY)).left(at(now)) == left


def test_hours_left_are_hours_that_passed_and_not_those_of_the_wall_clock():
    assert hours(24, clock("2026-10-24 12:00")).left(at("2026-10-25 11:00")) == 0


@pytest.mark.parametrize("now", ["2026-11-18 11:00", "2026-12-24 11:00"])
def test_what_is_left_rests_with_the_clock(now):
    made = clock(MONDAY, "2026-11-18 10:00")
    assert (days(5, made).left(at(now)), hours(72, made).left(at(now))) == (4, 23)


ALLOWANCES = st.builds(Allowance, st.integers(1, 40), st.sampled_from(Unit))


def with_moments(started, moments):
    """A clock stopped and resumed at moments in any order, and each clock on the way."""
    made = Clock(started)
    yield made
    for moment in moments:
        made = made.resume(moment) if made.stands else made.stop(moment)
        yield made


def due(made, allowance):
    return Deadline(made, allowance, CALENDAR).due or datetime.max.replace(tzinfo=UTC)


@pytest.mark.slow
@given(MOMENTS, st.lists(MOMENTS, max_size=6), ALLOWANCES)
@pytest.mark.rule("RE-16")
def test_no_stop_makes_anything_due_earlier_whatever_the_machines_clock_says(
    started, moments, allowance
):
    resumed = [made for made in with_moments(started, moments) if not made.stands]
    found = [due(made, allowance) for made in resumed]
    assert found == sorted(found)


@given(MOMENTS, st.lists(MOMENTS, min_size=1, max_size=5), ALLOWANCES)
@pytest.mark.rule("RE-16")
@pytest.mark.slow
def test_resuming_later_never_makes_anything_due_earlier(started, moments, allowance):
    *_, made = with_moments(started, moments)
    standing = made if made.stands else made.stop(moments[0])
    earlier = due(standing.resume(moments[0]), allowance)
    assert earlier <= due(standing.resume(moments[0] + timedelta(days=9)), allowance)


@given(MOMENTS, st.lists(MOMENTS, max_size=6), ALLOWANCES, MOMENTS)
def test_overdue_is_what_has_less_than_nothing_left(started, moments, allowance, now):
    *_, made = with_moments(started, moments)
    deadline = Deadline(made, allowance, CALENDAR)
    assert deadline.is_overdue(now) == (deadline.left(now) < 0)


def test_a_clock_set_back_between_stop_and_resumption_stands_for_no_time():
    made = clock(MONDAY, "2026-11-18 10:00", "2026-11-17 10:00")
    assert made.pauses == (
        Pause(at("2026-11-18 10:00").astimezone(UTC), at("2026-11-18 10:00").astimezone(UTC)),
    )
    assert days(5, made).due == days(5, clock(MONDAY)).due


def test_a_clock_that_stands_is_not_stopped_again():
    with pytest.raises(ValueError, match="stands already"):
        clock(MONDAY, "2026-11-18 10:00").stop(at("2026-11-19 10:00"))


def test_a_clock_that_runs_is_not_resumed():
    with pytest.raises(ValueError, match="it runs"):
        clock(MONDAY).resume(at("2026-11-19 10:00"))


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(at("2026-11-15 10:00")),),
        (Pause(at("2026-11-18 10:00"), at("2026-11-17 10:00")),),
        (Pause(at("2026-11-18 10:00")), Pause(at("2026-11-19 10:00"))),
    ],
)
def test_pauses_that_cannot_have_been_are_refused(pauses):
    with pytest.raises(ValueError, match="clock: "):
        Clock(at(MONDAY), pauses)


def test_an_allowance_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        Allowance(0, Unit.HOURS)
