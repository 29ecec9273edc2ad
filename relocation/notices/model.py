"""What a notice is, who takes it where, and how long it rests after a failure."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from relocation.actor import OrganisationId
from relocation.store_policy import NoticeNumbers

MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
MOST_ADDRESS = 254
"""Characters of a mail address (RFC 5321)."""


class State(StrEnum):
    """How far a notice has come; one that was taken by its receiver is there no more."""

    WAITING = "waiting"
    DEAD = "dead"


class Language(StrEnum):
    """What mails are written in."""

    DANISH = "da"
    ENGLISH = "en"


class NotDelivered(Exception):
    """A receiver did not take a notice, whatever it was that went wrong; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """Where an organisation's system wants to be told, and of which kinds of thing.

    Attributes:
        kinds: of thing, by their tables of steps; all where none is named.
    """

    organisation: OrganisationId
    address: str = field(repr=False)
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A system that is told.

    Attributes:
        address: of the organisation's own machine; it is shown to whoever may change it.
        secrets: how many it may be signed with now: two while an old one runs out.
    """

    id: str
    organisation: OrganisationId
    address: str = field(repr=False)
    kinds: tuple[str, ...]
    since: datetime
    paused: bool
    secrets: int


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """What a receiver checks signatures with; told once."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """That something waits for an organisation, still with the rows' own ids.

    Attributes:
        version: of the thing; once it moved on, this notice is nobody's any more.
    """

    webhook: str
    thing: str
    kind: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice in a worker's hands until its lease ends."""

    id: str
    case: str
    notice: Notice
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadNotice:
    """A notice that was given up: that somebody was not told, and never who and of what.

    Attributes:
        since: the day, which is all that whoever sends it again needs.
    """

    id: str
    attempts: int
    since: date


@dataclass(frozen=True, slots=True)
class OwnMail:
    """Whether somebody is told by mail.

    Attributes:
        is_failing: whether the last mail was given up: nobody took it.
    """

    address: str | None = field(repr=False)
    language: Language
    is_failing: bool = False


def pause(attempts: int, numbers: NoticeNumbers, chance: float) -> timedelta:
    """How long a receiver rests: twice as long each time up to the cap, and by chance less.

    Args:
        attempts: how often the notice was tried.
        numbers: of the policy.
        chance: from 0 to 1; so that many that failed at once do not all come back at once.
    """
    doublings = min(attempts - 1, numbers.longest_pause_seconds.bit_length())
    whole = min(numbers.first_pause_seconds * 2**doublings, numbers.longest_pause_seconds)
    return timedelta(seconds=whole * (1 - chance * numbers.jitter_percent / 100))
