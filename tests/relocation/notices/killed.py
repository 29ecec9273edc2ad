"""A worker that delivers, and kills itself before a statement or a commit: one later each time.

`python -m tests.relocation.notices.killed URL KEYS BEFORE` lets one after the other do so, each
when the lease of the one before is over, until one lives; it says how many died.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from relocation.database import open_database
from relocation.jobs.service import LEASE
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


def deliver(store: Store, now: datetime) -> None:
    numbers = replace(load_store_policy().notices, attempts=TIRELESS)
    sender = Sender(numbers.answer_seconds, HERE)
    with Delivering(store, lambda: now, sender, ORIGIN, numbers=numbers) as delivering:
        delivering.deliver_all()


def work(url: str, keys: str, before: str, kills: int) -> None:
    engine = open_database(url)
    store = Store(engine, Place(Path(keys)).open(), person_of)
    die_before(engine, f"{before} {kills + 1}")
    deliver(store, NOW + timedelta(minutes=2) + kills * LEASE)
    engine.dispose()


def main(url: str, keys: str, before: str) -> int:
    for kills in count():
        child = os.fork()
        if not child:
            work(url, keys, before, kills)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
