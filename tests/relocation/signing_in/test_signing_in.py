"""Signing in: who is let in, that nothing else is told apart, and what the log says of it."""

from dataclasses import replace
from datetime import timedelta

import argon2
import pytest
from sqlalchemy import event, select

from relocation.actor import Assurance, Function
from relocation.audit.keys import HeldKeys
from relocation.audit.tables import AuditLine
from relocation.errors import SignInRefused
from relocation.people.service import disable
from relocation.people.tables import AccountRow
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.credentials import kept_of
from relocation.store import keys_of
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import (
    ADDRESS,
    ANOTHER,
    CHOSEN,
    LATER,
    STEP,
    adopted,
    at_request,
    enrolled,
    is_let_in,
    issued,
    let_in,
    logged,
    refused,
)

WRONG = "000000"
HALF = "\ud800"
"""Half of a character, as JSON can have."""


@pytest.fixture
def member(desk):
    return enrolled(desk)


@pytest.mark.rule("SE-20")
def test_name_password_and_one_time_code_begin_a_session_of_the_account(desk, member):
    begun = let_in(desk, member)
    found = at_request(desk, begun.token, LATER)
    assert (found.actor.user, found.actor.assurance) == (member.user, Assurance.SIGNED_IN)
    assert (begun.codes_left, begun.ends) == (None, LATER + timedelta(hours=8))


def test_a_name_is_taken_however_it_is_typed(desk, member):
    assert is_let_in(desk, member, name=f" {member.name.upper()} ")


def test_a_password_is_taken_in_whichever_form_a_keyboard_writes_it(desk, member):
    assert is_let_in(desk, member, password=CHOSEN.replace("å", "a\u030a"))


@pytest.mark.rule("SE-20")
def test_whatever_does_not_hold_is_refused_in_the_same_words(desk, member):
    gone = enrolled(desk)
    with desk.transaction() as session:
        disable(session, desk.admin, gone.user, NOW)
    begun = replace(member, name=issued(desk, desk.added(Function.PROBATION_OFFICER)).name)
    let_in(desk, member)
    told = {
        "unknown name": refused(desk, member, name="nobody-77", address="192.0.2.1"),
        "not enrolled": refused(desk, begun, address="192.0.2.2"),
        "disabled": refused(desk, gone, address="192.0.2.3"),
        "wrong password": refused(desk, member, LATER + STEP * 2, password=ANOTHER),
        "wrong code": refused(desk, member, LATER + STEP * 2, code=WRONG),
        "used code": refused(desk, member, LATER),
        "no code": refused(desk, member, LATER + STEP * 2, code=""),
        "no text": refused(desk, member, LATER + STEP * 2, code=HALF, password=HALF),
    }
    assert set(told.values()) == {(SignInRefused, told["unknown name"][1])}


@pytest.mark.rule("SE-20")
def test_a_refusal_repeats_nothing_that_was_shown(desk, member):
    _, told = refused(desk, member, password=ANOTHER, code=WRONG)
    shown = (member.name, ANOTHER, WRONG, ADDRESS)
    assert [each for each in shown if each in told] == []
    assert [each for each in shown if each in repr(member.attempt(LATER, code=WRONG))] == []


