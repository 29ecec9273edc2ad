"""A process that kills itself with SIGKILL at a fault point, as a power cut would.

A fault point is a word to the database: `python -m tests.relocation.store.killed URL WHAT AT` does
WHAT and dies before the statement number AT (from 1), before its first commit ("commit"), or never
("never").
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from relocation.database import open_database, transaction
from relocation.idempotency.model import Request
from relocation.idempotency.service import once
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from relocation.outbox.worker import handle_next
from relocation.policy import load_casework_policy
from relocation.schema import upgrade
from tests.relocation.store.rows import ID, NOON

ROOT = Path(__file__).parents[3]
LEASE = timedelta(minutes=1)
SECRET = b"s" * 32
FOLLOWS = Message("followed", "f" * 32)
REQUEST = Request("u" * 32, "key-1", b"POST /nominations")


def handle(engine: Engine) -> None:
    """Handle one message; the work is to tell another one."""
    numbers = load_casework_policy().outbox

    def follow(session, _taken):
        tell(session, FOLLOWS, NOON)

    handle_next(engine, follow, NOON, LEASE, numbers)


def act(engine: Engine) -> None:
    """Do what a request asks for: tell a message."""
    numbers = load_casework_policy().idempotency
    with transaction(engine) as session:
        once(
            session,
            REQUEST,
            lambda: tell(session, Message("acted", ID), NOON).encode(),
            secret=SECRET,
            now=NOON,
            numbers=numbers,
        )


WHAT: dict[str, Callable[[Engine], None]] = {"upgrade": upgrade, "handle": handle, "act": act}


def kill(*_arguments) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(engine: Engine, at: str) -> None:
    if at == "commit":
        event.listen(engine, at, kill)
    if not at.isdigit():
        return
    left = iter(range(int(at) - 1))

    def counted(*_arguments) -> None:
        if next(left, None) is None:
            kill()

    event.listen(engine, "before_cursor_execute", counted)


def killed(url: str, what: str, at: int | str) -> bool:
    """Whether a process that does `what` met its fault point; else it must have done its work."""
    command = [sys.executable, "-m", __name__, url, what, str(at)]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    assert code in {0, -signal.SIGKILL}
    return code != 0


def main(url: str, what: str, at: str) -> None:
    engine = open_database(url)
    die_before(engine, at)
    WHAT[what](engine)
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
