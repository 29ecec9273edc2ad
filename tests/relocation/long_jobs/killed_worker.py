"""A worker that kills itself: before a statement or commit, one later each time, or at its work.

`python -m tests.relocation.long_jobs.killed_worker URL KEYS AT` lets one worker after the other
take the job, each when the lease of the one before is over, until one lives; it says how many died.
"""

import os
import signal
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from relocation.database import open_database
from relocation.long_jobs.worker import work_once
from relocation.people.acting import person_of
from relocation.store import Store
from tests.relocation.desk import NOW
from tests.relocation.keys.places import Place
from tests.relocation.long_jobs.errands import ERRAND, TIRELESS, die, kind
from tests.relocation.store.killed import die_before

LEASE = timedelta(seconds=TIRELESS.lease_seconds)
EACH = "each "


def work(url: str, keys: str, at: str, kills: int) -> None:
    engine = open_database(url)
    store = Store(engine, Place(Path(keys)).open(), person_of)
    if at.startswith(EACH):
        die_before(engine, f"{at.removeprefix(EACH)} {kills + 1}")
    kinds = [ERRAND if at.startswith(EACH) else kind(die)]
    work_once(store, lambda: NOW + kills * LEASE, kinds=kinds, numbers=TIRELESS)
    engine.dispose()


def main(url: str, keys: str, at: str) -> int:
    for kills in count():
        child = os.fork()
        if not child:
            work(url, keys, at, kills)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
        if not at.startswith(EACH):
            return kills + 1
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
