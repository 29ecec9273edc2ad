"""What the tests of several folders take as fixtures."""

from collections import Counter

import pytest

from tests.relocation.desk import desk, whole_store

__all__ = ["desk", "whole_store"]

FAST = 4
"""Of the tests of a file that make a store with its keys, so many stay with the fast ones."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    seen = Counter()
    for item in items:
        if "whole_store" in getattr(item, "fixturenames", ()):
            seen[item.path] += 1
            if seen[item.path] > FAST:
                item.add_marker("slow")
