"""The problem as the checker reads it: units, open places, worth, room and who is kept apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.check import closed, room
from scoring.check.threats import Stance, near, stances
from scoring.check.together import together
from scoring.country import Mask, Whole
from scoring.judging import Judgement, judge
from scoring.problem import PlacementProblem

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Reading:
    """Worked out from the problem alone, nothing of it by the code that the models use."""

    problem: PlacementProblem

    @cached_property
    def judgement(self) -> Judgement:
        """Points of the criteria, and the closing that only the safety criterion can measure."""
        return judge(self.problem)

    @cached_property
    def units(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the waiting people who move together, in the order of the first."""
        position = self.problem.position
        found: dict[frozenset[str], tuple[int, ...]] = {}
        for person in self.problem.people:
            mates = together(self.problem, person.key)
            found[mates] = tuple(sorted(position[key] for key in mates if key in position))
        return tuple(sorted(found.values()))

    @cached_property
    def unit_of(self) -> Whole:
        """Per person, the number of the unit."""
        numbers = np.zeros(len(self.problem.people), np.int64)
        for number, unit in enumerate(self.units):
            numbers[list(unit)] = number
        return numbers

    @cached_property
    def sizes(self) -> Whole:
        """Per unit, its candidates."""
        return np.array([len(unit) for unit in self.units], np.int64)

    @cached_property
    def closings(self) -> Mapping[str, Mask]:
        """Per code, units × municipalities."""
        return closed.closings(self.problem, self.judgement, self.units)

    @cached_property
    def open(self) -> Mask:
        """Units × municipalities that no rule closes."""
        mask = np.ones((len(self.units), len(self.problem.country)), bool)
        for places in self.closings.values():
            mask &= ~places
        return mask

    @cached_property
    def counts(self) -> Mask:
        """Per person, whether its unit has an open place, so that the aims count it."""
        counted: Mask = np.any(self.open, axis=1, keepdims=True)[self.unit_of, 0]
        return counted

    @cached_property
    def safety(self) -> Whole:
        """People × municipalities, safety points."""
        return self.judgement.points["safety"]

    @cached_property
    def best_safety(self) -> Whole:
        """Per person, the best safety over its unit's open places."""
        best: Whole = np.where(self.open[self.unit_of], self.safety, 0).max(axis=1, initial=0)
        return best

    @cached_property
    def worth(self) -> Whole:
        """People × municipalities: weighted points less what earlier placed people cost."""
        worth = np.zeros((len(self.problem.people), len(self.problem.country)), np.int64)
        for key, weight in self.problem.policy.weights.items():
            worth += weight * self.judgement.points[key]
        for row, standing, reach in closed.standing_conflicts(self.problem):
            if not closed.in_window(self.problem, standing):
                worth[row] -= self.problem.policy.apart.price_after_window * reach
        return worth

    @cached_property
    def rises(self) -> Whole:
        """Municipalities × number received: what they cost together beyond their worth."""
        return room.rises(self.problem)

    @cached_property
    def room(self) -> Whole:
        """Per municipality, the candidates that still fit."""
        return room.room_left(self.problem)

    @cached_property
    def districts(self) -> Mapping[str, int]:
        """Per police district, the candidates that still fit."""
        return room.district_left(self.problem)

    @cached_property
    def services(self) -> Mapping[tuple[int, str], int]:
        """Per place and service, the room that binds, in persons."""
        return room.service_rooms(self.problem)

    @cached_property
    def needs(self) -> tuple[Mapping[str, int], ...]:
        """Per person, the persons who must have each service."""
        return tuple(
            room.must_persons(self.problem, row) for row in range(len(self.problem.people))
        )

    @cached_property
    def reaches(self) -> Mapping[tuple[int, int], Mask]:
        """Per two people of different units kept apart: places × places they may not both have."""
        found: dict[tuple[int, int], Mask] = {}
        here = np.eye(len(self.problem.country), dtype=bool)
        rivals = near(self.problem, self.problem.policy.apart.rival_minutes)
        known, people = stances(self.problem), self.problem.people
        for one, first in enumerate(people):
            for other in range(one):
                stance = known.get((first.former_group or "", people[other].former_group or ""))
                if stance is not None and self.unit_of[one] != self.unit_of[other]:
                    found[other, one] = rivals if stance is Stance.RIVAL else here
        return found | self._by_hand(found)

    def _by_hand(self, found: Mapping[tuple[int, int], Mask]) -> dict[tuple[int, int], Mask]:
        by_hand: dict[tuple[int, int], Mask] = {}
        for apart in self.problem.round.keep_apart:
            if all(key in self.problem.position for key in apart.people):
                rows = sorted(self.problem.position[key] for key in apart.people)
                pair = (rows[0], rows[1])
                reach = near(self.problem, apart.minutes)
                for known in (found.get(pair), by_hand.get(pair)):
                    reach = reach if known is None else reach | known
                by_hand[pair] = reach
        return by_hand

    def names(self, rows: tuple[int, ...]) -> tuple[str, ...]:
        """The keys of people by their positions."""
        return tuple(self.problem.people[row].key for row in rows)
