"""Idempotency: the same request acts once and is answered alike; another body is refused."""

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import func, select, text

from relocation.database import transaction
from relocation.errors import KeyReused
from relocation.idempotency.service import forget_expired, once
from relocation.idempotency.tables import KeptAnswer
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from relocation.outbox.tables import OutboxMessage
from relocation.store_policy import load_store_policy
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import REQUEST, SECRET, act, killed, killed_at_each
from tests.relocation.store.rows import ID, NOON

NUMBERS = load_store_policy().idempotency
KEPT = timedelta(hours=NUMBERS.kept_hours)


def answered(store, request=REQUEST, now=NOON, secret=SECRET, fault=None):
    """The answer to a request whose effect is a message; the answer is the message's id."""
    with transaction(store.engine) as session:

        def tell_it():
            told = tell(session, Message("acted", ID), now).encode()
            if fault:
                raise fault
            return told

        return once(session, request, tell_it, secret=secret, now=now, numbers=NUMBERS)


def effects(store):
    with transaction(store.engine) as session:
        return session.scalar(select(func.count()).select_from(OutboxMessage))


@pytest.mark.rule("RE-5")
def test_the_same_request_again_acts_once_and_has_the_same_answer(store):
    assert answered(store) == answered(store)
    assert effects(store) == 1


@pytest.mark.rule("RE-5")
def test_the_same_key_with_another_body_is_refused_and_changes_nothing(store):
    first = answered(store)
    with pytest.raises(KeyReused):
        answered(store, replace(REQUEST, body=b"POST /placements"))
    assert (effects(store), answered(store)) == (1, first)


def test_a_refusal_shows_neither_key_nor_body(store):
    answered(store)
    with pytest.raises(KeyReused) as refused:
        answered(store, replace(REQUEST, body=b"hemmelig"))
    told = str(refused.value)
    assert [part for part in (REQUEST.key, REQUEST.user, "hemmelig") if part in told] == []


@pytest.mark.rule("RE-5")
def test_the_same_key_of_another_user_is_another_request(store):
    assert answered(store) != answered(store, replace(REQUEST, user="v" * 32))
    assert effects(store) == 2


def test_no_part_of_a_request_can_be_taken_for_the_end_of_another(store):
    answered(store, replace(REQUEST, user="ab", key="c"))
    answered(store, replace(REQUEST, user="a", key="bc"))
    assert effects(store) == 2


def test_an_answer_may_be_empty(store):
    for _ in range(2):
        with transaction(store.engine) as session:
            kept = once(session, REQUEST, lambda: b"", secret=SECRET, now=NOON, numbers=NUMBERS)
            assert kept == b""


@pytest.mark.rule("RE-5")
def test_a_request_that_was_undone_can_be_repeated(store):
    with pytest.raises(ZeroDivisionError):
        answered(store, fault=ZeroDivisionError)
    assert effects(store) == 0
    assert answered(store) == answered(store)
    assert effects(store) == 1


def test_a_key_is_kept_for_its_hours_and_free_afterwards(store):
    first = answered(store)
    assert answered(store, now=NOON + KEPT - timedelta(seconds=1)) == first
    assert answered(store, now=NOON + KEPT) != first
    assert effects(store) == 2


def test_answers_whose_time_is_over_are_forgotten_and_no_others(store):
    answered(store)
    answered(store, replace(REQUEST, key="later"), NOON + KEPT)
    with transaction(store.engine) as session:
        assert forget_expired(session, NOON + KEPT) == 1
        assert session.scalar(select(func.count()).select_from(KeptAnswer)) == 1


def test_the_store_shows_neither_user_nor_key_nor_body(store):
    answered(store, replace(REQUEST, user="hemmelig-1", key="hemmelig-2", body=b"hemmelig-3"))
    with store.engine.begin() as connection:
        row = connection.execute(text("SELECT pseudonym, digest FROM kept_answers")).one()
    assert not [part for part in row if b"hemmelig" in bytes(part)]


def test_who_has_the_database_alone_cannot_guess_a_body():
    assert REQUEST.digest(SECRET) != REQUEST.digest(b"guessed")
    assert REQUEST.pseudonym(SECRET) != REQUEST.pseudonym(b"guessed")


@pytest.mark.rule("RE-5")
@pytest.mark.slow
def test_several_at_once_act_once_and_have_one_answer(store):
    for number in range(5):
        request = replace(REQUEST, key=f"at once {number}")
        answers = at_once([lambda request=request: answered(store, request)] * 4)
        assert len(set(answers)) == 1
    assert effects(store) == 5


def test_where_the_first_of_two_is_undone_the_second_acts(store):
    is_claimed, is_second_there = Event(), Event()

    def fail():
        is_claimed.set()
        is_second_there.wait()
        raise ZeroDivisionError

    def first():
        with pytest.raises(ZeroDivisionError), transaction(store.engine) as session:
            once(session, REQUEST, fail, secret=SECRET, now=NOON, numbers=NUMBERS)

    def second():
        is_claimed.wait()
        is_second_there.set()
        return answered(store)

    at_once([first, second])
    assert effects(store) == 1


@pytest.mark.slow
@pytest.mark.rule("RE-5")
@pytest.mark.parametrize("at", ["statement 4", "commit 1"])
def test_a_request_whose_server_was_killed_acts_once_when_it_is_repeated(store, at):
    assert killed(store, "act", at)
    assert effects(store) == 0
    act(store.engine)
    act(store.engine)
    assert effects(store) == 1


@pytest.mark.slow
@pytest.mark.rule("RE-5")
def test_a_server_can_be_killed_before_any_statement_of_a_request(store):
    assert killed_at_each(store, "act") >= 4
    act(store.engine)
    assert effects(store) == 1
