"""What every criterion is: a judgement of one person against all municipalities, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from scoring.country import Mask, Provenance, Whole
from scoring.person import Person
from scoring.problem import PlacementProblem

FactValue = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded fact with its part of the points; the sentence for a reader stands in the locale.

    Attributes:
        code: "<criterion>.<name>", for example "safety.exposure".
        points: whole points, negative where the fact takes points; all reasons add up.
        facts: what the sentence needs: municipality codes, group keys, minutes, levels.
    """

    code: str
    points: int
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    provenance: Provenance = Provenance.FACT
    as_of: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Closing:
    """A rule that closes places for one person: not lawful or not defensible, never not nice.

    Attributes:
        rule: the rule's code, for example "safety.police_exclusion".
        places: which of the n municipalities it closes.
        facts: what else the central unit must know, such as the group that was reported.
    """

    rule: str
    places: Mask
    source: str
    as_of: date | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """One criterion's judgement of one person against n municipalities.

    Attributes:
        points: n whole points, 0 to 100.
        certainty: n whole per cent; 100 when nothing behind the points is missing.
        closings: the rules of this criterion that close places for this person.
    """

    points: Whole
    certainty: Whole
    closings: tuple[Closing, ...] = ()


class Criterion(Protocol):
    """One criterion: one file in `scoring/criteria/`, which offers it as `CRITERION`."""

    key: str
    order: int
    label: str
    unit: str
    source: str
    valid_from: date
    reason_codes: tuple[str, ...]
    closing_codes: tuple[str, ...]

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """Judge one person against all municipalities."""

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """Say what the points at one municipality are made of; the parts add up to the points."""
