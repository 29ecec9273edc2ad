"""A process that kills itself with SIGKILL at a fault point, as a power cut would.

`python -m tests.relocation.store.killed URL WHAT AT` does WHAT and dies where AT says: before a
statement to the database or before a commit, counted from 1; "each" does it again and again, dying
one statement later each time.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event

from sqlalchemy import Engine, event, text

from relocation.database import open_database, transaction
from relocation.idempotency.model import Request
from relocation.idempotency.service import once
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from relocation.outbox.worker import handle_next
from relocation.schema import upgrade
from relocation.store_policy import load_store_policy
from tests.relocation.store.rows import ID, NOON
from tests.store import Store

ROOT = Path(__file__).parents[3]
LEASE = timedelta(minutes=1)
SECRET = b"s" * 32
FOLLOWS = Message("followed", "f" * 32)
REQUEST = Request("u" * 32, "key-1", b"POST /nominations")


def handle(engine: Engine, now: datetime = NOON) -> None:
    """Handle one message; the work is to tell another one."""
    numbers = load_store_policy().outbox

    def follow(session, _taken):
        tell(session, FOLLOWS, now)

    handle_next(engine, follow, now, LEASE, numbers)


def act(engine: Engine, now: datetime = NOON) -> None:
    """Do what a request asks for: tell a message."""
    numbers = load_store_policy().idempotency
    with transaction(engine) as session:
        once(
            session,
            REQUEST,
            lambda: tell(session, Message("acted", ID), now).encode(),
            secret=SECRET,
            now=now,
            numbers=numbers,
        )


def to_the_newest(engine: Engine, _now: datetime) -> None:
    upgrade(engine)


WHAT: dict[str, Callable[[Engine, datetime], None]] = {
    "upgrade": to_the_newest,
    "handle": handle,
    "act": act,
}


def die_before(engine: Engine, at: str) -> None:
    """Set the fault point: "statement 3", "commit 1", or "never"."""
    what, _, number = at.partition(" ")
    if what == "never":
        return
    left = iter(range(int(number) - 1))

    def counted(*_arguments) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, {"statement": "before_cursor_execute", "commit": "commit"}[what], counted)


def command(store: Store, what: str, at: str) -> list[str]:
    return [sys.executable, "-m", __name__, store.url, what, at]


def killed(store: Store, what: str, at: str) -> bool:
    """Whether a process that does `what` met its fault point; else it did its work."""
    code = subprocess.run(command(store, what, at), cwd=ROOT, check=False).returncode
    assert code in {0, -signal.SIGKILL}
    wait_until_alone(store)
    return code != 0


def killed_at_each(store: Store, what: str) -> int:
    """How often `what` was killed, one statement later each time, until it did its work."""
    words = command(store, what, "each")
    kills = int(subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout)
    wait_until_alone(store)
    return kills


def wait_until_alone(store: Store) -> None:
    """A server undoes what the dead began as soon as it sees that they are gone."""
    if store.is_sqlite:
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    pause = Event()  # nobody sets it: a clock is not asked
    store.engine.dispose()
    with store.engine.connect() as connection:
        for _ in range(1000):
            if not connection.execute(others).scalar():
                return
            connection.rollback()
            pause.wait(0.01)
    raise AssertionError("somebody is still connected")


def do(url: str, what: str, at: str, now: datetime = NOON) -> None:
    engine = open_database(url)
    die_before(engine, at)
    WHAT[what](engine, now)
    engine.dispose()


def learn(what: str) -> None:
    """Do it once elsewhere: what a child imports costs it more than what it does."""
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = f"sqlite:///{folder}/store.sqlite"
        for each in dict.fromkeys(("upgrade", what)):
            do(elsewhere, each, "never")


def die_at_each(url: str, what: str) -> int:
    """Do `what` in one child after the other, each when a lease has ended, until one lives."""
    learn(what)
    for kills in count():
        child = os.fork()
        if not child:
            do(url, what, f"statement {kills + 1}", NOON + kills * LEASE)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError


def main(url: str, what: str, at: str) -> None:
    if at == "each":
        sys.stdout.write(str(die_at_each(url, what)))
    else:
        do(url, what, at)


if __name__ == "__main__":
    main(*sys.argv[1:])
