"""The ordered goals one after another, for any solver that can minimise one of them.

The same shortcuts for all: a goal whose floor the plan has reached is proven without a search, and
in the best forms the columns that a settled goal rules out are left out of the next model.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import numpy as np

from benchmarks.peers.task import NOWHERE, TIE_BREAK, Goal, Task
from scoring.country import Mask, Whole


@dataclass(frozen=True, eq=False)
class Found:
    """What one search gave: a plan if any, a proven bound if any, whether it is proven best.

    Attributes:
        infeasible: whether it is proven that there is no plan at all.
    """

    plan: Whole | None
    bound: int | None
    optimal: bool
    infeasible: bool = False


class Solver(Protocol):
    """One way to minimise a goal while others keep their values."""

    def minimise(self, goal: Goal, held: "Held", plan: Whole, seconds: float) -> Found:
        """Search for at most so many seconds, starting from a plan that keeps what is held."""


@dataclass(frozen=True, eq=False)
class Held:
    """What is settled: goals with their values, and the columns that can still be used.

    Attributes:
        forbidden: plans that are not wanted again.
    """

    goals: tuple[tuple[Goal, int], ...]
    keep: Mask
    forbidden: tuple[Whole, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A goal as a method leaves it; `seconds` from the start of the whole measurement."""

    name: str
    value: int
    bound: int
    seconds: float


Tell = Callable[[Step], None]


@dataclass(eq=False)
class Ladder:
    """A climb under way."""

    task: Task
    solver: Solver
    plan: Whole
    keep: Mask
    started: float
    limit: float
    goals: list[tuple[Goal, int]] = field(default_factory=list)

    def climb(self, tell: Tell) -> Whole:
        """Settle every goal, proven or cut, and tell each."""
        for goal in self.task.goals:
            value, bound = self._settle(goal)
            self.goals.append((goal, value))
            if goal.steps is None:
                self.keep &= self._slack(goal) <= value - self._floor(goal)
            seconds = monotonic() - self.started
            tell(Step(goal.name, goal.sign * value, goal.sign * min(bound, value), seconds))
        return self.plan

    def _settle(self, goal: Goal) -> tuple[int, int]:
        value, bound = self.task.value(goal, self.plan), self._floor(goal)
        left = self.limit - (monotonic() - self.started)
        if value <= bound or left <= 0:
            return value, bound
        held = Held(tuple(self.goals), self.keep)
        found = self.solver.minimise(goal, held, self.plan, left)
        if found.plan is not None and self.task.value(goal, found.plan) <= value:
            self.plan = found.plan
        value = self.task.value(goal, self.plan)
        if found.optimal and goal.name == TIE_BREAK and not self._smallest(goal, value):
            return value, value - 1
        if found.optimal:
            return value, value
        return value, bound if found.bound is None else max(bound, min(found.bound, value))

    def _smallest(self, goal: Goal, value: int) -> bool:
        """Take the smallest list among equal sums; False when time left it open."""
        held = (*self.goals, (goal, value))
        keep = self.keep & (self._slack(goal) <= value - self._floor(goal))
        tried = [self.plan]
        while True:
            left = self.limit - (monotonic() - self.started)
            if left <= 0:
                return False
            found = self.solver.minimise(goal, Held(held, keep, (*tried,)), self.plan, left)
            if found.plan is None:
                return found.infeasible
            tried.append(found.plan)
            self.plan = min(self.plan, found.plan, key=self.task.listed)

    def _cheapest(self, goal: Goal) -> Whole:
        lowest = goal.unplaced.copy()
        cost = np.where(self.keep, goal.cost, np.iinfo(np.int64).max)
        if len(self.task.live):
            best = np.minimum.reduceat(cost, self.task.first[self.task.live])
            lowest[self.task.live] = np.minimum(lowest[self.task.live], best)
        return lowest

    def _slack(self, goal: Goal) -> Whole:
        extra: Whole = goal.cost - self._cheapest(goal)[self.task.unit]
        return extra

    def _floor(self, goal: Goal) -> int:
        return int(self._cheapest(goal)[self.task.live].sum())


def start(task: Task, solver: Solver, plan: Whole, started: float, limit: float) -> Ladder:
    """Stand at the foot of the ladder with a valid plan."""
    return Ladder(task, solver, plan, np.ones(len(task.unit), bool), started, limit)


@dataclass(frozen=True, eq=False)
class Paying:
    """The steps of a goal that cost something: place after place.

    Attributes:
        place, cost: per step.
        free: per place, the candidates that cost nothing.
        most: per place, the candidates that can come at all; where it is below `free` no step pays.
    """

    place: Whole
    cost: Whole
    free: Whole


def paying(task: Task, goal: Goal, keep: Mask) -> Paying:
    """List the steps that some plan over these columns can pay."""
    if goal.steps is None:
        nothing = np.zeros(0, np.int64)
        return Paying(nothing, nothing, nothing)
    room = _room(task, goal.steps.shape[1])
    sizes = np.bincount(task.place[keep], task.sizes[task.unit[keep]], len(goal.steps))
    most = np.minimum(sizes.astype(np.int64), room)
    free = np.array([np.searchsorted(steps, 1) for steps in goal.steps], np.int64)
    steps = [range(f, m) for f, m in zip(free.tolist(), most.tolist(), strict=True)]
    place = np.repeat(np.arange(len(free)), [len(each) for each in steps])
    upto = np.array([step for each in steps for step in each], np.int64)
    return Paying(place, goal.steps[place, upto], free)


def _room(task: Task, most: int) -> Whole:
    """The most candidates that a row on one whole place lets in."""
    room = np.full(task.choices.open.shape[1], most)
    names = [name for rows in task.choices.rows for name in rows.names]
    at: Mapping[str, int] = task.choices.problem.country.at
    for name, bound in zip(names, task.bound.tolist(), strict=True):
        if name[0] == "room_to_receive":
            room[at[name[1]]] = bound
    return room


def pairs(task: Task) -> tuple[Whole, Whole]:
    """Every two columns of different units that an at-most-one row forbids together, once."""
    ones = np.ones(len(task.bound), bool)
    np.logical_and.at(ones, task.row, task.coefficient == 1)
    first = np.searchsorted(task.row, np.arange(len(task.bound) + 1))
    codes = []
    for row in np.flatnonzero(ones & (task.bound == 1)).tolist():
        inside = np.sort(task.column[first[row] : first[row + 1]])
        one, other = np.triu_indices(len(inside), 1)
        differ = task.unit[inside[one]] != task.unit[inside[other]]
        codes.append(inside[one[differ]] * len(task.unit) + inside[other[differ]])
    unique = np.unique(np.concatenate(codes)) if codes else np.zeros(0, np.int64)
    return unique // len(task.unit), unique % len(task.unit)


def chosen_by(task: Task, plan: Whole) -> tuple[list[int], list[int]]:
    """The columns that a plan uses, and the waiting units that it leaves without a place."""
    missing = task.live[plan[task.live] == NOWHERE]
    return plan[plan != NOWHERE].tolist(), missing.tolist()


def plan_of(task: Task, chosen: Mask) -> Whole:
    """The plan that these columns make."""
    plan = np.full(len(task.sizes), NOWHERE, np.int64)
    columns = np.flatnonzero(chosen)
    plan[task.unit[columns]] = columns
    return plan
