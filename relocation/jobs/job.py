"""A job, the channel that messages go to, who witnesses the log, and what one pass did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from relocation.outbox.model import Taken


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of thing that becomes due.

    Attributes:
        find: ids of what may be due; it may find too much, never too little.
        do: does it to one of them, in a transaction of its own; asks again whether it is due, since
            another runner may have been faster. False where nothing was to do.
    """

    name: str
    find: Callable[[Session, datetime], Sequence[str]]
    do: Callable[[Session, str, datetime], Any]


class Channel(Protocol):
    """Where messages go."""

    def hand_over(self, session: Session, taken: Taken) -> None:
        """Give on a message, told by its id from a repetition.

        Raises:
            TryAgain: it could not be reached.
        """


@dataclass(frozen=True, slots=True)
class Witness:
    """Where the log's checkpoints are kept, and the key that signs them."""

    folder: Path
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did.

    Attributes:
        done: how often each job did something, by its name; jobs that did nothing are left out.
        failed: how often each could not, for another reason than that it was not due.
        dead: messages that were given up, ever; somebody must look at them.
    """

    done: Mapping[str, int]
    failed: Mapping[str, int]
    dead: int
