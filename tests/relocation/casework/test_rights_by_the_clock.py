"""Who may open a case where the machine's clock stepped back, or was ahead for a while."""

from datetime import timedelta

import pytest

from relocation.access.service import standing
from relocation.actor import Function
from relocation.errors import Missing, NotFound
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.staffing import service as staffing
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.casework.due import ran
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.test_staffing_told import broken, named
from tests.relocation.desk import NOW

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR


def reads(desk, who):
    with desk.store.transaction() as session:
        try:
            standing(session, who, CASE, desk.now)
        except NotFound:
            return False
    return True


@pytest.mark.rule("RE-16")
def test_whoever_was_just_named_reads_and_acts_also_where_the_clock_stepped_back(people, at_home):
    desk, coordinator, _ = at_home
    colleague = people.actor(COORDINATES)
    desk.later(days=1)
    named(desk, coordinator, colleague)
    for back in (5 * HOUR, YEAR):
        desk.now -= back
        assert reads(desk, colleague)
        named(desk, colleague, people.actor(COORDINATES))


@pytest.mark.rule("RE-16", "SE-16")
def test_glass_is_broken_by_a_clock_that_stepped_back_and_lasts_an_hour_by_that_one(
    people, at_home
):
    desk, _, police = at_home
    night = people.actor(COORDINATES)
    desk.later(days=1)
    desk.do(safety.report_change, police, CASE)
    desk.now -= 5 * HOUR
    glass = broken(desk, night)
    desk.later(minutes=59)
    assert reads(desk, night)
    desk.later(minutes=1)
    assert not reads(desk, night)
    desk.later(hours=23)
    assert desk.do(staffing.countersign, police, glass, WHY).state == "countersigned"


@pytest.mark.rule("RE-16", "SE-16")
def test_broken_glass_that_was_over_stays_over_where_the_clock_steps_back(people, at_home):
    desk, _, police = at_home
    night = people.actor(COORDINATES)
    broken(desk, night)
    desk.later(minutes=61)
    desk.do(safety.report_change, police, CASE)
    desk.later(minutes=-30)
    assert not reads(desk, night)
    broken(desk, night)
    assert reads(desk, night)


@pytest.mark.rule("RE-16", "SE-16")
def test_broken_glass_lasts_no_longer_where_the_clock_stepped_back_behind_its_beginning(
    people, at_home
):
    desk, _, _ = at_home
    night = people.actor(COORDINATES)
    broken(desk, night)
    desk.later(seconds=-30)
    assert reads(desk, night)
    desk.later(hours=-5)
    assert not reads(desk, night)
    broken(desk, night)
    assert reads(desk, night)


@pytest.mark.rule("RE-16", "SE-16")
def test_a_clock_that_was_a_year_ahead_for_a_while_locks_nobody_and_opens_nothing_for_longer(
    people, at_home
):
    desk, coordinator, police = at_home
    night, other = people.actor(COORDINATES), people.actor(COORDINATES)
    desk.now += YEAR
    ahead = desk.now
    broken(desk, other)
    desk.do(safety.report_change, police, CASE)
    desk.now -= YEAR
    assert [reads(desk, each) for each in (coordinator, other)] == [True, False]
    vouched, left = broken(desk, night), broken(desk, other)
    assert reads(desk, night)
    desk.later(minutes=60)
    assert not reads(desk, night)
    desk.later(hours=23)
    assert desk.do(staffing.countersign, police, vouched, WHY).state == "countersigned"
    assert not ran(desk).done.get("lock_account")
    desk.later(minutes=1)
    with pytest.raises(Missing):
        desk.do(staffing.countersign, police, left, WHY)
    assert ran(desk).done["lock_account"] == 1
    desk.now = ahead
    assert not reads(desk, other)


@pytest.mark.rule("SE-16")
def test_who_broke_a_glass_is_vouched_for_by_a_colleague_also_after_the_hour(people):
    desk = Desk(people.store, now=NOW)
    day, night = people.actor(COORDINATES), people.actor(COORDINATES)
    desk.open_case(roles={day: Role.MUNI_SENDER})
    glass = broken(desk, night)
    desk.later(hours=20)
    desk.do(safety.report_change, day, CASE)
    assert desk.do(staffing.countersign, day, glass, WHY).state == "countersigned"
