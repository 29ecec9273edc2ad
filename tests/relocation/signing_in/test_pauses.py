"""Pauses after failures: longer each time, by name and by address, alike for names of nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from relocation.errors import SignInRefused, Throttled
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.model import as_counted
from relocation.signing_in.pauses import count, of_name, take_back
from relocation.signing_in.tables import FailureRow
from relocation.signing_in.upkeep import forget_over
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import (
    ANOTHER,
    LATER,
    enrolled,
    is_let_in,
    issued,
    let_in,
    logged,
)
from tests.relocation.store.at_once import at_once

pytestmark = pytest.mark.slow
NUMBERS = load_sign_in_policy().pauses
FREE = NUMBERS.name_failures
FIRST = timedelta(seconds=NUMBERS.first_seconds)
ALIKE = str(SignInRefused())


def failed(desk, name, now=LATER, times=1):
    """So many failures under a name, counted without the work of comparing passwords."""
    with desk.transaction() as session:
        for _ in range(times):
            count(session, (of_name(session, name, NUMBERS),), NUMBERS, now)


def pause(desk, member, now=LATER, **changes):
    """For how many seconds a try is not looked at; None where it is."""
    try:
        let_in(desk, member, now, **changes)
    except Throttled as told:
        return told.retry_after if str(told) == ALIKE else str(told)
    except SignInRefused:
        pass
    return None


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize("is_known", [True, False])
def test_after_several_failures_a_name_pauses_alike_whether_it_is_one_or_not(desk, is_known):
    member = enrolled(desk)
    name = member.name if is_known else "nobody-77"
    wrong = {"name": name, "password": ANOTHER}
    for _ in range(FREE):
        assert pause(desk, member, **wrong) is None
    assert pause(desk, member, **wrong) == 30
    assert pause(desk, member, LATER + FIRST - timedelta(seconds=1), **wrong) == 1
    assert pause(desk, member, LATER + FIRST, **wrong) is None
    assert pause(desk, member, LATER + FIRST, **wrong) == 60


def test_who_has_the_right_password_and_code_pauses_as_well(desk):
    member = enrolled(desk)
    failed(desk, member.name, times=FREE)
    assert pause(desk, member) == 30
    assert is_let_in(desk, member, LATER + FIRST)


def test_pauses_double_up_to_the_cap(desk):
    now, found = LATER, []
    failed(desk, "nobody-77", times=FREE - 1)
    for _ in range(8):
        failed(desk, "nobody-77", now)
        with pytest.raises(Throttled) as told:
            failed(desk, "nobody-77", now)
        found.append(told.value.retry_after)
        now += timedelta(seconds=told.value.retry_after)
    assert found == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_try_during_a_pause_makes_it_no_longer_and_is_not_in_the_log(desk):
    member = enrolled(desk)
    failed(desk, member.name, times=FREE)
    before = len(logged(desk))
    assert [pause(desk, member) for _ in range(3)] == [30, 30, 30]
    assert len(logged(desk)) == before


@pytest.mark.rule("SE-20")
def test_an_address_that_tries_many_names_pauses_for_every_name_and_others_do_not(desk):
    member = enrolled(desk)
    with desk.transaction() as session:
        refs = [of_name(session, f"nobody-{n}", NUMBERS) for n in range(3)]
        assert len({each.ref for each in refs}) == 3
    for number in range(NUMBERS.address_failures):
        assert pause(desk, member, name=f"nobody-{number}") is None
    assert pause(desk, member) == pause(desk, member, name="nobody-77") == 30
    assert is_let_in(desk, member, address="192.0.2.1")


def test_a_success_takes_back_its_own_try_of_the_address_and_all_failures_of_the_name(desk):
    member = enrolled(desk)
    pause(desk, member, name="nobody-77")
    failed(desk, member.name, times=FREE - 1)
    let_in(desk, member)
    with desk.transaction() as session:
        left = sorted(session.scalars(select(FailureRow.failures)))
    assert left == [1, 1]  # Of the address and of the name that is none.


def test_a_new_code_of_enrolment_ends_the_pause_of_the_name(desk):
    member = enrolled(desk)
    failed(desk, member.name, times=FREE)
    issued(desk, member.user, LATER)
    assert pause(desk, member) is None


def test_after_a_day_without_a_failure_nothing_counts_any_more(desk):
    failed(desk, "nobody-77", times=FREE)
    day = timedelta(minutes=NUMBERS.forgotten_minutes)
    failed(desk, "nobody-77", LATER + day)
    with desk.transaction() as session:
        assert session.scalars(select(FailureRow.failures)).all() == [1]
        assert forget_over(session, LATER + day * 2 - timedelta(seconds=1)) == 0
        assert forget_over(session, LATER + day * 2) == 1


def test_a_try_that_is_taken_back_leaves_the_pause_that_was_there_before(desk):
    failed(desk, "nobody-77", times=FREE)
    with desk.transaction() as session:
        whom = of_name(session, "nobody-77", NUMBERS)
        counted = count(session, (whom,), NUMBERS, LATER + FIRST)
        take_back(session, counted)
        row = session.scalars(select(FailureRow)).one()
        assert (row.failures, row.until) == (FREE, LATER + FIRST)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("testclient", "TestClient", True),
    ],
)
def test_an_address_is_counted_by_what_one_connection_has(one, other, is_same):
    assert (as_counted(one) == as_counted(other)) == is_same


@pytest.mark.rule("SE-20")
def test_of_several_failures_at_once_each_counts_and_no_more_are_looked_at_than_are_free(desk):
    member = enrolled(desk)
    wrong = {"name": "nobody-77", "password": ANOTHER}
    tries = [lambda: pause(desk, member, **wrong) for _ in range(FREE + 3)]
    assert sorted(each or 0 for each in at_once(tries)) == [0] * FREE + [30] * 3


def test_two_failures_at_once_are_two(desk):
    at_once([lambda: failed(desk, "nobody-77", NOW) for _ in range(2)])
    with desk.transaction() as session:
        assert session.scalars(select(FailureRow.failures)).all() == [2]


@pytest.mark.rule("RE-16", "SE-20")
def test_no_pause_waits_for_a_clock_that_was_ahead_and_its_failures_still_count(desk):
    member = enrolled(desk, now=NOW - timedelta(days=365))
    wrong = {"name": "nobody-77", "password": ANOTHER}
    failed(desk, "nobody-77", LATER, FREE)
    assert pause(desk, member, **wrong) == 30
    back = LATER - timedelta(days=30)
    assert pause(desk, member, back, **wrong) is None
    assert pause(desk, member, back, **wrong) == 60
