"""Proof anew within a session: a step-up by password or code, and another password."""

from datetime import timedelta

import pytest

from relocation.actor import Assurance, Function
from relocation.errors import EntryRefused, NoSession, SignInRefused, Throttled
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.anew import change_password, renew_recovery, step_up
from relocation.signing_in.model import Change, Code, Password, Source
from relocation.signing_in.sessions import begin_session, step_up_session
from tests.relocation.signing_in.members import (
    ANOTHER,
    CHOSEN,
    LATER,
    STEP,
    at_request,
    enrolled,
    is_let_in,
    let_in,
    logged,
)

pytestmark = pytest.mark.slow
NEXT = LATER + STEP
FREE = load_sign_in_policy().pauses.name_failures


@pytest.fixture
def member(desk):
    return enrolled(desk)


@pytest.fixture
def token(desk, member):
    return let_in(desk, member).token


def is_over(desk, token, now=NEXT):
    try:
        at_request(desk, token, now)
    except NoSession:
        return True
    return False


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize("kind", ["password", "code"])
def test_a_session_is_stepped_up_by_password_or_one_time_code(desk, member, token, kind):
    proof = Password(CHOSEN) if kind == "password" else Code(member.code(NEXT))
    new = step_up(desk.store, token, proof, NEXT).token
    assert at_request(desk, new, NEXT).actor.assurance is Assurance.STEPPED_UP
    assert is_over(desk, token)


@pytest.mark.rule("SE-20")
def test_a_wrong_or_used_proof_steps_nothing_up_and_is_in_the_log(desk, member, token):
    before = len(logged(desk))
    used, recovery = Code(member.code(LATER)), Code(member.recovery[0])
    for proof in (Password(ANOTHER), Code("000000"), used, recovery):
        with pytest.raises(SignInRefused):
            step_up(desk.store, token, proof, NEXT)
    assert at_request(desk, token, NEXT).actor.assurance is Assurance.SIGNED_IN
    assert logged(desk)[before:] == ["sign_in.step_up_refused"] * 4


def test_whoever_has_a_foreign_session_and_guesses_pauses(desk, token):
    for _ in range(FREE):
        with pytest.raises(SignInRefused):
            step_up(desk.store, token, Code("000000"), NEXT)
    with pytest.raises(Throttled):
        step_up(desk.store, token, Password(CHOSEN), NEXT)
    assert step_up(desk.store, token, Password(CHOSEN), NEXT + STEP)


def test_a_one_time_code_that_stepped_up_lets_nobody_in(desk, member, token):
    step_up(desk.store, token, Code(member.code(NEXT)), NEXT)
    assert not is_let_in(desk, member, NEXT)


def test_a_step_up_without_a_session_is_refused_before_anything_is_compared(desk, token):
    for nothing in ("", f"{token}x"):
        with pytest.raises(NoSession):
            step_up(desk.store, nothing, Password(CHOSEN), NEXT)


def test_a_session_that_began_outside_is_stepped_up_outside_alone(desk, member):
    with desk.transaction() as session:
        token = begin_session(session, member.user, Source.OUTSIDE, NEXT).token
    with pytest.raises(SignInRefused):
        step_up(desk.store, token, Password(CHOSEN), NEXT)
    with desk.transaction() as session:
        assert step_up_session(session, token, NEXT)


def test_a_session_of_an_account_without_credentials_is_not_stepped_up_here(desk):
    with desk.transaction() as session:
        user = desk.added(Function.PROBATION_OFFICER)
        token = begin_session(session, user, Source.LOCAL, NEXT).token
    with pytest.raises(SignInRefused):
        step_up(desk.store, token, Password(CHOSEN), NEXT)


@pytest.mark.rule("SE-20")
def test_another_password_is_taken_for_the_old_one_and_a_code_and_ends_the_other_sessions(
    desk, member, token
):
    other = let_in(desk, member, code=member.recovery[0]).token
    new = change_password(desk.store, token, Change(CHOSEN, member.code(NEXT), ANOTHER), NEXT)
    assert at_request(desk, new.token, NEXT).actor.assurance is Assurance.STEPPED_UP
    assert is_over(desk, token)
    assert is_over(desk, other)
    later = NEXT + STEP
    assert not is_let_in(desk, member, later)
    assert is_let_in(desk, member, later, password=ANOTHER)


def test_a_code_of_recovery_is_a_code_too_where_a_password_changes(desk, member, token):
    change = Change(CHOSEN, member.recovery[0], ANOTHER)
    assert change_password(desk.store, token, change, NEXT)
    assert not is_let_in(desk, member, NEXT, password=ANOTHER, code=member.recovery[0])


@pytest.mark.rule("SE-20")
def test_without_the_old_password_or_a_code_that_is_good_the_password_stays(desk, member, token):
    tries = (
        Change(ANOTHER, member.code(NEXT), ANOTHER),
        Change(CHOSEN, "000000", ANOTHER),
        Change(CHOSEN, member.code(LATER), ANOTHER),
    )
    before = len(logged(desk))
    for change in tries:
        with pytest.raises(SignInRefused):
            change_password(desk.store, token, change, NEXT)
    assert logged(desk)[before:] == ["sign_in.password_refused"] * 3
    assert not is_over(desk, token)
    assert is_let_in(desk, member, NEXT)


def test_a_new_password_that_may_not_be_chosen_costs_no_try_and_no_code(desk, member, token):
    change = Change(CHOSEN, member.code(NEXT), f"{member.name} og mere til")
    for _ in range(FREE + 1):
        with pytest.raises(EntryRefused, match="a word of the account") as told:
            change_password(desk.store, token, change, NEXT)
        assert member.name not in str(told.value)
    good = Change(CHOSEN, member.code(NEXT), ANOTHER)
    assert change_password(desk.store, token, good, NEXT)
    assert [each for each in (CHOSEN, ANOTHER) if each in repr(good)] == []


def test_a_session_that_ended_meanwhile_changes_no_password(desk, member, token):
    change = Change(CHOSEN, member.code(NEXT), ANOTHER)
    with pytest.raises(NoSession):
        change_password(desk.store, token, change, LATER + timedelta(minutes=15))
    assert is_let_in(desk, member, NEXT)


@pytest.mark.rule("SE-20")
def test_new_codes_of_recovery_let_in_and_those_before_no_more(desk, member, token):
    new = renew_recovery(desk.store, token, CHOSEN, member.code(NEXT), NEXT)
    assert len(new) == len(member.recovery)
    assert not is_let_in(desk, member, NEXT, code=member.recovery[0])
    assert is_let_in(desk, member, NEXT, code=new[0])
    assert at_request(desk, token, NEXT)
    assert "sign_in.recovery" in logged(desk)


@pytest.mark.rule("SE-20")
def test_no_wrong_or_used_proof_and_no_code_of_recovery_makes_others(desk, member, token):
    used, recovery = member.code(LATER), member.recovery[0]
    tried = ((CHOSEN, used), (CHOSEN, recovery), (CHOSEN, ""), (ANOTHER, member.code(NEXT)))
    for password, code in tried:
        with pytest.raises(SignInRefused):
            renew_recovery(desk.store, token, password, code, NEXT)
    assert logged(desk)[-1] == "sign_in.recovery_refused"
    assert is_let_in(desk, member, NEXT, code=recovery)
