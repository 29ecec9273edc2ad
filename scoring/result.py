"""What the engine answers: a plan, how good and how proven each aim is, who got no place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scoring.country import MunicipalityCode

ENGINE_VERSION = "1"


class Status(StrEnum):
    """How well the whole answer is proven (SV-3, SV-4)."""

    PROVEN = "proven"
    PROVEN_BUT_TIE_BREAK = "proven_but_tie_break"
    FEASIBLE = "feasible"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """What the plan gives one person.

    UNPLACED has open places but none left for it; UNPLACEABLE has no open place at all.
    """

    PLACED = "placed"
    DECIDED = "decided"
    UNPLACED = "unplaced"
    UNPLACEABLE = "unplaceable"


@dataclass(frozen=True, slots=True)
class Placement:
    """One person's line in the plan; the municipality is None unless placed or decided."""

    person: str
    municipality: MunicipalityCode | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AimResult:
    """One aim: what the plan reached and what is proven, given the values reached before it.

    Attributes:
        name: "unplaced.<urgency>.<threat level>", "safety_below.<step>", "above_fair_share",
            "points" or "tie_break".
        value: whole number; all aims are minimised but "points" (hundredths), which is maximised.
        bound: no plan that keeps the earlier aims' values can be better than this.
        proven: value == bound.
    """

    name: str
    value: int
    bound: int

    @property
    def gap(self) -> int:
        """How far the value may be from the best, in the aim's own unit."""
        return abs(self.value - self.bound)

    @property
    def proven(self) -> bool:
        """Whether nothing better exists, given the values of the aims before."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A way to place somebody who has no place, and what it costs.

    Attributes:
        rules: the rule codes that would have to give, sorted.
        names: what exactly would give, for example ("room_to_receive", "0101").
        municipality: where the unit would then go, everybody else standing.
        changes: per aim in order, its value then less its value now.
    """

    rules: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    municipality: MunicipalityCode
    changes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a unit has no place (SV-5): drop any one of `rules` and it could have one.

    Attributes:
        people: the keys of the unit.
        rules: rule codes, irreducible, sorted.
        relaxations: the cheapest first.
        proven: False where a counted limit left open whether the rules are irreducible.
    """

    people: tuple[str, ...]
    rules: tuple[str, ...]
    relaxations: tuple[Relaxation, ...] = ()
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Versions:
    """All it takes to recompute the answer bit for bit (EX-8).

    Attributes:
        policy, register: the version, with sixteen digits of the content behind it.
    """

    fingerprint: str
    policy: str
    register: str
    engine: str
    salt: str
    limit: Mapping[str, float | int | None]
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one round: plan, aims in order, status, conflicts, versions.

    Attributes:
        seconds: wall time per phase; never part of the answer's bytes.
    """

    status: Status
    placements: tuple[Placement, ...]
    aims: tuple[AimResult, ...]
    conflicts: tuple[Conflict, ...]
    versions: Versions
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def repeatable(self) -> bool:
        """Whether the same input gives the same bytes; only such an answer may be stored (SV-4)."""
        return self.status is not Status.STOPPED

    @property
    def first_open_aim(self) -> AimResult | None:
        """The first aim whose proof is missing, None when all are proven."""
        return next((aim for aim in self.aims if not aim.proven), None)

    def place_of(self, person: str) -> MunicipalityCode | None:
        """Where the plan puts one person."""
        return next(p.municipality for p in self.placements if p.person == person)
