"""What a long job is, how far it is, and how it can end: by codes and never by a text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Code(StrEnum):
    """Why a job failed; nothing was done then."""

    WORKERS_DIED = "workers_died"
    """As often as it is tried, its worker was gone before it was done."""
    OUT_OF_TIME = "out_of_time"
    OUT_OF_MEMORY = "out_of_memory"
    CHILD_GONE = "child_gone"
    """The process of its own in which it worked crashed or was killed."""
    NO_ACCOUNT = "no_account"
    """Who asked may not act any more."""
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    NOT_REPEATABLE = "not_repeatable"
    ROUND_CHANGED = "round_changed"
    """As often as it was tried, something changed while the engine worked."""
    CONTRADICTION = "contradiction"
    """What the engine is told contradicts itself."""
    REFUSED = "refused"
    """Anything else that whoever asked can meet."""


class Failed(Exception):
    """A job's work could not be done, and nothing was.

    Attributes:
        again: whether it may be done when it is tried once more.
    """

    def __init__(self, code: Code, *, again: bool = False) -> None:
        """Keep the code; there is no text."""
        self.code, self.again = code, again
        super().__init__(code.value)


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in a worker's hands until its lease ends.

    Attributes:
        attempt: how often it was taken, this time included; whoever takes it next has another.
        is_last: whether it is not tried again.
    """

    id: str
    kind: str
    attempt: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: so many steps of so many; 0 of 0 where nobody knows yet."""

    done: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.total:
            raise ValueError("progress is a number of steps between 0 and all of them")


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt ended.

    Attributes:
        answer: of a job that is done, anything that JSON can write.
        code: why it failed; with `WAITING`, why it is tried once more.
    """

    state: State
    answer: Any = None
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as whoever asked for it sees it.

    Attributes:
        begun: when a worker first took it.
        is_cancel_asked: whether it ends as soon as its worker hears of it.
        code: why it failed.
    """

    id: str
    kind: str
    state: State
    asked: datetime
    begun: datetime | None
    ended: datetime | None
    progress: Progress
    is_cancel_asked: bool
    code: Code | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A job with what it was given and what it answers; None until it is done."""

    job: Job
    given: Any
    answer: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A job as the administrator sees it: nothing of who asked, for what, and with what result."""

    kind: str
    state: State
    asked: datetime
    begun: datetime | None
    ended: datetime | None
    attempts: int
    code: Code | None
