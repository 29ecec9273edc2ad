"""The rules of a round read plainly from the reference, for brute force on small worlds only."""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, floor

from scoring.judging import Judgement
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind
from scoring.standing import Standing
from scoring.threat import RelationKind

FROM_CRITERIA = (
    "safety.police_exclusion",
    "safety.place_left",
    "safety.place_left_earlier",
    "safety.hostile_presence",
    "safety.exposure_ceiling",
    "social.must_absent",
)
DEPENDENT = ("room_to_receive", "room_per_service", "district_ceiling", "keep_apart")


def near(problem: PlacementProblem, a: int, b: int, limit: int) -> bool:
    """Whether two places may be within so many minutes: doubt closes."""
    if a == b:
        return True
    less = int(problem.country.minutes[a, b]) * (100 - problem.country.minutes_error_percent)
    return less <= limit * 100


@lru_cache(maxsize=4096)
def hostility(problem: PlacementProblem, start: str, end: str) -> tuple[float, bool]:
    """The strongest of all paths, each tried, and whether it uses a feud."""
    found = [_strength(problem, path) for path in _paths(problem, (start,), end, ())]
    strongest = max((value for value, _ in found), default=0.0)
    return strongest, any(feud for value, feud in found if value > strongest - 1e-12)


def _paths(
    problem: PlacementProblem,
    seen: tuple[str, ...],
    end: str,
    kinds: tuple[RelationKind, ...],
) -> Iterator[tuple[RelationKind, ...]]:
    if seen[-1] == end:
        yield kinds
        return
    for relation in problem.round.relations:
        day = problem.round.date
        if day < relation.since or (relation.until is not None and day >= relation.until):
            continue
        for here, there in (relation.groups, relation.groups[::-1]):
            if here == seen[-1] and there not in seen:
                yield from _paths(problem, (*seen, there), end, (*kinds, relation.kind))


def _strength(problem: PlacementProblem, path: tuple[RelationKind, ...]) -> tuple[float, bool]:
    safety = problem.policy.safety
    feuds = path.count(RelationKind.FEUD)
    alliances = len(path) - feuds
    if feuds > 1:
        return 0.0, True
    return safety.alliance_factor**alliances * safety.feud_factor**feuds, feuds == 1


def between(problem: PlacementProblem, a: str | None, b: str | None) -> str:
    """How two former groups stand: "" (nothing), "same", "ally" or "rival"."""
    if a is None or b is None:
        return ""
    if a == b:
        return "same"
    value, feud = hostility(problem, a, b)
    if value < problem.policy.safety.hostile_from - 1e-9:
        return ""
    return "rival" if feud else "ally"


def too_near(problem: PlacementProblem, relation: str, m: int, n: int) -> bool:
    """Whether two people whose groups stand so may not be at m and n."""
    if relation == "rival":
        return near(problem, m, n, problem.policy.apart.rival_minutes)
    return relation in {"same", "ally"} and m == n


def by_hand_minutes(problem: PlacementProblem, a: str, b: str) -> list[int]:
    """The minutes that two people are kept apart by hand."""
    return [apart.minutes for apart in problem.round.keep_apart if set(apart.people) == {a, b}]


def days_since(problem: PlacementProblem, standing: Standing) -> int:
    return (problem.round.date - standing.since).days


def in_window(problem: PlacementProblem, standing: Standing) -> bool:
    return standing.decided or days_since(problem, standing) < problem.policy.apart.window_days


def in_period(problem: PlacementProblem, standing: Standing) -> bool:
    period = problem.policy.room.period_days
    return standing.decided or 0 <= days_since(problem, standing) < period


@lru_cache(maxsize=4096)
def mates(problem: PlacementProblem, key: str) -> set[str]:
    """Everybody of the round who must share this person's place, found by going on and on."""
    found = {key}
    while True:
        homes = {p.household for p in problem.round.people if p.key in found}
        more = {p.key for p in problem.round.people if p.household in homes}
        for kept in problem.round.keep_together:
            if found & set(kept.people):
                more |= set(kept.people)
        if more <= found:
            return found
        found |= more


def closed_codes(
    problem: PlacementProblem, judgement: Judgement, members: list[Person], m: int
) -> set[str]:
    """All codes that close place m for people who move together."""
    codes = set(_alone_too_large(problem, members, m))
    for person in members:
        row = problem.people.index(person)
        codes |= {
            c for c in FROM_CRITERIA if c in judgement.closings and judgement.closings[c][row, m]
        }
        codes |= set(_by_instruction(problem, person, m))
        if _standing_too_near(problem, person, m):
            codes.add("keep_apart.placed")
    for closure in problem.round.closures:
        ended = closure.until is not None and problem.round.date >= closure.until
        if closure.municipality == problem.country.codes[m] and closure.since <= problem.round.date:
            codes |= set() if ended else {"closed_for_all"}
    return codes


