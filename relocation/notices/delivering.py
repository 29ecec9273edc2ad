"""Delivers notices: to each receiver one after the other, and to none while another is slow.

Nothing of a case is held while a receiver is waited for: a notice is taken in one transaction, sent
in none, and settled in another.
"""

import random
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from threading import Event
from types import TracebackType
from typing import Protocol, Self

from sqlalchemy.orm import Session

from relocation.errors import LeaseLost, RelocationError
from relocation.notices import queue, subscriptions
from relocation.notices.model import NotDelivered, Notice, State, Taken, pause
from relocation.notices.payload import event_of, headers_of
from relocation.notices.subscriptions import Kept
from relocation.notices.waiting import listed, waiting_at
from relocation.store import Store
from relocation.store_policy import NoticeNumbers, load_store_policy
from relocation.wall import engine_let_in

IDLE = timedelta(minutes=1)
"""So long a paused receiver's notices rest before somebody looks whether it still is."""


class Post(Protocol):
    """Hands one notice to a receiver."""

    def send(self, address: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send it.

        Raises:
            NotDelivered: the receiver did not take it.
        """


Counted = Callable[[str], None]
"""Is told of each attempt how it ended: "delivered", "failed", "given_up" or "dropped"."""


class Dropped(Enum):
    """Why a notice was forgotten unsent."""

    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class _Ready:
    """A notice in hand, with all that sending it needs: what follows asks the store nothing."""

    taken: Taken
    address: str
    body: bytes
    headers: Mapping[str, str]


class Delivering:
    """One process's worker: a line for each receiver, and no more at once than the policy has.

    Attributes:
        woken: set whenever a line is free again.
    """

    def __init__(
        self,
        store: Store,
        now_of: Callable[[], datetime],
        post: Post,
        origin: str,
        *,
        counted: Counted = lambda _: None,
        numbers: NoticeNumbers | None = None,
    ) -> None:
        """Nothing is sent before the first `begin_due`."""
        self._store, self._now_of, self._post, self._origin = store, now_of, post, origin
        self._counted, self._numbers = counted, numbers or load_store_policy().notices
        self._pool = ThreadPoolExecutor(self._numbers.receivers_at_once)
        self._lines: dict[str, Future[None]] = {}
        self._known: dict[str, Notice] = {}
        self.woken = Event()

    def __enter__(self) -> Self:
        """Begin to work."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        """End; what is under way is settled first."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin_due(self) -> int:
        """Begin what is due at each receiver whose line is free; gives how many notices."""
        self.woken.clear()
        now, begun = self._now_of(), 0
        with self._store.transaction() as session:
            cases = queue.due(session, now, self._numbers)
            fresh = {id_: case for id_, case in cases.items() if id_ not in self._known}
            known = {id_: it for id_, it in self._known.items() if id_ in cases}
            self._known = known | queue.opened(session, fresh)
        for id_ in cases:
            notice = self._known.get(id_)
            if notice is not None and self._is_free(notice.webhook):
                begun += self._begin(id_, notice, now)
        return begun

    def settle(self) -> None:
        """Wait until everything that was begun is settled."""
        wait(list(self._lines.values()))

    def deliver_all(self) -> None:
        """Deliver until nothing is due."""
        while self.begin_due():
            self.settle()

    def _is_free(self, webhook: str) -> bool:
        line = self._lines.get(webhook)
        return line is None or line.done()

    def _begin(self, id_: str, notice: Notice, now: datetime) -> bool:
        with self._store.transaction() as session:
            ready = self._ready(session, id_, notice, now)
        if isinstance(ready, _Ready):
            self._lines[notice.webhook] = self._pool.submit(self._send, ready)
        return ready is not None

    def _ready(
        self, session: Session, id_: str, notice: Notice, now: datetime
    ) -> _Ready | Dropped | None:
        """Take a notice that still is somebody's, and make what is sent of it; None: not now."""
        found = subscriptions.find(session, notice.webhook)
        if found is not None and found[0].paused:
            queue.put_off(session, [id_], now + IDLE)
            return None
        taken = queue.take(session, id_, notice, now, self._numbers)
        if taken is None:
            return None
        if found is None or not _still_waits(session, taken, found[1], now):
            queue.done(session, taken)
            self._counted("dropped")
            return Dropped.NOBODYS
        kept = found[1]
        body = event_of(session, taken, kept.organisation, self._origin)
        headers = headers_of(taken.id, body, kept.signing(now), now)
        return _Ready(taken, kept.address, body, headers)

    def _send(self, ready: _Ready) -> None:
        try:
            self._post.send(ready.address, ready.body, ready.headers)
        except NotDelivered:
            self._settled(ready.taken, self._failed)
        else:
            self._settled(ready.taken, self._delivered)
        finally:
            self.woken.set()

    def _settled(self, taken: Taken, how: Callable[[Session, Taken], str]) -> None:
        """Say what came of it; where that cannot be said the lease ends, and it is sent again."""
        try:
            with self._store.transaction() as session:
                outcome = how(session, taken)
        except LeaseLost:
            return  # Another worker has it by now, and says what comes of it.
        except RelocationError:
            outcome = "failed"
        self._counted(outcome)

    def _delivered(self, session: Session, taken: Taken) -> str:
        queue.done(session, taken)
        return "delivered"

    def _failed(self, session: Session, taken: Taken) -> str:
        """Let the notice rest, and with it all others of a receiver that does not answer."""
        now = self._now_of()
        chance = random.random()  # noqa: S311  Nobody gains by guessing it.
        until = now + pause(taken.attempts, self._numbers, chance)
        state = queue.failed(session, taken, now, until, self._numbers)
        known = dict(self._known)  # The worker's own thread puts another one in its place.
        same = [i for i, it in known.items() if it.webhook == taken.notice.webhook]
        queue.put_off(session, [each for each in same if each != taken.id], until)
        return "given_up" if state is State.DEAD else "failed"


def _still_waits(session: Session, taken: Taken, kept: Kept, now: datetime) -> bool:
    """Whether the thing waits for the organisation as it did: who left the case is told no more."""
    with engine_let_in(session, [taken.case]):
        actors = listed(session, taken.case, now)
        things = waiting_at(session, kept.organisation, actors, taken.case, now)
    return things.get(taken.notice.thing) == taken.notice.version
