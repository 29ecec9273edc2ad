"""One pass over everything that is due; killed anywhere and run again nothing is lost or doubled.

Each thing is done in a transaction of its own, and each is asked anew there whether it is due: so
two runners at once do nothing twice, and what one could not do stops nothing else.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.audit.keys import HeldKeys
from relocation.audit.witness import checkpoint_if_due
from relocation.errors import LeaseLost, Missing, NotFound, RelocationError, StepNotOpen
from relocation.idempotency.service import forget_expired
from relocation.jobs import erasing
from relocation.jobs.due import JOBS
from relocation.jobs.job import Channel, Job, Kept, Pass, Witness
from relocation.outbox.model import Taken
from relocation.outbox.service import dead_letters, forget_done
from relocation.outbox.worker import handle_next
from relocation.store import Store
from relocation.store_policy import load_store_policy

NOT_DUE = (Missing, NotFound, StepNotOpen)
LEASE = timedelta(minutes=5)
"""Longer than a channel takes for one message."""
KEPT = Kept()
UPKEEP = ("erase", "hand_over", "forget_answers", "forget_messages", "sweep_keys", "checkpoint")
NAMES = (*(job.name for job in JOBS), *UPKEEP)
"""Everything that a pass counts, in the order in which it is done."""


def run_due(
    store: Store, now: datetime, *, channel: Channel = KEPT, witness: Witness | None = None
) -> Pass:
    """Do all that is due now; where there is no witness the log gets no checkpoint."""
    counting = _Counting()
    for job in JOBS:
        for found in _found(store, job, now, counting):
            counting.run(job.name, partial(_did, store, job, found, now))
    upkeep = (
        partial(erasing.finish, store, now),
        partial(_hand_over, store, channel, now),
        partial(_forget_answers, store, now),
        partial(_forget_messages, store, now),
        partial(_sweep, store, now),
        partial(_witnessed, store, witness, now),
    )
    for name, do in zip(UPKEEP, upkeep, strict=True):
        counting.run(name, do)
    with store.transaction() as session:
        dead = len(dead_letters(session))
    return Pass(dict(+counting.done), dict(+counting.failed), dead)


class _Counting:
    """Counts by job what was done and what could not be."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def run(self, name: str, do: Callable[[], int]) -> None:
        try:
            self.done[name] += do()
        except RelocationError:
            self.failed[name] += 1


class _Delivering:
    """A channel that counts what it was given."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self.count = channel, 0

    def __call__(self, session: Session, taken: Taken) -> None:
        self._channel.hand_over(session, taken)
        self.count += 1


def _found(store: Store, job: Job, now: datetime, counting: _Counting) -> list[str]:
    try:
        with store.transaction() as session:
            return list(job.find(session, now))
    except RelocationError:
        counting.failed[job.name] += 1
        return []


def _did(store: Store, job: Job, id_: str, now: datetime) -> int:
    try:
        with store.transaction() as session:
            return int(bool(job.do(session, id_, now)))
    except NOT_DUE:
        return 0


def _hand_over(store: Store, channel: Channel, now: datetime) -> int:
    numbers, deliver = load_store_policy().outbox, _Delivering(channel)
    while True:
        try:
            taken = handle_next(store.database, deliver, now, LEASE, numbers)
        except LeaseLost:
            continue
        if taken is None:
            return deliver.count


def _forget_answers(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        return forget_expired(session, now)


def _forget_messages(store: Store, now: datetime) -> int:
    with store.transaction() as session:
        return forget_done(session, now, load_store_policy().outbox)


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
