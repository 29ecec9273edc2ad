"""Settings of all tests: properties try the same examples, and of a family some stay fast."""

from collections import Counter

import pytest
from hypothesis import settings

from tests.store import empty_store, other_server, own_server, sqlite_template, store

__all__ = ["empty_store", "other_server", "own_server", "sqlite_template", "store"]

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of a family marked `sample(n)` the first n are fast tests; the rest is left to the slow."""
    seen = Counter()
    for item in items:
        mark = item.get_closest_marker("sample")
        if mark is not None:
            family = (item.path, item.originalname)
            seen[family] += 1
            if seen[family] > mark.args[0]:
                item.add_marker("slow")
