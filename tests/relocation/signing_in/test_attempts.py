"""Whoever leaves for an outside provider comes back once, in time, with what the browser kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from relocation.errors import SignInRefused, Throttled
from relocation.signing_in.attempts import Back, come_back, leave
from relocation.signing_in.model import Source, Subject
from relocation.signing_in.providers import Level, Vouched
from relocation.signing_in.service import bind_subject
from relocation.signing_in.sessions import begin_session, session_of
from relocation.signing_in.tables import FailureRow, OutsideAttemptRow
from relocation.signing_in.upkeep import forget_over
from relocation.signing_in.vouching import let_in, note_away
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import ADDRESS, COORDINATOR, at_request, dump, logged
from tests.relocation.store.at_once import at_once

pytestmark = pytest.mark.slow
BO = Subject("https://login.kommune.example", "bo-4711")
SOON = NOW + timedelta(minutes=1)
TRIES = 4


def left(desk, **how):
    with desk.transaction() as session:
        return leave(session, "kommune", "/cases", NOW, **how)


def back_of(leaving, **changes):
    back = Back(provider="kommune", state=leaving.state, browser=leaving.browser, address=ADDRESS)
    return replace(back, **changes)


def rows(desk, table):
    with desk.transaction() as session:
        return session.scalar(select(func.count()).select_from(table))


def vouched(actor, **changes):
    given = Vouched(
        subject=BO,
        organisation=actor.organisation,
        functions=frozenset({actor.function}),
        level=Level.SUBSTANTIAL,
        proved=None,
    )
    return replace(given, **changes)


@pytest.fixture
def actor(desk):
    """A coordinator to whose account somebody outside is bound."""
    found = desk.actor(COORDINATOR)
    with desk.transaction() as session:
        bind_subject(session, desk.admin, found.user, BO, NOW)
    return found


@pytest.mark.rule("SE-20")
def test_an_attempt_comes_back_with_what_was_kept_and_never_again(desk):
    leaving = left(desk)
    returned = come_back(desk.store, back_of(leaving), SOON)
    assert (returned.nonce, returned.verifier) == (leaving.nonce, leaving.verifier)
    assert (returned.begun, returned.return_to, returned.steps_up) == (NOW, "/cases", None)
    assert come_back(desk.store, back_of(leaving), SOON) is None
    assert logged(desk)[-1] == "sign_in.outside_refused.attempt"


@pytest.mark.rule("SE-20")
def test_an_attempt_is_one_browsers_one_providers_and_good_for_its_minutes(desk):
    for changes in ({"browser": ""}, {"browser": "another"}, {"provider": "another"}):
        leaving = left(desk)
        assert come_back(desk.store, back_of(leaving, **changes), SOON) is None
        assert come_back(desk.store, back_of(leaving), SOON) is None
    assert come_back(desk.store, back_of(left(desk), state="\ud800"), SOON) is None
    leaving = left(desk)
    assert leaving.until == NOW + timedelta(minutes=10)
    assert come_back(desk.store, back_of(leaving), leaving.until) is None


@pytest.mark.rule("SE-20")
def test_of_several_that_come_back_at_once_by_one_attempt_one_does(desk):
    back = back_of(left(desk))
    tries = [lambda: come_back(desk.store, back, SOON) is not None for _ in range(TRIES)]
    assert sorted(at_once(tries)) == [False] * (TRIES - 1) + [True]


@pytest.mark.rule("SE-19", "SE-20")
def test_nothing_of_an_attempt_stands_in_the_database(desk, actor):
    with desk.transaction() as session:
        begun = begin_session(session, actor.user, Source.OUTSIDE, NOW)
        leaving = leave(
            session, "kommune", "/cases", NOW, steps_up=session_of(session, begun.token, NOW)
        )
    stored = dump(desk)
    for kept in (leaving.state, leaving.nonce, leaving.verifier, leaving.browser, "kommune"):
        assert kept.encode() not in stored


def test_an_attempt_that_is_too_late_is_swept(desk):
    leaving = left(desk)
    with desk.transaction() as session:
        assert forget_over(session, SOON) == 0
        assert forget_over(session, leaving.until) == 1
    assert rows(desk, OutsideAttemptRow) == 0


@pytest.mark.rule("SE-20")
def test_what_a_provider_proves_begins_a_session_and_counts_no_failure(desk, actor):
    returned = come_back(desk.store, back_of(left(desk)), SOON)
    begun = let_in(desk.store, returned, vouched(actor), SOON)
    found = at_request(desk, begun.token, SOON)
    assert (found.actor, found.source) == (actor, Source.OUTSIDE)
    assert rows(desk, FailureRow) == 0
    note_away(desk.store, come_back(desk.store, back_of(left(desk)), SOON), SOON)
    assert rows(desk, FailureRow) == 0


@pytest.mark.rule("SE-20")
def test_what_a_provider_says_must_be_what_the_register_and_the_policy_say(desk, actor):
    wrong = {
        "subject": {"subject": replace(BO, subject="another")},
        "organisation": {"organisation": None},
        "role": {"functions": frozenset()},
        "assurance": {"level": Level.LOW},
    }
    for why, changes in wrong.items():
        returned = come_back(desk.store, back_of(left(desk)), SOON)
        with pytest.raises(SignInRefused):
            let_in(desk.store, returned, vouched(actor, **changes), SOON)
        assert logged(desk)[-1] == f"sign_in.outside_refused.{why}"


@pytest.mark.rule("SE-20")
def test_a_step_up_is_of_the_same_accounts_session_proved_since_it_left(desk, actor):
    with desk.transaction() as session:
        token = begin_session(session, actor.user, Source.OUTSIDE, NOW).token
        signed_in = session_of(session, token, NOW)
    since = NOW - timedelta(seconds=60)
    for proved in (None, since - timedelta(seconds=1), SOON + timedelta(seconds=61)):
        returned = come_back(desk.store, back_of(left(desk, steps_up=signed_in)), SOON)
        with pytest.raises(SignInRefused):
            let_in(desk.store, returned, vouched(actor, proved=proved), SOON)
        assert logged(desk)[-1] == "sign_in.outside_refused.moment"
    for proved in (since, SOON + timedelta(seconds=60)):
        returned = come_back(desk.store, back_of(left(desk, steps_up=signed_in)), SOON)
        begun = let_in(desk.store, returned, vouched(actor, proved=proved), SOON)
        assert at_request(desk, begun.token, SOON).stepped_up_until > SOON
    with desk.transaction() as session:
        local = begin_session(session, actor.user, Source.LOCAL, NOW)
        signed_in = session_of(session, local.token, NOW)
    returned = come_back(desk.store, back_of(left(desk, steps_up=signed_in)), SOON)
    with pytest.raises(SignInRefused):
        let_in(desk.store, returned, vouched(actor, proved=SOON), SOON)
    assert logged(desk)[-1] == "sign_in.outside_refused.session"


@pytest.mark.rule("SE-20")
def test_an_address_that_fails_again_and_again_pauses(desk):
    nothing = Back(provider="kommune", state="", browser="", address=ADDRESS)
    for _ in range(20):
        assert come_back(desk.store, nothing, SOON) is None
    with pytest.raises(Throttled):
        come_back(desk.store, nothing, SOON)


@pytest.mark.rule("RE-16", "SE-20")
def test_an_attempt_by_a_clock_that_was_ahead_is_over_and_swept(desk):
    for back in (timedelta(minutes=2), timedelta(days=365)):
        assert come_back(desk.store, back_of(left(desk)), NOW - back) is None
    left(desk)
    with desk.transaction() as session:
        forget_over(session, NOW - timedelta(minutes=2))
    assert rows(desk, OutsideAttemptRow) == 0
