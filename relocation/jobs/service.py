"""One pass over everything that is due; killed anywhere and run again nothing is lost or doubled.

Each thing is done in a transaction of its own, and each is asked anew there whether it is due: so
two runners at once do nothing twice, and what one could not do stops nothing else.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.audit.keys import HeldKeys
from relocation.audit.witness import checkpoint_if_due
from relocation.errors import LeaseLost, Missing, NotFound, RelocationError, StepNotOpen
from relocation.idempotency.service import forget_expired
from relocation.jobs import erasing
from relocation.jobs.due import JOBS
from relocation.jobs.job import Channel, Job, Pass, Witness
from relocation.long_jobs.service import forget_ended
from relocation.notices.queue import forget_dead
from relocation.notices.telling import Noticing
from relocation.outbox.model import Taken
from relocation.outbox.service import dead_letters, forget_done
from relocation.outbox.worker import handle_next
from relocation.signing_in.upkeep import forget_over
from relocation.store import Store
from relocation.store_policy import load_store_policy
from scoring.problem import ProblemError

NOT_DUE = (Missing, NotFound, StepNotOpen)
FAILURES = (RelocationError, ProblemError, DBAPIError)
"""What one job cannot do is that job's failure, the database's own errors too; others go on.

Whatever failed was undone, so it is due as before and the next pass tries it again.
"""
Answer = TypeVar("Answer")
IN_A_ROW = 2
"""Messages that may fail one after the other; then the database is asked no more in this pass."""
LEASE = timedelta(minutes=5)
"""Longer than a channel takes for one message."""
UPKEEP = (
    *("erase", "hand_over", "forget_answers", "forget_messages", "forget_jobs"),
    *("forget_sign_ins", "sweep_keys"),
    "checkpoint",
)
NAMES = (*(job.name for job in JOBS), *UPKEEP)
"""Everything that a pass counts, in the order in which it is done."""


def run_due(
    store: Store, now: datetime, *, channel: Channel | None = None, witness: Witness | None = None
) -> Pass:
    """Do all that is due now; where there is no witness the log gets no checkpoint.

    Messages go where the channel says; without one they become notices to whoever asked for some.
    """
    counting = _Counting()
    for job in JOBS:
        for found in counting.asked(job.name, partial(_found, store, job, now)) or ():
            counting.run(job.name, partial(_did, store, job, found, now))
    counting.run("erase", partial(erasing.finish, store, now))
    _hand_over(store, channel or Noticing(now), now, counting)
    counting.run("forget_answers", partial(_forget_answers, store, now))
    counting.run("forget_messages", partial(_forget_messages, store, now))
    counting.run("forget_jobs", partial(_forget_jobs, store, now))
    counting.run("forget_sign_ins", partial(_forget_sign_ins, store, now))
    counting.run("sweep_keys", partial(_sweep, store, now))
    counting.run("checkpoint", partial(_witnessed, store, witness, now))
    dead = counting.asked("hand_over", partial(_given_up, store))
    return Pass(dict(+counting.done), dict(+counting.failed), dead or 0)


def hand_over(store: Store, now: datetime) -> int:
    """Make notices of all messages that are due; gives of how many.

    Between two passes it is all that is done: what waits for somebody is told within a second.
    """
    counting = _Counting()
    _hand_over(store, Noticing(now), now, counting)
    return counting.done["hand_over"]


class _Counting:
    """Counts by job what was done and what could not be."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def run(self, name: str, do: Callable[[], int]) -> int | None:
        """Let it be done, and give how often it was; None where it could not be."""
        many = self.asked(name, do)
        self.done[name] += many or 0
        return many

    def asked(self, name: str, ask: Callable[[], Answer]) -> Answer | None:
        """What was asked for; None where it could not be said, which is that job's failure."""
        try:
            return ask()
        except FAILURES:
            self.failed[name] += 1
            return None


class _Delivering:
    """A channel that counts what it was given, and knows the store's keys.

    Attributes:
        is_through: whether nothing was left to hand over.
    """

    def __init__(self, store: Store, channel: Channel) -> None:
        self._store, self._channel = store, channel
        self.count, self.is_through = 0, False

    def __call__(self, session: Session, taken: Taken) -> None:
        self._store.equip(session)
        self._channel.hand_over(session, taken)
        self.count += 1


def _found(store: Store, job: Job, now: datetime) -> list[str]:
    with store.transaction() as session:
        return list(job.find(session, now))


def _did(store: Store, job: Job, id_: str, now: datetime) -> int:
    try:
        with store.transaction() as session:
            return int(bool(job.do(session, id_, now)))
    except NOT_DUE:
        return 0


def _hand_over(store: Store, channel: Channel, now: datetime, counting: _Counting) -> None:
    """Hand over message after message; one that the database fails rests until its lease ends."""
    deliver, in_a_row = _Delivering(store, channel), 0
    while not deliver.is_through and in_a_row < IN_A_ROW:
        handed = counting.run("hand_over", partial(_hand_over_next, store, deliver, now))
        in_a_row = in_a_row + 1 if handed is None else 0


def _hand_over_next(store: Store, deliver: _Delivering, now: datetime) -> int:
    before, numbers = deliver.count, load_store_policy().outbox
    try:
        taken = handle_next(store.database, deliver, now, LEASE, numbers)
    except LeaseLost:
        return 0
    deliver.is_through = taken is None
    return deliver.count - before


def _given_up(store: Store) -> int:
    with store.transaction() as session:
        return len(dead_letters(session))


def _forget_answers(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        return forget_expired(session, now)


def _forget_messages(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        numbers = load_store_policy()
        forgotten = forget_done(session, now, numbers.outbox)
        return forgotten + forget_dead(session, now, numbers.notices)


def _forget_jobs(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        return forget_ended(session, now, load_store_policy().long_jobs)


def _forget_sign_ins(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        return forget_over(session, now)


def _sweep(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        cases = list(session.scalars(select(CaseRow.id)))
    return store.keys.sweep(cases, now)


def _witnessed(store: Store, witness: Witness | None, now: datetime) -> int:
    if witness is None:
        return 0
    with store.transaction() as session:
        keys = HeldKeys.of(store.keys)
        made = checkpoint_if_due(session, witness.folder, witness.key, keys=keys, now=now)
    return int(made is not None)
