"""A kind of long job: who may ask for it, how it is done, and what is told of its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What the work of a job is told and may say, outside of every transaction.

    Attributes:
        given: what whoever asked gave, as JSON has it.
        key: the same at every attempt: under it the work acts once (RE-5).
        now: when this attempt began.
        memory_bytes: what a process of its own may use.
        tell: says how far the work is: steps done, of how many.
        must_stop: whether it was cancelled, is too late, or another worker has it by now.
    """

    given: Any
    key: str
    now: datetime
    memory_bytes: int
    tell: Callable[[int, int], None]
    must_stop: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of long job.

    Attributes:
        name: small letters and underscores; it stands in clear.
        demand: lets nobody ask who may not, and nothing that it cannot be given; raises
            `NotFound` or `EntryRefused`.
        run: does the work, acts once under the key, and gives what JSON can write; raises `Failed`
            or an error that a user can meet.
        told: what whoever asked may still be told of the answer at a moment.
    """

    name: str
    demand: Callable[[Session, Actor, Any, datetime], None]
    run: Callable[[Store, Actor, Running], Any]
    told: Callable[[Session, Actor, Any, datetime], Any]
