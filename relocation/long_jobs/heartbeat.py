"""Renews a job's lease beside the work, carries its progress out and a cancel in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event, Thread

from sqlalchemy import Engine

from relocation.database import transaction
from relocation.errors import LeaseLost, StoreRefused
from relocation.long_jobs.lease import renew
from relocation.long_jobs.model import Progress, Taken
from relocation.store_policy import LongJobNumbers


class Heartbeat(AbstractContextManager["Heartbeat"]):
    """A thread that renews the lease, for as long as the block lasts.

    It writes in transactions of its own, so that the work may tell how far it is at any moment,
    also within one.

    Attributes:
        progress: what was told last.
        is_cancelled: whether whoever asked wants the job to end.
        is_lost: whether another worker has it by now.
    """

    def __init__(
        self,
        database: Engine,
        taken: Taken,
        now_of: Callable[[], datetime],
        numbers: LongJobNumbers,
    ) -> None:
        """Nothing beats before the block begins."""
        self._database, self._taken, self._now_of, self._numbers = database, taken, now_of, numbers
        self.progress = Progress()
        self.is_cancelled = self.is_lost = self._is_over = False
        self._woken = Event()
        self._thread = Thread(target=self._beat_on, daemon=True)

    def __enter__(self) -> "Heartbeat":
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, and wait for a beat that is under way: afterwards nothing of the job is written."""
        self._is_over = True
        self._woken.set()
        self._thread.join()

    def tell(self, done: int, total: int) -> None:
        """Say how far the work is; it is written soon, and waited for by nobody."""
        self.progress = Progress(done, total)
        self._woken.set()

    def _beat_on(self) -> None:
        while not self._is_over and not self.is_lost:
            self._woken.wait(self._numbers.heartbeat_seconds)
            self._woken.clear()
            if not self._is_over:
                self._beat()

    def _beat(self) -> None:
        try:
            with transaction(self._database) as session:
                asked = self._taken, self.progress, self._now_of(), self._numbers
                self.is_cancelled = renew(session, *asked)
        except LeaseLost:
            self.is_lost = True
        except StoreRefused:
            return  # the next beat tries again, and the lease lasts longer than several