def _by_instruction(problem: PlacementProblem, person: Person, m: int) -> Iterator[str]:
    together = mates(problem, person.key)
    for given in problem.round.instructions:
        here = given.municipality == problem.country.codes[m]
        if given.kind is InstructionKind.FORBIDDEN and given.person == person.key and here:
            yield "by_hand.forbidden"
        if given.kind is InstructionKind.FORCED and given.person == person.key and not here:
            yield "by_hand.forced"
        if given.kind is InstructionKind.DECIDED and given.person in together and not here:
            yield "keep_together"


def _standing_too_near(problem: PlacementProblem, person: Person, m: int) -> bool:
    together = mates(problem, person.key)
    for standing in problem.standing:
        if standing.key in together:
            continue
        relation = between(problem, person.former_group, standing.former_group)
        if in_window(problem, standing) and too_near(problem, relation, m, standing.place):
            return True
        by_hand = by_hand_minutes(problem, person.key, standing.key)
        if any(near(problem, m, standing.place, minutes) for minutes in by_hand):
            return True
    return False


def price(problem: PlacementProblem, person: Person, m: int) -> int:
    """What earlier placed people too near cost this person at m."""
    earlier = [s for s in problem.standing if not in_window(problem, s)]
    relations = ((between(problem, person.former_group, s.former_group), s) for s in earlier)
    counted = sum(too_near(problem, relation, m, s.place) for relation, s in relations)
    return counted * problem.policy.apart.price_after_window


def _alone_too_large(problem: PlacementProblem, members: list[Person], m: int) -> Iterator[str]:
    if len(members) > room_left(problem, m):
        yield "room_to_receive"
    if len(members) > district_left(problem, problem.country.districts[m]):
        yield "district_ceiling"
    if any(must_persons(members, s) > room for s, room in service_rooms(problem, m).items()):
        yield "room_per_service"


def must_persons(members: list[Person], service: str) -> int:
    return sum(n.persons for p in members for n in p.needs if n.must and n.service == service)


def service_rooms(problem: PlacementProblem, m: int) -> dict[str, int]:
    """The declared rooms at m that bind."""
    rooms = {}
    for declared in problem.round.services:
        service = problem.policy.services[declared.service]
        municipal = not service.regional and not service.obliged_by
        here = declared.municipality == problem.country.codes[m] and declared.present
        if here and municipal and declared.room is not None:
            rooms[declared.service] = declared.room
    return rooms


def _basis(problem: PlacementProblem) -> int:
    return sum(in_period(problem, s) for s in problem.standing) + len(problem.people)


def _share(problem: PlacementProblem, places: list[int]) -> float:
    population = problem.country.population
    return sum(int(population[m]) for m in places) / int(population.sum())


def whole_up(x: float) -> int:
    return ceil(x - 1e-9)


def largest_unit(problem: PlacementProblem) -> int:
    return max((len(mates(problem, person.key)) for person in problem.round.people), default=1)


def room_left(problem: PlacementProblem, m: int) -> int:
    fair = _share(problem, [m]) * _basis(problem)
    room = by_policy = max(largest_unit(problem), whole_up(problem.policy.room.factor * fair))
    for declared in problem.round.room:
        if declared.municipality != problem.country.codes[m]:
            continue
        if declared.candidates > by_policy:
            believed = max(by_policy, whole_up(problem.policy.room.declared_factor * fair))
            room = max(by_policy, min(declared.candidates, believed))
        elif declared.approved_because is not None:
            room = declared.candidates
    return max(0, room - sum(in_period(problem, s) and s.place == m for s in problem.standing))


def district_left(problem: PlacementProblem, district: str) -> int:
    inside = [m for m, d in enumerate(problem.country.districts) if d == district]
    fair = _share(problem, inside) * _basis(problem)
    ceiling = max(largest_unit(problem), whole_up(problem.policy.room.district_factor * fair))
    received = sum(in_period(problem, s) and s.place in inside for s in problem.standing)
    return max(0, ceiling - received)


def rise(problem: PlacementProblem, m: int, j: int) -> int:
    """What the j-th candidate at m costs beyond its worth."""
    if problem.policy.evenness.form == "guarantee":
        return 0
    half_life = problem.policy.evenness.half_life_days
    faded = [2.0 ** (-max(0, days_since(problem, s)) / half_life) for s in problem.standing]
    fair = _share(problem, [m]) * max(1.0, sum(faded) + len(problem.people))
    weight = problem.policy.weights["even_distribution"]
    exact = weight * problem.policy.evenness.points_per_fair_share * (j - 1) / fair
    return floor(float(exact) + 0.5 + 1e-9)
