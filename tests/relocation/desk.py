"""A store with its keys on either database, and people with accounts at work in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from relocation.actor import (
    CENTRAL_UNIT,
    Actor,
    Assurance,
    Function,
    OrganisationId,
    municipality_id,
)
from relocation.people.acting import actor_of, person_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import add_account, first_account
from relocation.store import Store
from tests.relocation.keys.places import Place

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HOME = {
    Function.MUNICIPAL_EXIT_COORDINATOR: municipality_id("0101"),
    Function.POLICE_EXIT_COORDINATOR: OrganisationId("police-fyn"),
    Function.PROBATION_OFFICER: OrganisationId("probation"),
}


def home_of(function):
    """An organisation whose accounts can have the function."""
    return HOME.get(function, CENTRAL_UNIT)


@dataclass
class Desk:
    """A store with one administrator.

    Attributes:
        admin: who acts where accounts are made.
    """

    store: Store
    admin: Actor

    def transaction(self):
        return self.store.transaction()

    def added(self, function, organisation=None, whose=None):
        """The id of a new account, of a new person unless said otherwise."""
        whose = whose or NewPerson(f"{function} of {organisation}", is_namesake=True)
        new = NewAccount(whose, organisation or home_of(function), function)
        with self.transaction() as session:
            return add_account(session, self.admin, new, NOW)

    def actor(self, function, organisation=None, whose=None):
        """Somebody new at work."""
        return self.at_work(self.added(function, organisation, whose))

    def at_work(self, user, now=NOW):
        with self.transaction() as session:
            return actor_of(session, user, Assurance.SIGNED_IN, now)


@pytest.fixture
def whole_store(store, tmp_path):
    """The database with its key store."""
    place = Place(tmp_path / "key-store")
    place.root.mkdir(mode=0o700)
    place.add_wrapping_key("2027-01")
    return Store(store.engine, place.create(), person_of)


@pytest.fixture
def desk(whole_store):
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole_store.transaction() as session:
        user = first_account(session, new, NOW)
        return Desk(whole_store, actor_of(session, user, Assurance.SIGNED_IN, NOW))
