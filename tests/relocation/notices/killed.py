"""A worker that tells or delivers, and kills itself before a statement: one later each time.

`python -m tests.relocation.notices.killed URL KEYS WHAT` lets one after the other do so, each when
the leases of the one before are over, until one lives; it says how many died.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import text

from relocation.database import open_database
from relocation.jobs.service import LEASE, hand_over
from relocation.notices.delivering import Delivering
from relocation.notices.sending import Sender
from relocation.people.acting import person_of
from relocation.store import Store
from relocation.store_policy import load_store_policy
from tests.relocation.desk import NOW
from tests.relocation.keys.places import Place
from tests.relocation.notices.offices import HERE, ORIGIN
from tests.relocation.store.killed import die_before

TIRELESS = 1_000
"""Attempts: each death is one."""


def tell(store: Store, now: datetime) -> None:
    hand_over(store, now)


def deliver(store: Store, now: datetime) -> None:
    numbers = replace(load_store_policy().notices, attempts=TIRELESS)
    sender = Sender(numbers.answer_seconds, HERE)
    with Delivering(store, lambda: now, sender, ORIGIN, numbers=numbers) as delivering:
        delivering.deliver_all()


DOES = {
    "tell": (tell, NOW + timedelta(minutes=2)),
    "deliver": (deliver, NOW + timedelta(days=7)),
}


def work(url: str, keys: str, what: str, kills: int) -> None:
    engine = open_database(url)
    store = Store(engine, Place(Path(keys)).open(), person_of)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox_messages SET attempts = 0"))
    die_before(engine, f"statement {kills + 1}")
    do, begun = DOES[what]
    do(store, begun + kills * LEASE)
    engine.dispose()


def main(url: str, keys: str, what: str) -> int:
    for kills in count():
        child = os.fork()
        if not child:
            work(url, keys, what, kills)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
