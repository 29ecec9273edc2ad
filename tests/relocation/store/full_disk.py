"""A PostgreSQL server of a test's own whose disk is full: no file of it may grow beyond a size.

Nothing is mounted and nobody need be root: the limit is the kernel's own on the size of a file, put
on the server while it runs, so that what it starts for the next connection has it. Only the limit
that can be lifted again is lowered.
"""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, MetaData, Table, create_engine, insert, text
from sqlalchemy.engine import make_url

from tests.relocation.store.rows import ROWS
from tests.store import Server, Store, opened, settled, with_template

LOG_FILE = 1024 * 1024
"""Bytes of one file of the server's own journal: it is written whole, so it must fit."""
GROWING = ("taken_steps", "documents", "audit_lines", "outbox_messages", "kept_answers")
"""Tables that steps add to."""
UNLIMITED = resource.RLIM_INFINITY
SETTINGS = "fsync = off\nautovacuum = off\nmax_connections = 50\nrestart_after_crash = off\n"
"""Whoever commits writes the journal itself; nobody sweeps, and a server that dies stays so."""


@dataclass
class Bounded:
    """A server that can be given less room than it wants.

    Attributes:
        process: what starts and ends it.
        server: as other tests use one.
        filled: the same, whose stores have tables that fill their files.
    """

    process: Any
    server: Server
    filled: Server

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """No file may grow beyond so many bytes, for every connection that is made meanwhile."""
        self._limit(size)
        try:
            yield
        finally:
            self._limit(UNLIMITED)

    def _limit(self, size: int) -> None:
        info = self.process.get_postmaster_info()
        if info.is_running():
            _limit_of(info.pid, size)

    def journal(self, size: int) -> None:
        """Let the journal's newest file have at least so many bytes in it."""
        self.server.run("SELECT pg_switch_wal()")
        self.server.run(f"SELECT pg_logical_emit_message(false, '', repeat('-', {size}))")

    def start_again(self) -> None:
        """Start it where it has gone, with all the room that there is."""
        self.process.get_postmaster_info().process.wait(60)
        self.process.ensure_postgres_running()


def _fill(server: Server, database: str) -> None:
    """Let every table that steps add to be so large that its next row needs a larger file.

    The rows that make it so are undone; their room stays taken until somebody sweeps.
    """
    engine = create_engine(server.url.set(database=database))
    with engine.connect() as connection:
        for name in GROWING:
            connection.execute(text(f"ALTER TABLE {name} SET (fillfactor = 10)"))
        connection.commit()
        for name in GROWING:
            _blow_up(connection, name)
    engine.dispose()


def _blow_up(connection: Connection, name: str) -> None:
    table = Table(name, MetaData(), autoload_with=connection)
    size = text("SELECT pg_relation_size(:name)")
    for start in range(0, 100_000, 500):
        if connection.scalar(size, {"name": name}) > LOG_FILE:
            break
        rows = [_unlike(table, start + at) for at in range(500)]
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(insert(table), rows)
        connection.rollback()


def _unlike(table: Table, number: int) -> dict[str, Any]:
    """A row that no other has the names and numbers of."""
    own = dict.fromkeys(("version", "sequence", "number"), 1_000_000 + number)
    own |= {"id": uuid4().hex, "pseudonym": uuid4().bytes * 2}
    return ROWS[table.name] | {name: own[name] for name in own if name in table.columns}


def _limit_of(process: int, size: int) -> None:
    """Said by a child that is who the server is: root may lack the right to do it for others."""
    owner = Path(f"/proc/{process}").stat()
    user, group = owner.st_uid, owner.st_gid
    child = os.fork()
    if not child:
        code = 1
        try:
            if os.getuid() != user:
                os.setgroups([])
                os.setresgid(group, group, group)
                os.setresuid(user, user, user)
            _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, most))
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _own_programs() -> dict[str, Path | None]:
    """Where a server's programs lie: those of the package, and the machine's own, if it has any."""
    found: dict[str, Path | None] = {"bundled": None}
    others = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = shutil.which("initdb") or next(map(str, reversed(others)), None)
    return found if path is None else found | {"system": Path(path).resolve().parent}


PROGRAMS = _own_programs()


@contextmanager
def bounded_server(programs: str = "bundled") -> Iterator[Bounded]:
    """A server of a test's own, gone afterwards."""
    with settled(PROGRAMS[programs], LOG_FILE, SETTINGS) as process:
        process.start()
        with (
            with_template(process.get_uri(), "relocation_service") as server,
            server.database(server.template) as url,
        ):
            filled = replace(server, template=str(make_url(url).database))
            _fill(server, filled.template)
            yield Bounded(process, server, filled)


@contextmanager
def store_on(server: Server) -> Iterator[Store]:
    """A store on a server."""
    with server.database(server.template) as url, opened(url) as store:
        yield store
