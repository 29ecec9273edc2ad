"""A new store for a test, and one with some cases."""

import pytest

from tests.relocation.keys.places import Place


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    return place


@pytest.fixture
def store(place):
    return place.create()
