"""Counts failures by name and by address, and lets both pause longer each time, up to a cap.

A try is counted before it is looked at and taken back where it succeeds: however many come at once,
each of them counts. A name that is no account's is counted as any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import case, delete, literal, update
from sqlalchemy.orm import Session

from relocation.database import Instant, insert_unless
from relocation.errors import Throttled
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import pseudonym_of
from relocation.sign_in_policy import PauseNumbers
from relocation.signing_in.model import as_counted, as_typed
from relocation.signing_in.tables import FailureRow
from relocation.spans import runs_for


@dataclass(frozen=True, slots=True)
class Counted:
    """A failure that was counted for one name or address.

    Attributes:
        ref: pseudonym.
        free: failures in a row that cost no pause.
        until: the pause that followed; None for none.
        before: the pause that was over by then; None for none.
    """

    ref: str
    free: int
    until: datetime | None = None
    before: datetime | None = None


def of_name(session: Session, name: str, numbers: PauseNumbers) -> Counted:
    """What failures under a sign-in name are counted by, however it was typed."""
    ref = pseudonym_of(session, KeyPurpose.SIGN_IN_SOURCE, "name", as_typed(name))
    return Counted(ref, numbers.name_failures)


def of_address(session: Session, address: str, numbers: PauseNumbers) -> Counted:
    """What failures from an address are counted by."""
    ref = pseudonym_of(session, KeyPurpose.SIGN_IN_SOURCE, "address", as_counted(address))
    return Counted(ref, numbers.address_failures)


def count(
    session: Session, whom: Iterable[Counted], numbers: PauseNumbers, now: datetime
) -> tuple[Counted, ...]:
    """Count a failure for each, before anybody knows whether it is one.

    Raises:
        Throttled: one of them pauses; nothing is counted where the transaction is undone.
    """
    # In one order: of two that wait for each other's rows neither would go on.
    return tuple(
        _count(session, each, numbers, now) for each in sorted(whom, key=lambda each: each.ref)
    )


def take_back(session: Session, counted: Iterable[Counted]) -> None:
    """It was no failure: count one less, and let the pause that followed fall away."""
    for each in sorted(counted, key=lambda each: each.ref):
        is_it = FailureRow.ref == each.ref
        until = case(
            (FailureRow.until == each.until, literal(each.before, Instant)),
            else_=FailureRow.until,
        )
        values = {"failures": FailureRow.failures - 1, "until": until}
        session.execute(update(FailureRow).where(is_it).values(values))
        session.execute(delete(FailureRow).where(is_it, FailureRow.failures < 1))


def forget(session: Session, counted: Counted) -> None:
    """Whoever it was proved to be it: nothing counts any more."""
    session.execute(delete(FailureRow).where(FailureRow.ref == counted.ref))


def _count(session: Session, whom: Counted, numbers: PauseNumbers, now: datetime) -> Counted:
    forgotten = now - timedelta(minutes=numbers.forgotten_minutes)
    row = insert_unless(session, FailureRow).values(ref=whom.ref, failures=1, last=now, until=None)
    counted = row.on_conflict_do_update(
        index_elements=[FailureRow.ref],
        set_={
            "failures": case((FailureRow.last <= forgotten, 1), else_=FailureRow.failures + 1),
            "last": now,
        },
    ).returning(FailureRow.failures, FailureRow.until)
    # From here on others who try the same wait until this transaction ends.
    failures, before = session.execute(counted).one()
    # A pause by a later clock is over, and what it was for still counts.
    if before is not None and runs_for(timedelta(seconds=numbers.longest_seconds), before, now):
        raise Throttled(ceil((before - now).total_seconds()))
    until = _until(failures - whom.free, numbers, now)
    session.execute(update(FailureRow).where(FailureRow.ref == whom.ref).values(until=until))
    return Counted(whom.ref, whom.free, until, before)


def _until(beyond: int, numbers: PauseNumbers, now: datetime) -> datetime | None:
    if beyond < 0:
        return None
    doublings = min(beyond, numbers.longest_seconds.bit_length())
    seconds = min(numbers.first_seconds * 2**doublings, numbers.longest_seconds)
    return now + timedelta(seconds=seconds)
