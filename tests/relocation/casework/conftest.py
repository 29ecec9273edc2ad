"""A desk on every database; the first tests of each file stay fast, on SQLite alone."""

from collections import Counter
from pathlib import Path

import pytest

from relocation.store import Store
from tests.relocation.casework.desk import Desk, by_name
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
