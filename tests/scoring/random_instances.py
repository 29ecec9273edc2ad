"""Random rounds of every size the tests can bear: each is answered, and the checker passes it."""

from typing import Any

from scoring.check import check
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Outcome, Result, Status
from scoring.solver import solve
from tests.oracle_conflicts import TooManyToTry, is_irreducible
from tests.scoring.planted_conflicts import planted
from tests.worlds import small_world

WAYS = ("normal", "no time", "no effort", "cancelled", "small", "planted")
LIMITS = {"no time": Limit(seconds=0.001), "no effort": Limit(effort=0.0001)}


def run_chunk(start: int, count: int) -> dict[str, Any]:
    """Answer the instances from `start` on; a failure says which and how."""
    found = {number: _failure(number) for number in range(start, start + count)}
    failures = [f"instance {number}: {fault}" for number, fault in found.items() if fault]
    return {"cases": count, "failures": failures}


def _failure(number: int) -> str:
    way = WAYS[number % len(WAYS)]
    if way == "planted":
        return _planted_failure(number // len(WAYS))
    if way == "small":
        world = small_world(100_000 + number)
        return _answer_failure(world, solve(world), way)
    world = small_world(number, places=8 + number % 13, people=5 + number * 7 % 21)
    stop = (lambda: True) if way == "cancelled" else None
    return _answer_failure(world, solve(world, LIMITS.get(way, Limit()), cancelled=stop), way)


def _answer_failure(world: PlacementProblem, answer: Result, way: str) -> str:
    violations = check(world, answer)
    if violations:
        return f"{way}: {violations[0]}"
    if way == "no time" and answer.status not in {Status.PROVEN, Status.STOPPED}:
        return "an answer cut by the clock says that it can be repeated"
    if way == "normal" and answer.status is not Status.PROVEN:
        return "a small round is left unproven"
    return "" if way in {"no time", "cancelled"} else unexplained(world, answer)


def unexplained(world: PlacementProblem, answer: Result) -> str:
    """Who has no place and no true reason for it: rules that are in conflict, irreducibly."""
    without = {Outcome.UNPLACED, Outcome.UNPLACEABLE}
    left = {line.person for line in answer.placements if line.outcome in without}
    explained = {key for conflict in answer.conflicts for key in conflict.people}
    if left != explained:
        return "somebody without a place has no conflict"
    plan = {line.person: line.municipality for line in answer.placements}
    for conflict in answer.conflicts:
        try:
            holds = is_irreducible(world, dict(plan), conflict.people, conflict.rules)
        except TooManyToTry:
            continue
        if conflict.proven and not holds:
            return f"{', '.join(conflict.rules)}: no irreducible conflict of {conflict.people}"
    return ""


def _planted_failure(seed: int) -> str:
    world, expected = planted(seed)
    answer = solve(world)
    violations = check(world, answer)
    if violations:
        return f"planted: {violations[0]}"
    named = [c.rules for c in answer.conflicts if expected.without in c.people]
    return "" if named == [expected.rules] else f"planted {expected.rules}, named {named}"
