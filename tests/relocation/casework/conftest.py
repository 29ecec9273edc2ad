"""A desk on every database; on PostgreSQL the tests are slow."""

from pathlib import Path

import pytest

from relocation.store import Store
from tests.relocation.casework.desk import Desk, by_name
from tests.relocation.keys.places import Place

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == HERE and "sqlite" not in item.name and "[" in item.name:
            item.add_marker("slow")


@pytest.fixture
def desk(store, tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return Desk(Store(store.engine, place.create(), by_name))
