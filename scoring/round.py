"""One round as a file or a caller brings it: who waits, and what is known beside the register."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.country import MunicipalityCode
from scoring.person import Household, Person
from scoring.threat import Group, Presence, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Somebody who already got a place, decided or moved, one candidate each.

    Attributes:
        since: the day of the decision; it starts the fading and the keep-apart window.
    """

    key: str
    municipality: MunicipalityCode
    since: date
    former_group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredService:
    """What a municipality declares of a service.

    Attributes:
        present: False when the municipality declares that it has no such service.
        room: free room in persons; None when not told.
    """

    municipality: MunicipalityCode
    service: str
    present: bool
    as_of: date
    room: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRoom:
    """How many candidates a municipality says it can receive in the period.

    Attributes:
        approved_because: the central unit's reason for accepting less than the fair share (REL-6
            knows no veto); None while it has not approved.
    """

    municipality: MunicipalityCode
    candidates: int
    as_of: date
    approved_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A municipality that the central unit has closed for all, until the day before `until`."""

    municipality: MunicipalityCode
    since: date
    reason: str
    until: date | None = None


class InstructionKind(StrEnum):
    """What was settled outside the engine."""

    DECIDED = "decided"
    FORCED = "forced"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A place settled by hand for one person, always with a reason."""

    kind: InstructionKind
    person: str
    municipality: MunicipalityCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTogether:
    """People of different households who must get the same place."""

    people: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepApart:
    """Two people, waiting or placed, who must not be within `minutes` of each other."""

    people: tuple[str, str]
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything a round brings, in the order it was brought; nothing is checked here.

    Attributes:
        date: the day the round is judged on; relations, windows and fading count from it.
        label: what kind of data this is, shown wherever a person sees the round.
        made_up: True for demonstration values.
        seed: the generator's seed, where there was one.
    """

    date: date
    label: str
    made_up: bool
    seed: int | None = None
    groups: tuple[Group, ...] = ()
    relations: tuple[Relation, ...] = ()
    presence: tuple[Presence, ...] = ()
    households: tuple[Household, ...] = ()
    people: tuple[Person, ...] = ()
    keep_together: tuple[KeepTogether, ...] = ()
    keep_apart: tuple[KeepApart, ...] = ()
    placed: tuple[Placed, ...] = ()
    services: tuple[DeclaredService, ...] = ()
    room: tuple[DeclaredRoom, ...] = ()
    closures: tuple[Closure, ...] = ()
    instructions: tuple[Instruction, ...] = ()
