"""Runs things at the same time, each in a thread with connections of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def at_once(doings: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gave, in their order; an error in any of them is the caller's."""
    together = threading.Barrier(len(doings))

    def begin(do: Callable[[], Any]) -> Any:
        together.wait()
        return do()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(begin, doings))
