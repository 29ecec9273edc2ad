"""Several workers at once, on a bad channel or killed: each message once, in order per subject."""

import pytest
from sqlalchemy import text

from relocation.database import transaction
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import FOLLOWS, LEASE, handle, killed, killed_at_each
from tests.relocation.store.outbox_rounds import (
    EACH,
    MADE,
    SUBJECTS,
    WORKERS,
    handled,
    rounds_with_a_killed_worker,
    tell_all,
    worker,
)
from tests.relocation.store.rows import ID, NOON


@pytest.fixture
def log(store):
    """A store with a table in which the work is noted; a second note of a message is refused."""
    with store.engine.begin() as connection:
        connection.execute(text(MADE))
    return store


@pytest.mark.slow
@pytest.mark.rule("RE-7")
def test_several_workers_on_a_bad_channel_handle_each_message_once_and_in_order(log):
    tell_all(log)
    at_once([worker(log.engine, number) for number in range(WORKERS)])
    worker(log.engine, WORKERS)()
    assert handled(log) == [(s, n) for s in SUBJECTS for n in range(1, EACH + 1)]


@pytest.mark.slow
@pytest.mark.rule("RE-7")
def test_a_worker_killed_among_others_on_a_bad_channel_loses_and_doubles_nothing(store):
    assert rounds_with_a_killed_worker(store, 0, 2) == []


@pytest.mark.slow
@pytest.mark.rule("RE-7")
def test_messages_told_at_once_are_numbered_without_gap_and_handled_in_order(log):
    def telling():
        for _ in range(EACH):
            with transaction(log.engine) as session:
                tell(session, Message("placed", ID), NOON)

    at_once([telling, telling, worker(log.engine, 1), worker(log.engine, 2)])
    worker(log.engine, 3)()
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
