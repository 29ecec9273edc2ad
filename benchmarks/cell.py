"""One cell: one round, one method, in a process of its own.

`python -m benchmarks.cell PEOPLE FAMILY SEED METHOD LIMIT` prints one line of JSON for each settled
aim, and at the end one with the plan, seconds, memory and what the checker found.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from time import monotonic

import numpy as np

from benchmarks.peers.ladder import Step, start
from benchmarks.peers.task import Task, lay_out
from benchmarks.presets import problem
from scoring.check import check
from scoring.check.plan import broken_rules
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.choices import choices
from scoring.country import Whole
from scoring.limit import Limit, Progress
from scoring.problem import PlacementProblem

OWN = "own"
EXACT: Mapping[str, tuple[str, str]] = {
    "cpsat": ("benchmarks.peers.cpsat", "Best"),
    "highs": ("benchmarks.peers.highs", "Best"),
    "cpsat_box": ("benchmarks.peers.cpsat", "OutOfTheBox"),
    "highs_box": ("benchmarks.peers.highs", "OutOfTheBox"),
}
PLANS = ("greedy", "nearest_suitable")
METHODS = (OWN, *EXACT, *PLANS)
Plan = Mapping[str, str | None]
Tell = Callable[[Step], None]


def run(asked: PlacementProblem, method: str, limit: float) -> Mapping[str, object]:
    """Solve once; the clock runs from the judged round's first choice to the plan."""
    works: Callable[[PlacementProblem, float, Tell], tuple[Plan, list[str]]]
    if method == OWN:
        import_module("scoring.solver")
        works = _own
    elif method in EXACT:
        works = _peer(method)
    else:
        works = _plan_only(method)
    plan, faults = works(asked, limit, _tell)
    return {"plan": plan, "faults": faults}


def _own(asked: PlacementProblem, limit: float, tell: Tell) -> tuple[Plan, list[str]]:
    from scoring.solver import solve  # noqa: PLC0415 - loaded only where it is measured

    at: dict[str, float] = {}
    started = monotonic()

    def heard(progress: Progress) -> None:
        at[progress.aim] = monotonic() - started

    result = solve(asked, Limit(seconds=limit), tell=heard)
    _end(monotonic() - started)
    for aim in result.aims:
        tell(Step(aim.name, aim.value, aim.bound, at[aim.name]))
    waiting = {line.person: line.municipality for line in result.placements}
    return waiting, [str(violation) for violation in check(asked, result)]


def _peer(
    method: str,
) -> Callable[[PlacementProblem, float, Tell], tuple[Plan, list[str]]]:
    greedy = import_module("benchmarks.peers.greedy").greedy
    module, name = EXACT[method]
    solver = getattr(import_module(module), name)

    def works(asked: PlacementProblem, limit: float, tell: Tell) -> tuple[Plan, list[str]]:
        started = monotonic()
        task = lay_out(choices(asked))
        ladder = start(task, solver(task), greedy(task), started, limit)
        plan = ladder.climb(tell)
        _end(monotonic() - started)
        return task.places(plan), _faults(asked, task, plan)

    return works


def _plan_only(
    method: str,
) -> Callable[[PlacementProblem, float, Tell], tuple[Plan, list[str]]]:
    made = getattr(import_module("benchmarks.peers.greedy"), method)

    def works(asked: PlacementProblem, _: float, tell: Tell) -> tuple[Plan, list[str]]:
        started = monotonic()
        task = lay_out(choices(asked))
        plan = made(task)
        seconds = monotonic() - started
        _end(seconds)
        for goal in task.goals:
            value = goal.sign * task.value(goal, plan)
            tell(Step(goal.name, value, value, seconds))
        return task.places(plan), _faults(asked, task, plan)

    return works


def _faults(asked: PlacementProblem, task: Task, plan: Whole) -> list[str]:
    """What the checker finds: rules that the plan breaks, and goals that it works out otherwise."""
    reading, at = Reading(asked), np.full(len(asked.people), -1)
    for key, code in task.places(plan).items():
        at[asked.position[key]] = -1 if code is None else asked.country.at[code]
    stated = {goal.name: goal.sign * task.value(goal, plan) for goal in task.goals}
    found = [str(violation) for violation in broken_rules(reading, at)]
    return found + [
        f"{name}: another value" for name, v in values(reading, at).items() if stated.get(name) != v
    ]


def _tell(step: Step) -> None:
    _say({"aim": [step.name, step.value, step.bound, round(step.seconds, 4)]})


def _end(seconds: float) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    _say({"seconds": round(seconds, 4), "megabytes": round(max(own, children) / 1024)})


def _say(line: Mapping[str, object]) -> None:
    print(json.dumps(line), flush=True)


def main() -> None:
    """Run the cell that the arguments name."""
    people, family, seed, method, limit = sys.argv[1:]
    _say(run(problem(int(people), family, int(seed)), method, float(limit)))


if __name__ == "__main__":
    main()
