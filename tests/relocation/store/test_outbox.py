"""The outbox: told with what caused it, tried again with growing pauses, given up visibly."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from relocation.database import transaction
from relocation.errors import LeaseLost
from relocation.outbox.model import Message, State, TryAgain, pause
from relocation.outbox.service import (
    dead_letters,
    done,
    failed,
    forget_done,
    hold,
    revive,
    take,
    tell,
)
from relocation.outbox.tables import OutboxMessage
from relocation.outbox.worker import handle_next
from relocation.store_policy import load_store_policy
from tests.relocation.store.rows import ID, NOON, OTHER

NUMBERS = load_store_policy().outbox
TWICE = replace(NUMBERS, attempts=2)
LEASE = timedelta(minutes=1)
LATER = NOON + timedelta(days=1)


def told(store, *kinds, subject=ID):
    with transaction(store.engine) as session:
        return [tell(session, Message(kind, subject), NOON) for kind in kinds]


def taken(store, now=NOON, numbers=NUMBERS):
    with transaction(store.engine) as session:
        return take(session, now, LEASE, numbers)


def kind_of(message):
    return message and message.kind


def finished(store, message, now=NOON):
    with transaction(store.engine) as session:
        done(session, message, now)


def rested(store, message, now=NOON, numbers=NUMBERS):
    with transaction(store.engine) as session:
        return failed(session, message, now, numbers)


def dead(store):
    with transaction(store.engine) as session:
        return dead_letters(session)


def given_up(store, kind):
    """A message of this kind that failed as often as it may."""
    told(store, kind)
    rested(store, taken(store, numbers=TWICE), numbers=TWICE)
    assert rested(store, taken(store, LATER, TWICE), LATER, TWICE) is State.DEAD
    return dead(store)[0]


@pytest.mark.parametrize("subject", ["", "0101", "Jens Jensen", "0" * 33, "0" * 31 + "g", "A" * 32])
@pytest.mark.rule("SE-14")
def test_a_subject_that_is_no_random_id_is_refused(subject):
    with pytest.raises(ValueError, match="id of 32 hexadecimal digits"):
        Message("placed", subject)


@pytest.mark.parametrize("kind", ["", "Placed in Odense", "placed_0461", "a" * 61])
@pytest.mark.rule("SE-14")
def test_a_kind_that_says_more_than_a_word_is_refused(kind):
    with pytest.raises(ValueError, match="a word of small letters"):
        Message(kind, ID)


@pytest.mark.rule("SE-14")
def test_a_message_is_stored_as_ids_and_a_kind_alone():
    columns = set(OutboxMessage.__table__.columns.keys())
    assert columns == {"id", "kind", "subject", "sequence", "state", "due", "attempts", "ended"}


def test_what_is_undone_tells_nothing(store):
    def work():
        with transaction(store.engine) as session:
            tell(session, Message("placed", ID), NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert taken(store) is None


@pytest.mark.rule("RE-7")
def test_messages_of_a_subject_are_handed_out_in_order_one_after_the_other(store):
    told(store, "first", "second")
    first = taken(store)
    assert (kind_of(first), taken(store)) == ("first", None)
    finished(store, first)
    assert kind_of(taken(store)) == "second"


def test_messages_of_another_subject_need_not_wait(store):
    told(store, "first", "second")
    told(store, "elsewhere", subject=OTHER)
    assert [kind_of(taken(store)) for _ in range(3)] == ["first", "elsewhere", None]


def test_a_message_behind_one_that_rests_waits_too(store):
    told(store, "first", "second")
    rested(store, taken(store))
    assert taken(store) is None
    assert kind_of(taken(store, LATER)) == "first"


def test_a_message_that_was_handled_is_not_handed_out_again(store):
    told(store, "placed")
    finished(store, taken(store))
    assert taken(store, LATER) is None


@pytest.mark.rule("RE-7")
def test_a_message_whose_worker_went_silent_is_handed_out_again_when_the_lease_ends(store):
    told(store, "placed")
    first = taken(store)
    assert taken(store, NOON + LEASE - timedelta(seconds=1)) is None
    assert taken(store, NOON + LEASE) == replace(first, attempts=2)


def held(store, message):
    with transaction(store.engine) as session:
        hold(session, message)


@pytest.mark.parametrize("say", [finished, rested, held])
def test_a_worker_whose_lease_was_given_on_cannot_say_anything(store, say):
    told(store, "placed")
    first = taken(store)
    taken(store, NOON + LEASE)
    with pytest.raises(LeaseLost):
        say(store, first)


def test_a_worker_that_is_slow_and_still_alone_can_say_that_it_is_done(store):
    told(store, "placed")
    finished(store, taken(store), NOON + 2 * LEASE)
    assert taken(store, LATER) is None


@pytest.mark.rule("RE-7")
def test_the_pauses_double_up_to_the_cap():
    numbers = replace(NUMBERS, first_pause_seconds=10, longest_pause_seconds=60)
    seconds = [pause(attempts, numbers).total_seconds() for attempts in (1, 2, 3, 4, 5, 1000)]
    assert seconds == [10, 20, 40, 60, 60, 60]


@pytest.mark.rule("RE-7")
def test_a_message_that_failed_rests_for_its_pause(store):
    told(store, "placed")
    rested(store, taken(store))
    rest = pause(1, NUMBERS)
    assert taken(store, NOON + rest - timedelta(seconds=1)) is None
    assert taken(store, NOON + rest).attempts == 2


@pytest.mark.rule("RE-7")
def test_after_the_last_attempt_a_message_is_a_dead_letter_with_its_time(store):
    letter = given_up(store, "placed")
    assert (letter.kind, letter.subject, letter.attempts, letter.since) == ("placed", ID, 2, LATER)
    assert taken(store, LATER) is None


@pytest.mark.rule("RE-7")
def test_a_message_that_kills_its_workers_becomes_a_dead_letter(store):
    told(store, "poison", "after")
    taken(store, NOON, TWICE)
    taken(store, NOON + LEASE, TWICE)
    assert kind_of(taken(store, NOON + 2 * LEASE, TWICE)) == "after"
    assert [letter.kind for letter in dead(store)] == ["poison"]


def test_a_dead_letter_holds_nothing_back(store):
    given_up(store, "placed")
    told(store, "after")
    assert kind_of(taken(store, LATER)) == "after"


@pytest.mark.rule("RE-7")
def test_a_dead_letter_that_is_revived_comes_behind_what_was_told_since(store):
    letter = given_up(store, "placed")
    told(store, "after")
    with transaction(store.engine) as session:
        assert revive(session, letter.id, LATER)
    after = taken(store, LATER)
    finished(store, after)
    again = taken(store, LATER)
    assert (after.kind, again.kind, again.id, again.attempts) == ("after", "placed", letter.id, 1)
    assert dead(store) == ()


def test_a_message_that_is_not_dead_is_not_revived(store):
    (message,) = told(store, "placed")
    with transaction(store.engine) as session:
        assert not revive(session, message, NOON)
        assert not revive(session, "0" * 32, NOON)


def test_a_worker_from_before_a_dead_letter_was_revived_cannot_say_anything(store):
    told(store, "placed")
    once = replace(NUMBERS, attempts=1)
    first = taken(store, NOON, once)
    assert taken(store, NOON + LEASE, once) is None
    with transaction(store.engine) as session:
        revive(session, first.id, LATER)
    assert taken(store, LATER).attempts == first.attempts
    with pytest.raises(LeaseLost):
        finished(store, first)


def test_what_was_handled_is_forgotten_after_its_days_and_nothing_else(store):
    told(store, "placed", "waiting")
    finished(store, taken(store))
    days = timedelta(days=NUMBERS.kept_days)
    with transaction(store.engine) as session:
        assert forget_done(session, NOON + days - timedelta(seconds=1), NUMBERS) == 0
        assert forget_done(session, NOON + days, NUMBERS) == 1
        assert session.scalars(select(OutboxMessage.kind)).all() == ["waiting"]


def test_the_work_and_the_word_that_it_is_done_are_committed_together(store):
    told(store, "placed")

    def follow(session, _message):
        tell(session, Message("followed", OTHER), NOON)

    assert kind_of(handle_next(store.engine, follow, NOON, LEASE, NUMBERS)) == "placed"
    assert kind_of(taken(store)) == "followed"


@pytest.mark.parametrize("fault", [TryAgain, ZeroDivisionError])
def test_work_that_fails_is_undone_and_its_message_comes_again(store, fault):
    told(store, "placed")

    def follow(session, _message):
        tell(session, Message("followed", OTHER), NOON)
        raise fault

    with pytest.raises(ZeroDivisionError) if fault is ZeroDivisionError else nullcontext():
        handle_next(store.engine, follow, NOON, LEASE, NUMBERS)
    assert taken(store) is None
    assert kind_of(taken(store, NOON + LEASE)) == "placed"


def test_work_after_the_lease_was_given_on_is_undone(store):
    told(store, "placed")
    first = taken(store)
    finished(store, taken(store, NOON + LEASE))

    def work():
        with transaction(store.engine) as session:
            tell(session, Message("followed", OTHER), NOON)
            done(session, first, NOON + LEASE)

    with pytest.raises(LeaseLost):
        work()
    assert taken(store, LATER) is None


def test_a_message_that_is_held_is_nobody_elses_even_when_the_lease_has_ended(store):
    told(store, "placed")
    others = []

    def slow(_session, _message):
        if store.is_sqlite:
            return  # there the whole transaction keeps every other writer waiting
        others.append(taken(store, NOON + 2 * LEASE))

    handle_next(store.engine, slow, NOON, LEASE, NUMBERS)
    assert others in ([], [None])
    assert taken(store, LATER) is None


@pytest.mark.rule("RE-16")
def test_no_message_waits_for_a_clock_that_was_ahead(store):
    told(store, "placed")
    back = NOON - timedelta(minutes=30)
    first = taken(store, back)
    assert kind_of(first) == "placed"
    rested(store, first, NOON + timedelta(days=365))
    assert taken(store, back + timedelta(minutes=2)).attempts == 2
