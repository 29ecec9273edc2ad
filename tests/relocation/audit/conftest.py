"""A log of its own for each test, on SQLite and on PostgreSQL; only `store` is asked for."""

import secrets
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from relocation.access.tables import CaseRow
from relocation.audit.tables import AuditLine
from relocation.database import open_database
from relocation.outbox.tables import OutboxMessage, OutboxSubject
from relocation.people.tables import AccountRow, PersonRow, QualificationRow
from relocation.policies.tables import PolicyRow
from tests.relocation.audit.logbook import Logbook
from tests.relocation.keys.places import Place
from tests.store import shown

OUTBOX = (OutboxSubject.__tablename__, OutboxMessage.__tablename__)
PEOPLE = tuple(each.__tablename__ for each in (PersonRow, AccountRow, QualificationRow))
CASES = CaseRow.__tablename__
TABLES = ("audit_lines", "audit_head", PolicyRow.__tablename__, *OUTBOX, *PEOPLE, CASES)
"""The log's own, the numbers it counts by, messages of refusals, its readers, and the cases."""
HERE = Path(__file__).parent
FAST = 5
"""Tests of each file that stay with the fast ones: a log of its own takes a tenth of a second."""


def pytest_collection_modifyitems(items):
    seen = Counter()
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("slow") is None:
            seen[item.path] += 1
            if seen[item.path] > FAST:
                item.add_marker("slow")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request, tmp_path):
    """The engine of an empty store with the log's tables and `notes`, a caller's own table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    else:
        # A schema is made in a hundredth of the time that a database takes.
        server = request.getfixturevalue("own_server")
        url, name = shown(server.url), f"audit_{secrets.token_hex(6)}"
        admin = create_engine(url)
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        admin.dispose()
        url += f"&options=-csearch_path%3D{name}"
    engine = open_database(url)
    tables = [AuditLine.metadata.tables[each] for each in TABLES]
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
