"""Sessions: their tokens, how long they last, how they are ended, and their tokens for forms."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from relocation.actor import Assurance, Function
from relocation.errors import NoAccount, NoSession, NotFound
from relocation.jobs.service import run_due
from relocation.people.service import disable
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.model import Source
from relocation.signing_in.service import end_sessions
from relocation.signing_in.sessions import (
    begin_session,
    csrf_token,
    end_own_sessions,
    is_csrf_token,
    sign_out,
    step_up_session,
    sweep,
)
from relocation.signing_in.tables import SessionRow
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import COORDINATOR, OTHERS, at_request, issued, logged
from tests.relocation.store.at_once import at_once

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
NUMBERS = load_sign_in_policy().sessions


@pytest.fixture
def user(desk):
    return desk.added(COORDINATOR)


def begun(desk, user, now=NOW, source=Source.OUTSIDE):
    with desk.transaction() as session:
        return begin_session(session, user, source, now)


def stepped_up(desk, token, now=NOW):
    with desk.transaction() as session:
        return step_up_session(session, token, now)


def is_open(desk, token, now=NOW):
    try:
        return at_request(desk, token, now) is not None
    except NoSession:
        return False


@pytest.mark.rule("SE-20")
def test_a_session_needs_no_local_credentials_and_says_who_saw_the_proof(desk, user):
    token = begun(desk, user).token
    found = at_request(desk, token, NOW)
    assert (found.actor.user, found.source, found.begun) == (user, Source.OUTSIDE, NOW)
    assert found.actor.assurance is Assurance.SIGNED_IN
    assert not is_open(desk, f"{token}x")
    assert not is_open(desk, "\ud800")


@pytest.mark.rule("SE-20")
def test_every_session_has_a_random_token_of_256_bits_that_is_not_stored(desk, user):
    tokens = {begun(desk, user).token for _ in range(20)}
    assert {len(each) for each in tokens} == {43}
    with desk.transaction() as session:
        stored = set(session.scalars(select(SessionRow.token)))
    assert (len(tokens), len(stored), {len(each) for each in stored}) == (20, 20, {32})


@pytest.mark.rule("SE-20")
def test_a_session_ends_after_fifteen_idle_minutes(desk, user):
    token = begun(desk, user).token
    assert is_open(desk, token, NOW + 15 * MINUTE - SECOND)
    assert is_open(desk, token, NOW + 30 * MINUTE - 2 * SECOND)
    assert not is_open(desk, token, NOW + 45 * MINUTE)


@pytest.mark.rule("SE-20")
def test_a_session_ends_after_eight_hours_however_busy(desk, user):
    first = begun(desk, user)
    for minutes in range(0, 480, 10):
        assert is_open(desk, first.token, NOW + minutes * MINUTE)
    assert is_open(desk, first.token, first.ends - SECOND)
    assert not is_open(desk, first.token, first.ends)
    assert first.ends == NOW + timedelta(hours=8)


def seen(desk):
    with desk.transaction() as session:
        return session.scalars(select(SessionRow.seen)).one()


def test_that_somebody_was_seen_is_written_once_a_minute(desk, user):
    token = begun(desk, user).token
    at_request(desk, token, NOW + MINUTE - SECOND)
    assert seen(desk) == NOW
    at_request(desk, token, NOW + MINUTE)
    assert seen(desk) == NOW + MINUTE


@pytest.mark.rule("RE-16")
def test_a_clock_that_steps_back_lengthens_no_session_and_whoever_signs_in_anew_is_in(desk, user):
    token = begun(desk, user).token
    assert is_open(desk, token, NOW + 10 * MINUTE)
    assert is_open(desk, token, NOW + 9 * MINUTE)
    assert seen(desk) == NOW + 10 * MINUTE
    for back in (NOW + 8 * MINUTE, NOW - 365 * 1440 * MINUTE):
        assert not is_open(desk, token, back)
        assert is_open(desk, begun(desk, user, back).token, back)


@pytest.mark.rule("SE-20")
def test_a_disabled_account_is_out_at_its_next_request_and_begins_no_session(desk, user):
    token = begun(desk, user).token
    with desk.transaction() as session:
        disable(session, desk.admin, user, NOW + MINUTE)
    assert not is_open(desk, token, NOW + MINUTE)
    for nobody in (user, "0" * 32):
        with pytest.raises(NoAccount):
            begun(desk, nobody, NOW + MINUTE)


@pytest.mark.rule("SE-20")
def test_a_step_up_gives_another_token_kills_the_old_one_and_holds_for_some_minutes(desk, user):
    old = begun(desk, user)
    new = stepped_up(desk, old.token, NOW + MINUTE)
    assert (new.token != old.token, new.ends) == (True, old.ends)
    assert not is_open(desk, old.token, NOW + MINUTE)
    until = NOW + (1 + NUMBERS.stepped_up_minutes) * MINUTE
    found = at_request(desk, new.token, until - SECOND)
    assert (found.actor.assurance, found.stepped_up_until) == (Assurance.STEPPED_UP, until)
    after = at_request(desk, new.token, until)
    assert (after.actor.assurance, after.stepped_up_until) == (Assurance.SIGNED_IN, None)


def test_a_session_that_is_over_is_not_stepped_up(desk, user):
    old = begun(desk, user)
    with pytest.raises(NoSession):
        stepped_up(desk, old.token, NOW + 15 * MINUTE)


@pytest.mark.slow
@pytest.mark.rule("SE-20")
def test_of_two_step_ups_at_once_with_one_token_one_wins(desk, user):
    token = begun(desk, user).token

    def tried():
        try:
            return stepped_up(desk, token).token
        except NoSession:
            return None

    new = [each for each in at_once([tried, tried]) if each]
    assert (len(new), is_open(desk, new[0])) == (1, True)


def test_signing_out_ends_one_session_and_twice_is_once(desk, user):
    one, other = begun(desk, user), begun(desk, user)
    before = len(logged(desk))
    for _ in range(2):
        with desk.transaction() as session:
            sign_out(session, one.token, NOW)
    assert (is_open(desk, one.token), is_open(desk, other.token)) == (False, True)
    assert logged(desk)[before:] == ["sign_in.out"]


@pytest.mark.rule("SE-20")
def test_all_sessions_of_an_account_are_ended_by_itself_and_by_the_administrator(desk, user):
    of_another = begun(desk, desk.added(Function.PROBATION_OFFICER))
    tokens = [begun(desk, user).token for _ in range(2)]
    with desk.transaction() as session:
        assert end_own_sessions(session, desk.at_work(user), NOW) == 2
    tokens.append(begun(desk, user).token)
    with desk.transaction() as session:
        assert end_sessions(session, desk.admin, user, NOW) == 1
    assert [is_open(desk, token) for token in tokens] == [False] * 3
    assert is_open(desk, of_another.token)
    assert logged(desk)[-1] == f"users.end_sessions.{user}"


def test_nobody_but_the_administrator_ends_sessions_of_others(desk, user):
    token = begun(desk, user).token
    for other in map(desk.actor, OTHERS):
        with desk.transaction() as session, pytest.raises(NotFound):
            end_sessions(session, other, user, NOW)
    assert is_open(desk, token)


def test_sessions_that_are_over_are_swept_and_others_stay(desk, user):
    begun(desk, user)
    late = begun(desk, user, NOW + 10 * MINUTE).token
    with desk.transaction() as session:
        assert sweep(session, NOW + 15 * MINUTE - SECOND) == 0
        assert sweep(session, NOW + 15 * MINUTE) == 1
    assert is_open(desk, late, NOW + 15 * MINUTE)


def test_what_is_over_is_deleted_by_the_runner_of_jobs(desk, user):
    begun(desk, user)
    given = issued(desk, desk.added(Function.PROBATION_OFFICER))
    done = run_due(desk.store, given.until).done
    assert done["forget_sign_ins"] == 2
    with desk.transaction() as session:
        assert session.scalars(text("SELECT enrolment FROM credentials")).all() == [None]
    assert "forget_sign_ins" not in run_due(desk.store, given.until).done


@pytest.mark.rule("SE-20")
def test_a_session_has_its_own_token_for_forms_which_stays_when_it_is_stepped_up(desk, user):
    one, other = begun(desk, user), begun(desk, user)
    keys = desk.store.keys
    mine, theirs = (at_request(desk, each.token, NOW) for each in (one, other))
    token = csrf_token(keys, mine)
    assert is_csrf_token(keys, mine, token)
    for wrong in (csrf_token(keys, theirs), "", f"{token}x", one.token, "\ud800"):
        assert not is_csrf_token(keys, mine, wrong)
    again = at_request(desk, stepped_up(desk, one.token).token, NOW)
    assert is_csrf_token(keys, again, token)
    assert mine.id not in token


def test_neither_a_token_nor_the_id_of_a_session_is_shown_by_accident(desk, user):
    first = begun(desk, user)
    found = at_request(desk, first.token, NOW)
    assert first.token not in repr(first)
    assert found.id not in repr(found)


@pytest.mark.rule("RE-11")
def test_what_happens_to_a_session_is_in_the_log(desk, user):
    before = len(logged(desk))
    token = stepped_up(desk, begun(desk, user).token).token
    with desk.transaction() as session:
        sign_out(session, token, NOW)
    assert logged(desk)[before:] == ["sign_in.begin", "sign_in.step_up", "sign_in.out"]
