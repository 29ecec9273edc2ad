"""Work beside the requests, each kind in a thread of its own that goes on whatever it meets.

A thread that died would leave a server that looks well and does nothing of what was asked. So the
work begins anew after a pause that grows, and until it goes well it is told as failing. What it had
begun is another try's by then: long work counts an attempt, and what is due is done in steps.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from api.errors import told
from api.metrics import Metrics, OfSeveral
from relocation.errors import RelocationError
from relocation.store import Store

SECONDS_TO_END = 30
"""So long what is under way may take when the process is ended."""
LONGEST_PAUSE = 60
"""Seconds between two tries of what fails again and again."""


@dataclass(slots=True)
class Work:
    """One kind of work.

    Attributes:
        name: as health and figures call it.
        do: does some; whether there is more to do at once.
        pause: seconds until it is looked for again.
        failures: in a row, up to the last try.
    """

    name: str
    do: Callable[[Store], bool]
    pause: float
    failures: int = 0
    thread: Thread | None = field(default=None)

    @property
    def next_pause(self) -> float:
        """Seconds; twice as long after each failure."""
        if not self.failures:
            return self.pause
        return min(self.pause * 2.0 ** min(self.failures, 16), max(LONGEST_PAUSE, self.pause))

    @property
    def is_dead(self) -> bool:
        return self.thread is not None and not self.thread.is_alive()


class Beside:
    """All work beside one server."""

    def __init__(self, works: Sequence[Work], metrics: Metrics | OfSeveral) -> None:
        self.works, self._metrics, self._ended = works, metrics, Event()

    @property
    def failing(self) -> list[str]:
        """What failed at its last try, by name."""
        return [each.name for each in self.works if each.failures or each.is_dead]

    @property
    def is_whole(self) -> bool:
        """Whether each kind still has its thread."""
        return not any(each.is_dead for each in self.works)

    @contextmanager
    def at_work(self, store: Store) -> Iterator[None]:
        """Work until the block ends."""
        for each in self.works:
            each.thread = Thread(target=self._again_and_again, args=(each, store), daemon=True)
            each.thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for each in self.works:
                if each.thread is not None:
                    each.thread.join(SECONDS_TO_END)

    def _again_and_again(self, work: Work, store: Store) -> None:
        while not self._ended.is_set():
            if not self._tried(work, store):
                self._ended.wait(work.next_pause)

    def _tried(self, work: Work, store: Store) -> bool:
        """Whether there is more to do at once."""
        try:
            with told():
                is_more = work.do(store)
        except RelocationError:
            # The store is away, say, or the log has what nobody foresaw: the thread goes on.
            work.failures += 1
            self._metrics.note_work(work.name, has_failed=True)
            return False
        work.failures = 0
        self._metrics.note_work(work.name, has_failed=False)
        return is_more
