"""A desk over HTTP, on every database."""

import pytest

from relocation.store import Store
from tests.api.http.desk import HttpDesk
from tests.relocation.casework.conftest import people
from tests.relocation.casework.desk import by_name
from tests.relocation.keys.places import Place


@pytest.fixture
def desk(store, tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return HttpDesk(Store(store.engine, place.create(), by_name))


__all__ = ["people"]
