"""A store on the embedded database, people, and a provider that outlives the tests of a process."""

import shutil

import pytest

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.people.acting import actor_of, person_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.store import Store
from tests.api.outside.front import CLAIMS, Front, provider_at
from tests.api.outside.running import certified
from tests.relocation.desk import NOW, Desk
from tests.relocation.keys.places import Place
from tests.store import opened


@pytest.fixture(scope="session")
def running():
    with certified() as provider:
        yield provider


@pytest.fixture
def provider(running):
    """A provider at which a coordinator of the municipality sits."""
    running.told(claims=CLAIMS)
    return running


@pytest.fixture
def people(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "store.sqlite")
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as found:
        store = Store(found.engine, place.create(), person_of)
        with store.transaction() as session:
            user = first_account(session, new, NOW)
            admin = actor_of(session, user, Assurance.SIGNED_IN, NOW)
        yield Desk(store, admin)


@pytest.fixture
def front(people, provider):
    return Front(people, provider_at(provider.issuer))
