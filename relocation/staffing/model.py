"""What is on record about somebody who was put on a case's list, or broke the glass."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from relocation.permissions import DataClass, Role


class Colleague(StrEnum):
    """Whether somebody whom a colleague named still stands on the list."""

    NAMED = "named"
    TAKEN_OFF = "taken_off"


class Denial(StrEnum):
    """Whether a case excludes somebody, whatever else would give a right (SE-3)."""

    NOT_DENIED = "not_denied"
    DENIED = "denied"


class Glass(StrEnum):
    """What became of an opening in an emergency (SE-16)."""

    BROKEN = "glass_broken"
    COUNTERSIGNED = "countersigned"
    LOCKED = "account_locked"


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody to be put on the list.

    Attributes:
        user: the account.
        why: kept with the line of the list.
        role: what it becomes to the case; None for a colleague, who becomes what the namer is.
        classes: what the line is narrowed to; None for all that the role's row gives.
    """

    user: str
    why: str
    role: Role | None = None
    classes: frozenset[DataClass] | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who is to leave a case or be kept out of it, by account.

    Attributes:
        why: kept as a paper of the case.
    """

    user: str
    why: str


@dataclass(frozen=True, slots=True)
class BrokenGlass:
    """What the auditor is told of an opening in an emergency.

    Attributes:
        row: its id, as the message has it.
        at: when.
        until: when the hours for a countersignature are over; None where that is settled.
    """

    row: str
    at: datetime
    state: Glass
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueFacts:
    """For somebody who is to leave the list, whichever way it came there.

    Attributes:
        is_of_the_same_side: the actor is to the case what the colleague is, or leads the side.
        is_somebody_else: the actor is not the person who leaves.
        enough_stay: as many others who can act in the role stay as the case needs.
    """

    is_of_the_same_side: bool = False
    is_somebody_else: bool = False
    enough_stay: bool = False
    has_reasons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialFacts:
    """For somebody whom a case is to exclude, or not any more.

    Attributes:
        is_entitled: the actor coordinates a side of the case or is of the central unit; for
            somebody on the list, of that very side or of the central unit.
        is_of_who_denied: the actor is of the side that excluded, or of the central unit.
        is_somebody_else: the actor is not the person.
        enough_stay: as many others who can act in the role stay as the case needs.
    """

    is_entitled: bool = False
    is_of_who_denied: bool = False
    is_somebody_else: bool = False
    enough_stay: bool = False
    has_reasons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassFacts:
    """For an opening in an emergency.

    Attributes:
        is_somebody_else: the actor is not the person who broke the glass.
        stands_there: the actor's line of the list is not one of broken glass.
        may_vouch: the actor decides, or nobody else on the list does and it holds the row opened.
        is_too_late: the policy's hours for a countersignature are over.
    """

    is_somebody_else: bool = False
    stands_there: bool = False
    may_vouch: bool = False
    is_in_time: bool = False
    is_too_late: bool = False
    has_reasons: bool = False
