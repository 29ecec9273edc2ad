"""Whether rules really keep a unit out, and no fewer of them do: by trying, from the reference."""

from collections.abc import Collection
from dataclasses import dataclass

from scoring.person import Person, Urgency
from scoring.problem import PlacementProblem
from tests import oracle_rules as rules
from tests.oracle import World

ORDER = (Urgency.ACUTE, Urgency.URGENT, Urgency.STANDARD)
STEPS = 4_000  # five times as many decide one more of 200 rounds and take 30 s longer


class TooManyToTry(Exception):
    """More plans than brute force should try here."""


@dataclass
class Tries:
    """Places people one unit after another under some of the rules, counting its steps."""

    world: World
    kept: frozenset[str]
    left: int = STEPS

    def all_fit(self, units: list[int]) -> bool:
        """Whether all these units can have a place together."""
        places = {unit: self._open(unit) for unit in units}
        return self._place({}, sorted(units, key=lambda unit: len(places[unit])), places)

    def _open(self, unit: int) -> list[int]:
        closed = self.world.closed[unit]
        return [m for m in range(len(closed)) if not closed[m] & self.kept]

    def _place(self, made: dict[int, int], rest: list[int], places: dict[int, list[int]]) -> bool:
        self.left -= 1
        if self.left < 0:
            raise TooManyToTry
        if not rest:
            return True
        grown = ({**made, rest[0]: m} for m in places[rest[0]])
        return any(
            self._keeps(plan, rest[0]) and self._place(plan, rest[1:], places) for plan in grown
        )

    def _keeps(self, plan: dict[int, int], last: int) -> bool:
        world, m = self.world, plan[last]
        here = [p for unit, n in plan.items() if n == m for p in world.units[unit]]
        district = world.problem.country.districts[m]
        around = [
            p
            for unit, n in plan.items()
            if self._district(n) == district
            for p in world.units[unit]
        ]
        return all(
            (
                "room_to_receive" not in self.kept or len(here) <= world.room[m],
                "district_ceiling" not in self.kept or len(around) <= world.districts[district],
                "room_per_service" not in self.kept or self._served(here, m),
                "keep_apart" not in self.kept
                or not any(
                    world.meet(last, m, unit, n) for unit, n in plan.items() if unit != last
                ),
            )
        )

    def _district(self, m: int) -> str:
        return self.world.problem.country.districts[m]

    def _served(self, here: list[Person], m: int) -> bool:
        rooms = self.world.services[m].items()
        return all(rules.must_persons(here, service) <= room for service, room in rooms)


def is_irreducible(
    problem: PlacementProblem,
    plan: dict[str, str | None],
    people: tuple[str, ...],
    named: Collection[str],
) -> bool:
    """Whether the named rules keep these people out, and would not without any one of them.

    Raises:
        TooManyToTry: the world is too large for brute force.
    """
    world = World(problem)
    units = [tuple(person.key for person in unit) for unit in world.units]
    unit = units.index(people)
    earlier = [
        other
        for other, keys in enumerate(units)
        if plan[keys[0]] is not None and _class(world.units[other]) <= _class(world.units[unit])
    ]
    together = [unit] if not world.open[unit] else [unit, *earlier]
    fewer = [frozenset(named) - {name} for name in named]
    return not Tries(world, frozenset(named)).all_fit(together) and all(
        Tries(world, kept).all_fit(together) for kept in fewer
    )


def _class(members: list[Person]) -> tuple[int, int]:
    """The earliest class of the first aim among people who move together."""
    return min((ORDER.index(p.urgency), -p.threat_level) for p in members)
