"""Settings of all tests: properties try the same examples, and of a family some stay fast."""

import gc
from collections import Counter
from pathlib import Path

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

HERE = Path(__file__).parent
FAST_STORES = 3
"""Of the tests of a file that make a store with its keys, so many stay with the fast ones."""

LONG = (
    "benchmarks/test_load.py",
    "scoring/test_limits.py",
    "benchmarks/test_presets_proven.py",
    "scoring/test_oracle_equals_solver.py",
    "api/test_demo.py",
    "api/http/test_walks.py",
    "api/http/test_fuzz.py",
    "relocation/casework/test_killed.py",
    "api/http/test_every_status.py",
    "relocation/store/test_migrations.py",
    "api/test_canaries_printed.py",
    "api/http/test_twins.py",
    "api/http/test_canaries.py",
    "api/test_doctored_results.py",
)
"""Files of a minute and more begin first, so that no worker is left with one at the end.

The crowd at a real server stands before them all, and beside it what only computes.
"""

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of a family marked `sample(n)` and of stores with keys some are fast; PostgreSQL is slow."""
    begins = {HERE / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: begins.get(item.path, len(begins)))
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