@pytest.fixture
def verifications(monkeypatch):
    """How often Argon2 was run, and with how much memory; it runs all the same."""
    seen, verify = [], argon2.PasswordHasher.verify

    def counted(hasher, kept, password):
        seen.append(argon2.extract_parameters(kept))
        return verify(hasher, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    return seen


@pytest.mark.rule("SE-20")
def test_an_unknown_name_costs_as_much_as_a_known_one(desk, member, verifications):
    refused(desk, member, password=ANOTHER)
    refused(desk, member, name="nobody-77")
    known, unknown = verifications
    assert known == unknown
    assert (known.type, known.memory_cost, known.time_cost) == (argon2.Type.ID, 65536, 3)


def statements(desk, member, **changes):
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(desk.store.database, "before_cursor_execute", note)
    try:
        refused(desk, member, LATER + STEP * 2, **changes)
    finally:
        event.remove(desk.store.database, "before_cursor_execute", note)
    return seen


def test_a_refusal_asks_the_database_the_same_whether_the_name_the_password_or_the_code_is_wrong(
    desk, member
):
    refused(desk, member, password=ANOTHER)
    refused(desk, member, name="nobody-77")
    unknown = statements(desk, member, name="nobody-77")
    assert statements(desk, member, password=ANOTHER) == unknown
    assert statements(desk, member, code=WRONG) == unknown


@pytest.mark.rule("SE-20")
def test_a_one_time_code_is_accepted_once_and_no_earlier_one_after_it(desk, member):
    let_in(desk, member)
    assert not is_let_in(desk, member)
    assert not is_let_in(desk, member, code=member.code(LATER - STEP))
    assert is_let_in(desk, member, LATER + STEP)


@pytest.mark.parametrize(
    ("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_one_time_code_is_good_for_one_step_before_and_after(desk, member, steps, is_good):
    assert is_let_in(desk, member, code=member.code(LATER + STEP * steps)) == is_good


def test_a_wrong_password_uses_up_neither_a_one_time_code_nor_a_code_of_recovery(desk, member):
    refused(desk, member, password=ANOTHER)
    assert is_let_in(desk, member)
    refused(desk, member, password=ANOTHER, code=member.recovery[0])
    assert is_let_in(desk, member, code=member.recovery[0])


@pytest.mark.rule("SE-20")
def test_each_code_of_recovery_lets_in_once_instead_of_a_one_time_code(desk, member):
    first, second, *_ = member.recovery
    assert len(set(member.recovery)) == load_sign_in_policy().enrolment.recovery_codes == 10
    assert let_in(desk, member, code=first).codes_left == 9
    assert not is_let_in(desk, member, code=first)
    assert let_in(desk, member, code=f" {second.upper().replace('-', ' ')} ").codes_left == 8


def test_a_code_of_recovery_of_another_account_lets_nobody_in(desk, member):
    other = enrolled(desk)
    assert not is_let_in(desk, member, code=other.recovery[0])
    assert is_let_in(desk, other, code=other.recovery[0])


def test_a_password_of_any_length_is_looked_at_and_refused(desk, member):
    assert not is_let_in(desk, member, password="a" * 100_000)


def costs(desk, member):
    with desk.transaction() as session:
        return argon2.extract_parameters(kept_of(session, member.user).password).time_cost


def test_a_hash_of_other_costs_is_renewed_at_the_next_sign_in_under_another_policy(desk, member):
    adopted(desk, ('value = 3\nunit = "passes"', 'value = 4\nunit = "passes"'))
    before = costs(desk, member)
    assert is_let_in(desk, member)
    assert (before, costs(desk, member)) == (3, 4)
    assert is_let_in(desk, member, LATER + STEP)


@pytest.mark.rule("SE-20", "RE-11")
def test_every_sign_in_and_every_refusal_is_in_the_log_without_name_or_address(desk, member):
    before = len(logged(desk))
    let_in(desk, member)
    refused(desk, member, password=ANOTHER)
    refused(desk, member, name="nobody-77")
    assert logged(desk)[before:] == ["sign_in.begin", "sign_in.refused", "sign_in.refused"]
    with desk.transaction() as session:
        lines = session.scalars(select(AuditLine).order_by(AuditLine.number)).all()[-3:]
        keys = HeldKeys.of(keys_of(session))
        person = session.get_one(AccountRow, member.user).person_id
    held = [keys.line_ref(person, each.number) == each.actor_ref for each in lines]
    roles = [each.role for each in lines]
    assert held == [True, True, False]
    assert len({each.actor_ref for each in lines}) == 3
    assert roles == ["other", "other", "engine"]
