"""Distance and hostility as the checker reads them, apart from the code that the models use."""

from collections import deque
from collections.abc import Iterator, Mapping
from enum import StrEnum

import numpy as np

from scoring.country import Mask
from scoring.problem import PlacementProblem
from scoring.threat import RelationKind

NOISE = 1e-9


class Stance(StrEnum):
    """How two former groups stand to each other, where their people must not meet."""

    SAME = "same"
    ALLY = "ally"
    RIVAL = "rival"


Links = Mapping[str, tuple[str, ...]]


def near(problem: PlacementProblem, minutes: int) -> Mask:
    """Municipalities × municipalities that may lie within so many minutes: doubt closes."""
    percent = 100 - problem.country.minutes_error_percent
    inside: Mask = problem.country.minutes * percent <= minutes * 100
    return inside | np.eye(len(problem.country), dtype=bool)


def hostile_groups(problem: PlacementProblem) -> Mapping[str, frozenset[str]]:
    """Per group, those hostile to whoever left it, itself among them."""
    found: dict[str, set[str]] = {group: set() for group in _keys(problem)}
    for one, other in stances(problem):
        found[one].add(other)
    return {group: frozenset(others) for group, others in found.items()}


def stances(problem: PlacementProblem) -> Mapping[tuple[str, str], Stance]:
    """Per pair of groups that may not meet, how they stand; the same both ways round."""
    safety = problem.policy.safety
    alliances, feuds = _links(problem, RelationKind.ALLIANCE), _links(problem, RelationKind.FEUD)
    steps = {group: _steps(group, alliances) for group in _keys(problem)}
    found = {(group, group): Stance.SAME for group in steps}
    for one, reached in steps.items():
        for other in steps.keys() - {one}:
            peaceful = _power(safety.alliance_factor, reached.get(other))
            over = min(_across(one, other, steps, feuds), default=None)
            feuding = safety.feud_factor * _power(safety.alliance_factor, over)
            if max(peaceful, feuding) >= safety.hostile_from - NOISE:
                rival = feuding >= peaceful - NOISE
                found[one, other] = Stance.RIVAL if rival else Stance.ALLY
    return found


def _keys(problem: PlacementProblem) -> tuple[str, ...]:
    return tuple(sorted(group.key for group in problem.round.groups))


def _links(problem: PlacementProblem, kind: RelationKind) -> Links:
    links: dict[str, tuple[str, ...]] = dict.fromkeys(_keys(problem), ())
    day = problem.round.date
    for relation in problem.round.relations:
        ended = relation.until is not None and relation.until <= day
        if relation.kind is kind and relation.since <= day and not ended:
            one, other = relation.groups
            links[one] += (other,)
            links[other] += (one,)
    return links


def _steps(start: str, alliances: Links) -> dict[str, int]:
    """The fewest alliances from one group to each that alliances reach."""
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in alliances[here]:
            if there not in steps:
                steps[there] = steps[here] + 1
                waiting.append(there)
    return steps


def _across(
    one: str, other: str, steps: Mapping[str, Mapping[str, int]], feuds: Links
) -> Iterator[int]:
    """The alliances on each way from one group to another that crosses one feud."""
    for before, enemies in feuds.items():
        for after in enemies:
            if before in steps[one] and after in steps[other]:
                yield steps[one][before] + steps[other][after]


def _power(factor: float, steps: int | None) -> float:
    return 0.0 if steps is None else float(factor**steps)
