"""One step of a worker: take a job, do its work outside of every transaction, say what came of it.

A worker may be killed at any moment: the job is another's once its lease is over, and what the work
brought about already it finds under the job's key.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from relocation.errors import (
    LeaseLost,
    NoAccount,
    NotAllowed,
    NotFound,
    RelocationError,
    StoreRefused,
)
from relocation.long_jobs.every_kind import KINDS
from relocation.long_jobs.heartbeat import Heartbeat
from relocation.long_jobs.kind import Kind, Running
from relocation.long_jobs.lease import finish, given_of, take
from relocation.long_jobs.model import Code, End, Failed, State, Taken
from relocation.people.acting import actor_of
from relocation.store import Store
from relocation.store_policy import LongJobNumbers, load_store_policy

MEBIBYTE = 2**20
CODES: Mapping[type[RelocationError], Code] = {
    NoAccount: Code.NO_ACCOUNT,
    NotAllowed: Code.NOT_ALLOWED,
    NotFound: Code.NOT_FOUND,
}
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Worked:
    """What a worker did.

    Attributes:
        state: where the job stands by it; None where another worker has it by now.
    """

    job: str
    state: State | None


def work_once(
    store: Store,
    now_of: Clock,
    *,
    kinds: Iterable[Kind] = KINDS,
    numbers: LongJobNumbers | None = None,
) -> Worked | None:
    """Do the oldest job that waits; None where none does.

    Args:
        store: database and keys; the work opens transactions of its own.
        now_of: the machine's clock.
        kinds: what this worker can do; jobs of other kinds wait for another one.
        numbers: for the lease and the limits; those of the policy where none are given.

    Raises:
        StoreRefused: the store could not be written; the job is taken again once its lease is over.
    """
    by_name = {kind.name: kind for kind in kinds}
    numbers = numbers or load_store_policy().long_jobs
    begun = now_of()
    with store.transaction() as session:
        taken = take(session, by_name.keys(), begun, numbers)
    if taken is None:
        return None
    try:
        with Heartbeat(store.database, taken, now_of, numbers) as beat:
            attempt = _Attempt(store, taken, beat, now_of, begun, numbers)
            end = attempt.end_of(by_name[taken.kind])
        with store.transaction() as session:
            finish(session, taken, end, beat.progress, now_of())
    except LeaseLost:
        return Worked(taken.id, None)
    return Worked(taken.id, end.state)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt at one job."""

    store: Store
    taken: Taken
    beat: Heartbeat
    now_of: Clock
    begun: datetime
    numbers: LongJobNumbers

    def end_of(self, kind: Kind) -> End:
        """Do the work, and say how that ended; what a user can meet is the job's failure."""
        try:
            return End(State.DONE, self._answer(kind))
        except (LeaseLost, StoreRefused):
            raise
        except Failed as failed:
            code, again = failed.code, failed.again and not self.taken.is_last
        except RelocationError as refused:
            code, again = CODES.get(type(refused), Code.REFUSED), False
        if self.beat.is_cancelled:
            return End(State.CANCELLED)
        if self._is_late():
            return End(State.FAILED, code=Code.OUT_OF_TIME)
        return End(State.WAITING if again else State.FAILED, code=code)

    def _answer(self, kind: Kind) -> object:
        with self.store.transaction() as session:
            given = given_of(session, self.taken)
            # Whoever may not act any more is not acted for, however long ago it asked.
            actor = actor_of(session, given.user, given.assurance, self.begun)
        running = Running(
            given=given.content,
            key=f"long job {self.taken.id}",
            now=self.begun,
            memory_bytes=self.numbers.memory_mebibytes * MEBIBYTE,
            tell=self.beat.tell,
            must_stop=self._must_stop,
        )
        return kind.run(self.store, actor, running)

    def _must_stop(self) -> bool:
        return self.beat.is_cancelled or self.beat.is_lost or self._is_late()

    def _is_late(self) -> bool:
        return self.now_of() - self.begun >= timedelta(seconds=self.numbers.work_seconds)
