"""Rounds of messages on a channel of which a fifth fails, with a worker killed in each."""

import os
import signal
from datetime import timedelta
from random import Random

from sqlalchemy import text

from relocation.database import open_database, transaction
from relocation.errors import LeaseLost
from relocation.outbox.model import Message, TryAgain
from relocation.outbox.service import tell
from relocation.outbox.worker import handle_next
from relocation.store_policy import load_store_policy
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import LEASE, die_before, wait_until_alone
from tests.relocation.store.rows import NOON

NUMBERS = load_store_policy().outbox
SUBJECTS = [f"{number:032x}" for number in range(5)]
WORKERS, EACH = 4, 8
MADE = "CREATE TABLE handled (subject TEXT, sequence INTEGER, PRIMARY KEY (subject, sequence))"
COUNT = "SELECT count(*) FROM handled WHERE subject = :subject"
NOTE = "INSERT INTO handled VALUES (:subject, :sequence)"


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


def worker(engine, number, now=NOON):
    """Works until nothing is left; looks ever further ahead, so leases of others end meanwhile."""

    def run():
        work, at, idle = work_on(Random(number)), now, 0
        while idle < 3:
            try:
                idle = 0 if handle_next(engine, work, at, LEASE, NUMBERS) else idle + 1
            except LeaseLost:
                continue
            at += timedelta(seconds=10 if not idle else NUMBERS.longest_pause_seconds)

    return run


def handled(store):
    with store.engine.begin() as connection:
        return sorted(map(tuple, connection.execute(text("SELECT * FROM handled")).all()))


def tell_all(store, now=NOON):
    for _ in range(EACH):
        with transaction(store.engine) as session:
            for subject in SUBJECTS:
                tell(session, Message("placed", subject), now)


def rounds_with_a_killed_worker(store, start, count):
    """After each round every message must be handled, once and in order; the rounds where not."""
    with store.engine.begin() as connection:
        connection.execute(text(MADE))
    wrong = []
    for done, number in enumerate(range(start, start + count), start=1):
        now = NOON + timedelta(days=number)
        tell_all(store, now)
        _die_at_work(store, number, now)
        at_once([worker(store.engine, number * WORKERS + n, now) for n in range(WORKERS)])
        worker(store.engine, number, now + timedelta(hours=12))()
        if handled(store) != [(s, n) for s in SUBJECTS for n in range(1, done * EACH + 1)]:
            wrong.append(f"round {number}")
    return wrong


def _die_at_work(store, number, now):
    """A process that works and is killed before some statement, while it has a message or not."""
    store.engine.dispose()
    child = os.fork()
    if not child:
        engine = open_database(store.url)
        die_before(engine, f"statement {Random(number).randrange(1, 120)}")
        worker(engine, number, now)()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in {0, -signal.SIGKILL}
    wait_until_alone(store)
