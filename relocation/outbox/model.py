"""What a message is: a kind and an opaque subject, and how long to wait after a failure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from relocation.store_policy import OutboxNumbers

OPAQUE = re.compile(r"[0-9a-f]{32}")
KIND = re.compile(r"[a-z][a-z_]{0,59}")


class TryAgain(Exception):
    """A channel could not be reached: nothing was done, and a later attempt may succeed."""


class State(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to do once what caused it is committed.

    Messages of one subject are handled in the order in which they were told. What need not wait for
    each other has subjects of its own.

    Attributes:
        kind: what happened, such as "placement_approved".
        subject: a random id of 32 hexadecimal digits; never a person, a place or a word of a case.
    """

    kind: str
    subject: str

    def __post_init__(self) -> None:
        """Refuse what could say more than that something happened to something."""
        if not KIND.fullmatch(self.kind):
            raise ValueError("a message's kind is a word of small letters and underscores")
        if not OPAQUE.fullmatch(self.subject):
            raise ValueError("a message's subject is an id of 32 hexadecimal digits")


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in a worker's hands until its lease ends.

    Attributes:
        id: the same at every attempt, so that a channel can tell a repetition.
        sequence: its place among the messages of its subject.
        attempts: how often it was taken, this time included.
    """

    id: str
    kind: str
    subject: str
    sequence: int
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up, for a person to look at and to revive."""

    id: str
    kind: str
    subject: str
    attempts: int
    since: datetime


def pause(attempts: int, numbers: OutboxNumbers) -> timedelta:
    """How long a message rests after so many attempts: twice as long each time, up to the cap."""
    doublings = min(attempts - 1, numbers.longest_pause_seconds.bit_length())
    seconds = numbers.first_pause_seconds * 2**doublings
    return timedelta(seconds=min(seconds, numbers.longest_pause_seconds))
