"""Which rules keep somebody without a place from which municipality, while others stand still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.check.reading import NOWHERE, Reading
from scoring.check.values import received
from scoring.country import Mask, Whole
from scoring.person import Urgency
from scoring.result import Conflict

Ways = Mapping[str, Mask]
"""Per rule, the municipalities from which it keeps somebody."""


@dataclass(frozen=True, eq=False)
class Obstacles:
    """What is in the way of those whom a plan leaves without a place."""

    reading: Reading
    at: Whole

    def hold(self, number: int, conflict: Conflict) -> bool:
        """Whether the rules named for a unit with an open place can be what keeps it out.

        They must leave it no place beside those who come before it; where the search for the
        fewest was cut, beside everybody. That no fewer do is proven by solving alone.
        """
        beside = self.beside(number, self.at)
        if not conflict.rules:
            return not self._cover(beside, beside)
        if self._cover(self.beside(number, self._before(number)), conflict.rules):
            return True
        fewer = (set(conflict.rules) - {dropped} for dropped in conflict.rules)
        covers = self._cover(beside, conflict.rules)
        return not conflict.proven and covers and not any(self._cover(beside, f) for f in fewer)

    def beside(self, number: int, at: Whole) -> Ways:
        """Per rule, where it keeps a unit out beside those who stand."""
        reading, unit = self.reading, self.reading.units[number]
        # What is full for somebody alone is full beside others: these three closings are replaced.
        found = {code: mask[number] for code, mask in reading.closings.items()}
        counts, size = received(reading, at), len(unit)
        found["room_to_receive"] = counts + size > reading.room
        country = reading.problem.country
        full = {
            name: sum(counts[place] for place, d in enumerate(country.districts) if d == name)
            + size
            > left
            for name, left in reading.districts.items()
        }
        found["district_ceiling"] = np.array([full[d] for d in country.districts], bool)
        found["room_per_service"] = self._without_service(unit, at)
        found["keep_apart"] = self._too_near(unit, at)
        return {code: mask for code, mask in found.items() if mask.any()}

    def _without_service(self, unit: tuple[int, ...], at: Whole) -> Mask:
        reading = self.reading
        lacking = np.zeros(len(reading.problem.country), bool)
        for (place, service), room in reading.services.items():
            asked = sum(reading.needs[row].get(service, 0) for row in unit)
            if asked:
                here = np.flatnonzero(at == place).tolist()
                taken = sum(reading.needs[row].get(service, 0) for row in here)
                lacking[place] |= asked + taken > room
        return lacking

    def _too_near(self, unit: tuple[int, ...], at: Whole) -> Mask:
        near = np.zeros(len(self.reading.problem.country), bool)
        for row in unit:
            for other, reach in self._kept_apart.get(row, ()):
                if at[other] != NOWHERE:
                    near |= reach[:, at[other]]
        return near

    @cached_property
    def _kept_apart(self) -> Mapping[int, list[tuple[int, Mask]]]:
        """Per person, everybody kept apart from it: own places × theirs that are too near."""
        found: dict[int, list[tuple[int, Mask]]] = {}
        for (one, other), reach in self.reading.reaches.items():
            found.setdefault(one, []).append((other, reach))
            found.setdefault(other, []).append((one, reach.T))
        return found

    def _before(self, number: int) -> Whole:
        """The plan without those who come after the unit in the first aim."""
        ranks, unit_of = self._ranks, self.reading.unit_of
        comes_after = ranks[unit_of] > ranks[number]
        before: Whole = np.where(comes_after, NOWHERE, self.at)
        return before

    @cached_property
    def _ranks(self) -> Whole:
        """Per unit, the earliest class of the first aim among its members."""
        people, order = self.reading.problem.people, list(Urgency)
        rank = [5 * order.index(person.urgency) - person.threat_level for person in people]
        return np.array([min(rank[row] for row in unit) for unit in self.reading.units], np.int64)

    def _cover(self, ways: Ways, rules: Iterable[str]) -> bool:
        masks = [ways[rule] for rule in rules if rule in ways]
        return bool(np.any(masks, axis=0).all())
