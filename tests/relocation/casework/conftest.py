"""A desk on every database; the first tests of each file stay fast, on SQLite alone."""

from collections import Counter
from pathlib import Path

import pytest

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.permissions import Role
from relocation.store import Store
from tests.relocation.casework.desk import Desk, by_name
from tests.relocation.desk import NOW
from tests.relocation.desk import Desk as Accounts
from tests.relocation.keys.places import Place

HERE = Path(__file__).parent


FAST = 4
"""A press waits for the disk: a test of many takes half a second."""


def pytest_collection_modifyitems(items):
    seen = Counter()
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("slow") is None:
            is_other = "[" in item.name and "sqlite" not in item.name
            seen[item.path] += not is_other
            if is_other or seen[item.path] > FAST:
                item.add_marker("slow")


@pytest.fixture
def desk(store, tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return Desk(Store(store.engine, place.create(), by_name))


@pytest.fixture
def people(whole_store):
    """The register of people, with whoever administers it."""
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole_store.transaction() as session:
        admin = actor_of(session, first_account(session, new, NOW), Assurance.SIGNED_IN, NOW)
    return Accounts(whole_store, admin)


@pytest.fixture
def at_home(people):
    """A case with a coordinator and the police of the residence on its list, by their accounts."""
    desk = Desk(people.store, now=NOW)
    coordinator = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    police = people.actor(Function.POLICE_EXIT_COORDINATOR)
    desk.open_case(roles={coordinator: Role.MUNI_SENDER, police: Role.POLICE_SENDER})
    return desk, coordinator, police
