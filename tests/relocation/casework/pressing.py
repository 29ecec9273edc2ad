"""Presses sent by four at once and once more, and presses on a store that cannot be written."""

import resource
import signal
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import text

from relocation.errors import KeyReused
from tests.relocation.casework.killing import REFUSED, Found, Killed
from tests.relocation.casework.pressing_on import (
    press,
    press_otherwise,
    ready,
    row_of,
    version_of,
)
from tests.relocation.store.at_once import at_once

PAGE = 8192
"""Bytes of a page of a server's file."""
AWAY, BACK = "ALTER TABLE audit_head RENAME TO away", "ALTER TABLE away RENAME TO audit_head"


def faults_of_repeating(desk, count):
    """What was wrong when each press came from four at once, later again, and then otherwise."""
    ready(desk, count)
    wrong = []
    for number in range(count):
        row = row_of(desk, number)
        seen = version_of(desk, number, row)

        def pressed(number=number, seen=seen, row=row):
            return press(desk, number, seen, row)

        first, *others = [*at_once([pressed] * 4), pressed()]
        held = {
            "answers": others == [first] * 4,
            "effects": Found(desk).pressed() == number + 1,
            "another body": _is_refused(partial(press_otherwise, desk, number, seen, row)),
        }
        wrong += [f"press {number}: {name}" for name, holds in held.items() if not holds]
    return wrong


def _is_refused(pressing):
    try:
        pressing()
    except KeyReused:
        return True
    return False


def faults_of_a_full_disk(desk, keys, count, seed):
    """What was wrong after the disk was full for so many processes, at one moment or another."""
    random, killed, wrong, refused = Random(seed), Killed(desk, keys), [], 0
    for number in range(count):
        code = killed.work(_full(desk, random))
        refused += code == REFUSED
        wrong += [] if code in {0, REFUSED} else [f"{number}: ended with {code}"]
        wrong += killed.faults()
        killed.work(lambda _engine: None)
    wrong += [] if refused else ["the disk was never full"]
    return [*wrong, *killed.faults()]


def faults_of_a_servers_full_disk(desk, keys, server, count, seed):
    """The same of a server, whose files may not grow beyond some pages more than the largest."""
    random, killed, wrong, refused = Random(seed), Killed(desk, keys), [], 0
    for number in range(count):
        ready(desk, len(killed.answers) + killed.at_most)
        with server.room(largest_file(desk) + random.randrange(1, 12) * PAGE):
            code = killed.work(lambda _engine: None)
        refused += code == REFUSED
        wrong += [] if code in {0, REFUSED} else [f"{number}: ended with {code}"]
        wrong += killed.faults()
        killed.work(lambda _engine: None)
    wrong += [] if refused else ["the disk was never full"]
    return [*wrong, *killed.faults()]


def largest_file(desk):
    """Bytes of the largest table, which the next step adds to."""
    asked = text("SELECT max(pg_relation_size(oid)) FROM pg_class WHERE relkind IN ('r', 'i', 't')")
    with desk.store.database.connect() as connection:
        return connection.scalar(asked)


def _full(desk, random):
    """No file may grow by more than some pages; what the process writes on is told by an error."""
    wal = Path(f"{desk.store.database.url.database}-wal")
    room = (wal.stat().st_size if wal.exists() else 0) + random.randrange(1, 300) * 1024

    def prepare(_engine):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return prepare


def faults_of_an_unwritable_log(desk, keys, count):
    """What was wrong after the log could not be written for so many processes."""
    killed, wrong = Killed(desk, keys), []
    for number in range(count):
        _run(desk, AWAY)
        code = killed.work(lambda _engine: None)
        _run(desk, BACK)
        wrong += [] if code == REFUSED else [f"{number}: ended with {code}"]
        wrong += killed.faults()
        killed.work(lambda _engine: None)
    return [*wrong, *killed.faults()]


def _run(desk, statement):
    with desk.store.database.begin() as connection:
        connection.execute(text(statement))
