"""A desk over HTTP, on every database."""

import shutil

import pytest

from relocation.store import Store
from tests.api.http.desk import HttpDesk, one_loop
from tests.relocation.casework.conftest import people
from tests.relocation.casework.desk import by_name
from tests.relocation.keys.places import Place
from tests.store import opened


@pytest.fixture(scope="module", autouse=True)
def loop():
    """Kept for a file: to start one takes a third of a short request."""
    with one_loop():
        yield


@pytest.fixture
def desk(store, tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return HttpDesk(Store(store.engine, place.create(), by_name))


@pytest.fixture
def desk_on_sqlite(sqlite_template, tmp_path):
    """A desk on the embedded database alone: for what asks thousands of times."""
    shutil.copy(sqlite_template, tmp_path / "store.sqlite")
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        yield HttpDesk(Store(store.engine, place.create(), by_name))


__all__ = ["people"]
