"""At once: a code lets one in, whoever shows it twice; a crowd waits its turn or comes back."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from relocation.errors import SignInRefused, Throttled
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.enrolling import confirm
from relocation.signing_in.model import Enrolment
from relocation.signing_in.passwords import TURNSTILE
from relocation.signing_in.tables import FailureRow
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import (
    ADDRESS,
    COORDINATOR,
    LATER,
    STEP,
    Member,
    adopted,
    begun,
    enrolled,
    is_let_in,
    issued,
    let_in,
    refused,
)
from tests.relocation.store.at_once import at_once

pytestmark = pytest.mark.slow
TRIES = 4
ONE = 'value = 4\nunit = "hashes"', 'value = 1\nunit = "hashes"'
BRIEFLY = 'value = 3\nunit = "seconds"', 'value = 1\nunit = "seconds"'


@pytest.mark.rule("SE-20")
def test_a_one_time_code_shown_by_several_at_once_lets_one_in(desk):
    member = enrolled(desk)
    tries = [lambda: is_let_in(desk, member) for _ in range(TRIES)]
    assert sorted(at_once(tries)) == [False] * (TRIES - 1) + [True]


@pytest.mark.rule("SE-20")
def test_a_code_of_recovery_shown_by_several_at_once_lets_one_in(desk):
    member = enrolled(desk)
    tries = [lambda: is_let_in(desk, member, code=member.recovery[0]) for _ in range(TRIES)]
    assert sorted(at_once(tries)) == [False] * (TRIES - 1) + [True]
    assert let_in(desk, member, LATER + STEP, code=member.recovery[1]).codes_left == 8


def test_two_codes_of_recovery_at_once_let_two_in(desk):
    member = enrolled(desk)
    tries = [lambda code=code: is_let_in(desk, member, code=code) for code in member.recovery[:2]]
    assert at_once(tries) == [True, True]


def test_a_code_of_enrolment_confirmed_by_several_at_once_counts_once(desk):
    given = issued(desk, desk.added(COORDINATOR))
    setting_up = begun(desk, given.code)
    member = Member("", given.name, setting_up.secret, ())

    def tried():
        try:
            return confirm(desk.store, Enrolment(given.code, ADDRESS), member.code(NOW), NOW)
        except SignInRefused:
            return ()

    assert sorted(map(len, at_once([tried] * TRIES))) == [0] * (TRIES - 1) + [10]


def test_whoever_is_enrolled_anew_while_signing_in_has_no_session_left(desk):
    member = enrolled(desk)
    at_once([lambda: is_let_in(desk, member), lambda: issued(desk, member.user, LATER)])
    assert not is_let_in(desk, member, LATER + STEP)
    assert not is_let_in(desk, member, LATER + STEP, code=member.recovery[0])


def failures(desk):
    with desk.transaction() as session:
        return list(session.scalars(select(FailureRow.failures)))


def test_whoever_comes_while_too_many_are_at_it_is_told_when_to_come_back_and_nothing_counts(desk):
    member = enrolled(desk)
    adopted(desk, ONE, BRIEFLY)
    with TURNSTILE.through(replace(load_sign_in_policy().passwords, at_once=1)):
        for name in (member.name, "nobody-77"):
            with pytest.raises(Throttled) as told:
                let_in(desk, member, name=name)
            assert told.value.retry_after == 1
    assert failures(desk) == []
    assert is_let_in(desk, member)


def test_a_crowd_of_a_few_more_than_are_let_through_waits_its_turn(desk):
    member, crowd = enrolled(desk), load_sign_in_policy().passwords.at_once + 2
    tries = [
        lambda number=number: refused(
            desk, member, name=f"nobody-{number}", address=f"192.0.2.{number}"
        )
        for number in range(crowd)
    ]
    assert {kind for kind, _ in at_once(tries)} == {SignInRefused}
