"""The end of a unit of work: its messages, and last of all its lines in the log."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from relocation.access import seals
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import Line
from relocation.events import Event
from relocation.outbox.model import Message
from relocation.outbox.service import tell_all
from relocation.store import keys_of

LATER = "relocation.told_later"


@dataclass(frozen=True, slots=True)
class Done:
    """What one unit of work tells and logs.

    Attributes:
        clock: what the machine's clock said; it goes into messages and log.
    """

    clock: datetime
    events: tuple[Event, ...]
    lines: tuple[Line, ...]


def tell_and_log(session: Session, done: Done) -> None:
    """Tell and log what was done; within `told_at_once` with all the rest, at its end."""
    later: list[Done] | None = session.info.get(LATER)
    if later is None:
        _write(session, [done])
    else:
        later.append(done)


@contextmanager
def told_at_once(session: Session) -> Iterator[None]:
    """Let what several acts of one transaction tell and log go out together, in their order.

    An act that raises ends the transaction; of the others nothing is told then either.
    """
    later: list[Done] = []
    session.info[LATER] = later
    try:
        yield
    finally:
        del session.info[LATER]
    _write(session, later)


def _write(session: Session, done: Sequence[Done]) -> None:
    by_clock = [(clock, tuple(some)) for clock, some in groupby(done, key=lambda each: each.clock)]
    for clock, some in by_clock:
        events = (event for each in some for event in each.events)
        tell_all(session, [Message(event.kind, event.row) for event in events], clock)
    lines = [line for each in done for line in each.lines]
    seals.note_versions(session, {line.case for line in lines if line.case is not None})
    keys = HeldKeys.of(keys_of(session))
    for clock, some in by_clock:
        logged = [line for each in some for line in each.lines]
        log.write_all(session, logged, keys=keys, now=clock)
