"""A store with real keys, and people of some organisations; on PostgreSQL the tests are slow."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from relocation.access.model import Entry
from relocation.access.service import put_on_list
from relocation.access.tables import CaseRow
from relocation.actor import Actor, Assurance, Function, PersonId
from relocation.keys.store import KeyStore
from relocation.permissions import Role, Stage
from relocation.schema import known_tables
from relocation.store import Store
from relocation.wall import let_in, let_into_all
from tests.relocation.keys.places import Place

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == HERE and "[sqlite" not in item.name and "[" in item.name:
            item.add_marker("slow")


def actor(user="u-sender", organisation="municipality-0101"):
    function = Function.MUNICIPAL_EXIT_COORDINATOR
    return Actor(user, organisation, function, frozenset(), Assurance.SIGNED_IN)


def entry(who, role=Role.MUNI_SENDER, **facts):
    given = {"since": NOW, "reason": "coordinator of the case"} | facts
    return Entry(reader=who.user, organisation=who.organisation, role=role, **given)


def by_account(_session, actor):
    """A person for every account: nobody here has two."""
    return PersonId(actor.user)


@pytest.fixture
def store(store, tmp_path):
    """The database of the test, and beside it keys of its own."""
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return Store(store.engine, place.create(), by_account)


@pytest.fixture
def session(store):
    with store.transaction() as session:
        yield session


def new_case(session, case, *listed, stage=Stage.ENROLLED):
    """A case at a stage, with its key and its list."""
    keys: KeyStore = session.info["relocation.keys"]
    keys.new_case_key(case, NOW)
    session.add(CaseRow(id=case, stage=stage, opened=NOW))
    session.flush()
    for each in listed:
        put_on_list(session, case, each)
    let_in(session, case)
    return case


def dumped(store):
    """All that the database holds, and on SQLite its files as they lie there."""
    found = b""
    with store.transaction() as session:
        let_into_all(session.connection())
        for table in known_tables().sorted_tables:
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')):  # noqa: S608
                found += b"".join(
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                )
    if store.database.dialect.name == "sqlite":
        file = Path(store.database.url.database)
        found += b"".join(
            each.read_bytes() for each in file.parent.iterdir() if each.name.startswith(file.name)
        )
    return found
