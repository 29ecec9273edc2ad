"""An answered round as people read it: one line per person, with points and marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.choices import Choices
from scoring.country import Mask, Provenance
from scoring.criterion import Reason
from scoring.explain import why_here
from scoring.explain.standing_plan import StandingPlan, standing_plan
from scoring.explanation import WhyHere
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.result import Outcome, Result
from scoring.solver import Counted, Diverse


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line in a table.

    Attributes:
        total: weighted points at the place, in hundredths; None without points.
        points: per criterion key, 0 to 100; empty for somebody without a place to judge.
        marks: codes of the section `mark`: what a reader must notice.
    """

    person: str
    outcome: Outcome
    municipality: str | None
    total: int | None
    points: Mapping[str, int]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A round and what the engine answered.

    Attributes:
        ties: how many plans are equally good; None where nobody asked.
        diverse: near-best plans that differ in many people; None where nobody asked.
    """

    problem: PlacementProblem
    result: Result
    ties: Counted | None = None
    diverse: Diverse | None = None

    @cached_property
    def plan(self) -> StandingPlan:
        """The plan laid out on the choices it was made among."""
        return standing_plan(self.problem, self.result)

    @property
    def choices(self) -> Choices:
        """What the engine chose among."""
        return self.plan.board.choices

    @cached_property
    def here(self) -> Mapping[str, WhyHere]:
        """Why each person of the plan is where the plan puts them."""
        keys = (placement.person for placement in self.result.placements)
        return {key: why_here(self.problem, self.result, key) for key in keys}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line per person of the plan, in its order."""
        return tuple(self._line(here) for here in self.here.values())

    def person(self, key: str) -> Person:
        """The waiting person of a key."""
        return self.problem.people[self.problem.position[key]]

    def unit_of(self, key: str) -> int:
        """The number of a waiting person's unit."""
        return self.plan.unit_of(key)

    def points(self, key: str, at: int) -> dict[str, int]:
        """The points of a waiting person at one municipality, per criterion key."""
        row, judged = self.problem.position[key], self.choices.judgement.points
        return {name: int(points[row, at]) for name, points in judged.items()}

    def total(self, points: Mapping[str, int]) -> int:
        """Weighted points in hundredths."""
        return sum(self.problem.policy.weights[name] * each for name, each in points.items())

    def open_to(self, key: str) -> Mask:
        """Which municipalities are open to a waiting person's unit."""
        mask: Mask = self.choices.open[self.unit_of(key)]
        return mask

    def _line(self, here: WhyHere) -> Line:
        points = {criterion.key: criterion.points for criterion in here.criteria}
        return Line(
            person=here.person,
            outcome=here.outcome,
            municipality=here.municipality,
            total=here.worth if points else None,
            points=points,
            marks=tuple(self._marks(here, points)),
        )

    def _marks(self, here: WhyHere, points: Mapping[str, int]) -> list[str]:
        if here.outcome is not Outcome.PLACED:
            return [here.outcome.value, *(["closed_since"] if here.closed_since else [])]
        policy = self.problem.policy
        found = {
            "below_floor": points["safety"] < policy.aims.safety_floor,
            "missing_data": any(_is_missing(reason) for c in here.criteria for reason in c.reasons),
            "elsewhere_alone": bool(here.alone and here.alone.causes),
            "few_open": np.count_nonzero(self.open_to(here.person))
            < policy.shortlist.open_places_at_least,
        }
        return [mark for mark, holds in found.items() if holds]


def _is_missing(reason: Reason) -> bool:
    """Whether points rest on something that is not known."""
    return reason.provenance is Provenance.MISSING and reason.points != 0
