"""Several workers at once, on a bad channel or killed: each message once, in order per subject."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from relocation.database import transaction
from relocation.errors import LeaseLost
from relocation.outbox.model import Message, TryAgain
from relocation.outbox.service import tell
from relocation.outbox.worker import handle_next
from relocation.store_policy import load_store_policy
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import FOLLOWS, LEASE, handle, killed, killed_at_each
from tests.relocation.store.rows import ID, NOON

NUMBERS = load_store_policy().outbox
SUBJECTS = [f"{number:032x}" for number in range(5)]
WORKERS, EACH = 4, 8
MADE = "CREATE TABLE handled (subject TEXT, sequence INTEGER, PRIMARY KEY (subject, sequence))"
COUNT = "SELECT count(*) FROM handled WHERE subject = :subject"
NOTE = "INSERT INTO handled VALUES (:subject, :sequence)"


@pytest.fixture
def log(store):
    """A store with a table in which the work is noted; a second note of a message is refused."""
    with store.engine.begin() as connection:
        connection.execute(text(MADE))
    return store


def work_on(channel):
    """Notes a message where all before it are noted; a part of the attempts fails afterwards."""

    def work(session, message):
        values = {"subject": message.subject, "sequence": message.sequence}
        before = session.execute(text(COUNT), values).scalar_one()
        assert before == message.sequence - 1
        session.execute(text(NOTE), values)
        if channel.random() < 0.2:
            raise TryAgain

    return work


def worker(store, number):
    """Works until nothing is left; looks ever further ahead, so leases of others end meanwhile."""

    def run():
        work, now, idle = work_on(Random(number)), NOON, 0
        while idle < 3:
            try:
                idle = 0 if handle_next(store.engine, work, now, LEASE, NUMBERS) else idle + 1
            except LeaseLost:
                continue
            now += timedelta(seconds=10 if not idle else NUMBERS.longest_pause_seconds)

    return run


def handled(store):
    with store.engine.begin() as connection:
        return sorted(map(tuple, connection.execute(text("SELECT * FROM handled")).all()))


@pytest.mark.slow
@pytest.mark.rule("RE-7")
def test_several_workers_on_a_bad_channel_handle_each_message_once_and_in_order(log):
    for _ in range(EACH):
        with transaction(log.engine) as session:
            for subject in SUBJECTS:
                tell(session, Message("placed", subject), NOON)
    at_once([worker(log, number) for number in range(WORKERS)])
    worker(log, WORKERS)()
    assert handled(log) == [(s, n) for s in SUBJECTS for n in range(1, EACH + 1)]


@pytest.mark.rule("RE-7")
def test_messages_told_at_once_are_numbered_without_gap_and_handled_in_order(log):
    def telling():
        for _ in range(EACH):
            with transaction(log.engine) as session:
                tell(session, Message("placed", ID), NOON)

    at_once([telling, telling, worker(log, 1), worker(log, 2)])
    worker(log, 3)()
    assert handled(log) == [(ID, n) for n in range(1, 2 * EACH + 1)]


def followed(store):
    """How often the work of `handle` was done."""
    with store.engine.begin() as connection:
        count = text("SELECT count(*) FROM outbox_messages WHERE kind = :kind")
        return connection.execute(count, {"kind": FOLLOWS.kind}).scalar_one()


@pytest.mark.slow
@pytest.mark.rule("RE-7")
@pytest.mark.parametrize("at", ["commit 1", "commit 2"])
def test_a_message_whose_worker_is_killed_is_handled_once(store, at):
    with transaction(store.engine) as session:
        tell(session, Message("placed", ID), NOON)
    assert killed(store, "handle", at)
    assert followed(store) == 0
    handle(store.engine, NOON + LEASE)
    assert followed(store) == 1


@pytest.mark.slow
@pytest.mark.rule("RE-7")
def test_a_worker_can_be_killed_before_any_of_its_statements(store):
    with transaction(store.engine) as session:
        tell(session, Message("placed", ID), NOON)
    assert killed_at_each(store, "handle") >= 6
    assert followed(store) == 1
