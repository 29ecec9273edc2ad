"""Brute force: tries every plan of a small world and keeps the best, by the reference alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import inf

from scoring.judging import Judgement, judge
from scoring.person import Person, Urgency
from scoring.problem import PlacementProblem
from tests import oracle_rules as rules

Place = int | None
Ranks = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Oracle:
    """The best plan of all.

    Attributes:
        plan: per waiting person's key the municipality's code, None without a place.
        aims: names and values, in order.
        equally_good: how many plans reach the same values of all aims before the tie-break.
        open: per unit (its keys), the codes of its open places.
    """

    plan: dict[str, str | None]
    aims: list[tuple[str, int]]
    equally_good: int
    open: dict[tuple[str, ...], tuple[str, ...]]


def best_plan(problem: PlacementProblem) -> Oracle:
    """Try every plan; the values in order decide, then the tie-break, then the smaller list."""
    world = World(problem)
    best: tuple[Ranks, int, list[tuple[str, str]]] | None = None
    equally_good = 0
    for places in world.plans():
        ranks = world.ranks(places)
        if best is not None and ranks > best[0]:
            continue
        equally_good = equally_good + 1 if best is not None and ranks == best[0] else 1
        lines = world.lines(places)
        candidate = (ranks, tie_break(problem, lines), lines)
        if best is None or candidate < best:
            best = candidate
            world.settle(ranks)
    assert best is not None
    ranks, tie, lines = best
    values = [*(int(value) for value in ranks[:-1]), -int(ranks[-1]), tie]
    plan: dict[str, str | None] = {person.key: None for person in problem.people}
    plan.update({key: code or None for key, code in lines})
    return Oracle(
        plan=plan,
        aims=list(zip(world.names(), values, strict=True)),
        equally_good=equally_good,
        open={
            tuple(p.key for p in unit): tuple(problem.country.codes[m] for m in places)
            for unit, places in zip(world.units, world.open, strict=True)
        },
    )


def tie_break(problem: PlacementProblem, lines: list[tuple[str, str]]) -> int:
    salt = problem.policy.aims.tie_salt
    texts = (f"{salt}\0{key}\0{code}" for key, code in lines)
    return sum(int.from_bytes(sha256(text.encode("utf-8")).digest()[:4], "big") for text in texts)


class World:
    """A small world, worked out once: who is a unit, what is open, who is kept apart."""

    def __init__(self, problem: PlacementProblem) -> None:
        self.problem = problem
        self.judged: Judgement = judge(problem)
        self.row = {person.key: i for i, person in enumerate(problem.people)}
        self.units = _units(problem)
        places = range(len(problem.country))
        self.closed = [
            [rules.closed_codes(problem, self.judged, unit, m) for m in places]
            for unit in self.units
        ]
        self.open = [[m for m in places if not codes[m]] for codes in self.closed]
        self.counted = [i for i, open_ in enumerate(self.open) if open_]
        self.people = [person for i in self.counted for person in self.units[i]]
        self.best_safety = {
            person.key: max(self.safety(person, m) for m in self.open[i])
            for i in self.counted
            for person in self.units[i]
        }
        self.room = [rules.room_left(problem, m) for m in places]
        self.districts = {d: rules.district_left(problem, d) for d in problem.country.districts}
        self.services = [rules.service_rooms(problem, m) for m in places]
        self.links: dict[tuple[int, int], list[tuple[str, list[int]]]] = {}
        self.pairs = {(a, b): self._pair(a, b) for a in self.counted for b in self.counted if b < a}
        self.reached: Ranks = (inf,)
        self.worth = {(i, m): self._worth(i, m) for i in self.counted for m in self.open[i]}

    def safety(self, person: Person, m: int) -> int:
        return int(self.judged.points["safety"][self.row[person.key], m])

    def settle(self, ranks: Ranks) -> None:
        """Remember the best so far; plans that are worse before they are complete are dropped."""
        self.reached = ranks

    def plans(self) -> Iterator[dict[int, Place]]:
        """All plans that keep the rules, but those found worse while they were being made."""
        yield from self._extend({}, self.counted)

    def _extend(self, made: dict[int, Place], rest: list[int]) -> Iterator[dict[int, Place]]:
        early = self.early_ranks(made)
        if early > self.reached[: len(early)]:
            return
        if not rest:
            yield made
            return
        for place in (*self.open[rest[0]], None):
            grown = {**made, rest[0]: place}
            if self.keeps_rules(grown, rest[0]):
                yield from self._extend(grown, rest[1:])

    def keeps_rules(self, places: dict[int, Place], last: int) -> bool:
        """Whether the rules hold for the unit added last, all before it being checked already."""
        m = places[last]
        if m is None:
            return True
        for other, n in places.items():
            if other != last and n is not None and (n, m) in self.pairs[last, other]:
                return False
        here = [p for unit, n in places.items() if n == m for p in self.units[unit]]
        district = self.problem.country.districts[m]
        around = sum(
            len(self.units[unit])
            for unit, n in places.items()
            if n is not None and self.problem.country.districts[n] == district
        )
        if len(here) > self.room[m] or around > self.districts[district]:
            return False
        return all(rules.must_persons(here, s) <= room for s, room in self.services[m].items())

    def meet(self, a: int, m: int, b: int, n: int) -> bool:
        """Whether two units may not be at m and n at once."""
        problem = self.problem
        if (a, b) not in self.links:
            pairs = [(first, second) for first in self.units[a] for second in self.units[b]]
            self.links[a, b] = [
                (
                    rules.between(problem, first.former_group, second.former_group),
                    rules.by_hand_minutes(problem, first.key, second.key),
                )
                for first, second in pairs
            ]
        return any(
            rules.too_near(problem, relation, m, n)
            or any(rules.near(problem, m, n, minutes) for minutes in by_hand)
            for relation, by_hand in self.links[a, b]
        )

    def _pair(self, a: int, b: int) -> set[tuple[int, int]]:
        """Places (of b, of a) that two units may not have at once."""
        both = ((n, m) for m in self.open[a] for n in self.open[b])
        return {(n, m) for n, m in both if self.meet(a, m, b, n)}

    def _worth(self, unit: int, m: int) -> int:
        total = 0
        for person in self.units[unit]:
            for key, weight in self.problem.policy.weights.items():
                total += weight * int(self.judged.points[key][self.row[person.key], m])
            total -= rules.price(self.problem, person, m)
        return total

    def names(self) -> list[str]:
        """The names of the aims, in order."""
        policy = self.problem.policy
        over = ["above_fair_share"] if policy.evenness.form == "guarantee" else []
        steps = [f"safety_below.{step}" for step in policy.aims.safety_steps]
        classes = [f"unplaced.{urgency.value}.{level}" for urgency, level in self.classes()]
        return [*classes, *steps, *over, "points", "tie_break"]

    def classes(self) -> list[tuple[Urgency, int]]:
        """The classes of aim 1 with somebody in them, the first first."""
        found = {(p.urgency, p.threat_level) for p in self.people}
        order = (Urgency.ACUTE, Urgency.URGENT, Urgency.STANDARD)
        return [(u, level) for u in order for level in (5, 4, 3, 2, 1) if (u, level) in found]

    def early_ranks(self, places: dict[int, Place]) -> Ranks:
        """Aims 1 and 2 over the units that have an answer so far; more units never lower them."""
        answered = [(p, m) for i, m in places.items() for p in self.units[i]]
        unplaced = tuple(
            sum(m is None and (p.urgency, p.threat_level) == kind for p, m in answered)
            for kind in self.classes()
        )
        below = tuple(
            sum(
                m is None or self.safety(p, m) < min(step, self.best_safety[p.key])
                for p, m in answered
            )
            for step in self.problem.policy.aims.safety_steps
        )
        return (*unplaced, *below)

    def ranks(self, places: dict[int, Place]) -> Ranks:
        """All aims before the tie-break, each the smaller the better."""
        guaranteed = self.problem.policy.evenness.form == "guarantee"
        over = (self._above_fair_share(places),) if guaranteed else ()
        return (*self.early_ranks(places), *over, -self._points(places))

    def _received(self, places: dict[int, Place], at: int) -> int:
        return sum(len(self.units[i]) for i, m in places.items() if m == at)

    def _above_fair_share(self, places: dict[int, Place]) -> int:
        problem, total = self.problem, 0
        counted = len(problem.standing) + len(self.people)
        for m in range(len(problem.country)):
            share = int(problem.country.population[m]) / int(problem.country.population.sum())
            standing = sum(s.place == m for s in problem.standing)
            allowed = max(0, rules.whole_up(share * counted) - standing)
            total += max(0, self._received(places, m) - allowed)
        return total

    def _points(self, places: dict[int, Place]) -> int:
        total = sum(self.worth[i, m] for i, m in places.items() if m is not None)
        for m in range(len(self.problem.country)):
            for j in range(1, self._received(places, m) + 1):
                total -= rules.rise(self.problem, m, j)
        return total

    def lines(self, places: dict[int, Place]) -> list[tuple[str, str]]:
        """The plan as (key, code) in key order, "" without a place."""
        codes = self.problem.country.codes
        found = [
            (p.key, "" if m is None else str(codes[m]))
            for i, m in places.items()
            for p in self.units[i]
        ]
        return sorted(found)


def _units(problem: PlacementProblem) -> list[list[Person]]:
    left, units = list(problem.people), []
    while left:
        together = rules.mates(problem, left[0].key)
        units.append([person for person in left if person.key in together])
        left = [person for person in left if person.key not in together]
    return units
