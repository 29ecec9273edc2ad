"""A worker on a round that kills itself: before a statement, some later each time, or at its work.

`python -m tests.relocation.long_jobs.killed_round URL KEYS STEP` lets one worker after the other
take the round, each when the lease of the one before is over, until one lives; it says how many
died. With a step of 0 it dies while its solver works, and says the number of that process.
"""

import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

from relocation.database import open_database
from relocation.long_jobs.worker import work_once
from relocation.store import Store
from tests.relocation.casework.desk import by_name
from tests.relocation.desk import NOW
from tests.relocation.keys.places import Place
from tests.relocation.long_jobs.errands import TIRELESS
from tests.relocation.long_jobs.killed_worker import LEASE
from tests.relocation.store.killed import ROOT, die_before, wait_until_alone
from tests.scoring.test_apart import children
from tests.store import Store as Database

STEP = 13
"""A round takes a second to solve: not every statement is worth one."""


def killed_now_and_then(office, keys, step=STEP):
    """How often workers were killed, each some statements later, until one lived."""
    done = _run(office, keys, step)
    assert done.returncode == 0
    return int(done.stdout)


def killed_while_solving(office, keys):
    """The number of the process in which the solver of a killed worker was."""
    done = _run(office, keys, 0)
    assert done.returncode == -signal.SIGKILL
    return done.stdout


def _run(office, keys, step):
    url = office.store.database.url.render_as_string(hide_password=False)
    words = [sys.executable, "-m", __name__, url, str(keys), str(step)]
    done = subprocess.run(words, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    wait_until_alone(Database(url, office.store.database))
    return done


def work(url, keys, now_of, at="never"):
    engine = open_database(url)
    die_before(engine, at)
    store = Store(engine, Place(Path(keys)).open(), by_name)
    work_once(store, now_of, numbers=TIRELESS)
    engine.dispose()


def die_while_solving():
    """A clock that kills who asks it as soon as there is a solver."""
    if solvers := children():
        sys.stdout.write(str(solvers[0]))
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    return NOW


def die_again_and_again(url, keys, step):
    for kills in count():
        child = os.fork()
        if not child:
            now = NOW + kills * LEASE
            work(url, keys, lambda: now, f"statement {2 + kills * step}")  # noqa: B023
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


def main(url, keys, step):
    if step == "0":
        work(url, keys, die_while_solving)
    else:
        sys.stdout.write(str(die_again_and_again(url, keys, int(step))))


if __name__ == "__main__":
    main(*sys.argv[1:])
