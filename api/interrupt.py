"""Ctrl-C while the engine works: the first asks it to stop with its best plan, a second ends."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

from scoring.limit import Cancelled


@contextmanager
def ctrl_c() -> Iterator[Cancelled]:
    """Give a question that answers True once Ctrl-C was pressed."""
    asked = Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    if current_thread() is not main_thread():
        yield asked.is_set
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
