"""A runner of the due jobs that kills itself before a statement, some later each time.

`python -m tests.relocation.casework.killed_runner URL KEYS NOW STRIDE` runs a pass so, in a child
after the other and each when the lease of the one before has ended, until one lives; it says how
many died.
"""

import os
import signal
import sys
from datetime import datetime
from itertools import count
from pathlib import Path

from relocation.database import open_database
from relocation.jobs.service import LEASE, run_due
from relocation.store import Store
from tests.relocation.casework.desk import by_name
from tests.relocation.casework.due import Noting
from tests.relocation.keys.places import Place
from tests.relocation.store.killed import die_before


def main(url: str, keys: str, now: str, stride: str) -> int:
    for kills in count():
        child = os.fork()
        if not child:
            engine = open_database(url)
            die_before(engine, f"statement {int(stride) * kills + 1}")
            store = Store(engine, Place(Path(keys)).open(), by_name)
            run_due(store, datetime.fromisoformat(now) + kills * LEASE, channel=Noting())
            engine.dispose()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
