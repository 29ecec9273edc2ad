"""Settings of all tests: properties try the same examples, and of a family some stay fast."""

import gc
from collections import Counter

import pytest
from hypothesis import settings

from tests.relocation.desk import desk, whole_store
from tests.store import empty_store, other_server, own_server, sqlite_template, store

__all__ = [
    "desk",
    "empty_store",
    "other_server",
    "own_server",
    "sqlite_template",
    "store",
    "whole_store",
]

FAST_STORES = 3
"""Of the tests of a file that make a store with its keys, so many stay with the fast ones."""

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of a family marked `sample(n)` and of stores with keys some are fast; PostgreSQL is slow."""
    seen = Counter()
    for item in items:
        mark = item.get_closest_marker("sample")
        if mark is not None:
            family = (item.path, item.originalname)
            seen[family] += 1
            if seen[family] > mark.args[0]:
                item.add_marker("slow")
        database = item.callspec.params.get("store") if hasattr(item, "callspec") else None
        if database not in {None, "sqlite"}:
            item.add_marker("slow")
        elif "whole_store" in getattr(item, "fixturenames", ()):
            seen[item.path] += 1
            if seen[item.path] > FAST_STORES:
                item.add_marker("slow")


def pytest_collection_finish():
    """Thousands of collected tests stay until the end: no search for garbage goes through them."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Lines are counted in the fast tests alone: to count them doubles the time a test takes."""
    counting = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if counting is None or item.get_closest_marker("slow") is None:
        return (yield)
    counting.pause()
    try:
        return (yield)
    finally:
        counting.resume()
