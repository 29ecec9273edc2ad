"""A process that presses one button and kills itself before a statement, one later each time.

`python -m tests.relocation.casework.killed_press URL KEYS NOMINATION VERSION` confirms a judgement
so, in a child after the other, until one lives; it says how many died.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from relocation.database import open_database
from relocation.nominations import service as nominations
from relocation.proceedings.model import Press
from relocation.store import Store
from tests.relocation.casework.desk import DECIDER, MONDAY, by_name
from tests.relocation.casework.nominating import WHY
from tests.relocation.keys.places import Place
from tests.relocation.store.killed import die_before

KEY = "the same key at every attempt"


def press(store: Store, nomination: str, version: int):
    with store.transaction() as session:
        return nominations.confirm(session, DECIDER, nomination, WHY, Press(version, KEY, MONDAY))


def main(url: str, keys: str, nomination: str, version: str) -> int:
    for kills in count():
        child = os.fork()
        if not child:
            engine = open_database(url)
            die_before(engine, f"statement {kills + 1}")
            press(Store(engine, Place(Path(keys)).open(), by_name), nomination, int(version))
            engine.dispose()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


if __name__ == "__main__":
    sys.stdout.write(str(main(*sys.argv[1:])))
