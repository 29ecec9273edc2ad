"""A store with real keys, and people of some organisations."""

from datetime import UTC, datetime

import pytest

from relocation.access.model import Entry
from relocation.access.service import put_on_list
from relocation.access.tables import CaseRow
from relocation.actor import Actor, Assurance, Function
from relocation.database import Base, open_database
from relocation.keys.store import KeyStore
from relocation.permissions import Role, Stage
from relocation.store import Store
from tests.relocation.keys.places import Place

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def actor(user="u-sender", organisation="municipality-0101"):
    function = Function.MUNICIPAL_EXIT_COORDINATOR
    return Actor(user, organisation, function, frozenset(), Assurance.SIGNED_IN)


def entry(who, role=Role.MUNI_SENDER, **facts):
    given = {"since": NOW, "reason": "coordinator of the case"} | facts
    return Entry(reader=who.user, organisation=who.organisation, role=role, **given)


@pytest.fixture
def store(tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    engine = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    Base.metadata.create_all(engine)
    yield Store(engine, place.create())
    engine.dispose()


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
    return case
