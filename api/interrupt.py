"""Ctrl-C while the engine works: the first asks it to stop with its best plan, a second ends.

And what else ends a program, where that must leave as little behind as Ctrl-C does.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

from scoring.limit import Cancelled

ENDINGS = (signal.SIGTERM, signal.SIGHUP)


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


@contextmanager
def ended_as_by_ctrl_c() -> Iterator[None]:
    """Let a signal that asks for the end, or a closed terminal, do what Ctrl-C does.

    A signal that is ignored stays so: a program is started that way to outlive its terminal. Where
    Ctrl-C is ignored, as in what a shell lets run in the background, the others still end it.
    """
    if current_thread() is not main_thread():
        yield
        return
    taken = [each for each in ENDINGS if signal.getsignal(each) is signal.SIG_DFL]
    ctrl_c_does = signal.getsignal(signal.SIGINT)
    ends = ctrl_c_does if callable(ctrl_c_does) else signal.default_int_handler
    for each in taken:
        signal.signal(each, ends)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)
