"""An office on every database, and a receiver on this machine."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.people.acting import actor_of, person_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.store import Store
from tests.relocation.desk import NOW
from tests.relocation.desk import Desk as Accounts
from tests.relocation.keys.places import Place
from tests.relocation.notices.offices import made
from tests.relocation.notices.receivers import receiving
from tests.store import opened

HERE = Path(__file__).parent
FAST = 2
"""Of each file so many are fast tests: an office takes some tenths of a second to furnish."""


def pytest_collection_modifyitems(items):
    seen = Counter()
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("slow") is None:
            is_other = "[postgresql]" in item.name or "[system]" in item.name
            seen[item.path] += not is_other
            if is_other or (seen[item.path] > FAST and item.path.stem != "test_addresses"):
                item.add_marker("slow")


def office_of(database, folder):
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    whole = Store(database, place.create(), person_of)
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole.transaction() as session:
        user = first_account(session, new, NOW)
        admin = actor_of(session, user, Assurance.SIGNED_IN, NOW)
    return made(Accounts(whole, admin))


@pytest.fixture
def office(store, tmp_path):
    return office_of(store.engine, tmp_path)


@pytest.fixture
def office_on_sqlite(sqlite_template, tmp_path):
    """An office on the embedded database alone: where the store does not matter."""
    shutil.copy(sqlite_template, tmp_path / "store.sqlite")
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        yield office_of(store.engine, tmp_path)


@pytest.fixture
def receiver():
    with receiving() as there:
        yield there
