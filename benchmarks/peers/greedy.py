"""Plans without proof: one unit after another takes its best place that is left."""

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.peers.task import NOWHERE, Task
from scoring.country import Real, Whole
from scoring.person import Person, TieKind, Urgency

URGENCIES = list(Urgency)
Order = Callable[[int, "Table"], Sequence[int]]


class Table:
    """A plan under construction, and what every row has left."""

    def __init__(self, task: Task, plan: Whole | None = None) -> None:
        """Start from a valid plan, or from nobody placed."""
        self.task = task
        order = np.argsort(task.column, kind="stable")
        self.row, self.coefficient = task.row[order], task.coefficient[order]
        self.first = np.searchsorted(task.column[order], np.arange(len(task.unit) + 1))
        self.left = task.bound.copy()
        self.counts = np.zeros(task.choices.open.shape[1], np.int64)
        self.plan = np.full(len(task.sizes), NOWHERE, np.int64)
        for column in [] if plan is None else plan[plan != NOWHERE].tolist():
            self.put(column)

    def fits(self, column: int) -> bool:
        """Whether the column can be chosen beside what stands."""
        inside = slice(self.first[column], self.first[column + 1])
        return bool((self.coefficient[inside] <= self.left[self.row[inside]]).all())

    def put(self, column: int, sign: int = 1) -> None:
        """Choose a column; with the sign -1, give it back."""
        inside = slice(self.first[column], self.first[column + 1])
        self.left[self.row[inside]] -= sign * self.coefficient[inside]
        unit = self.task.unit[column]
        self.counts[self.task.place[column]] += sign * self.task.sizes[unit]
        self.plan[unit] = column if sign > 0 else NOWHERE

    def settle(self, unit: int, order: Order) -> None:
        """Give a unit the first column of its order that fits."""
        if self.plan[unit] != NOWHERE:
            self.put(int(self.plan[unit]), -1)
        for column in order(unit, self):
            if self.fits(column):
                self.put(column)
                return


def greedy(task: Task) -> Whole:
    """The most endangered first, each the best by the ordered goals; then all in turn, thrice."""
    return improved(Table(task), rounds=4)


def improved(table: Table, rounds: int) -> Whole:
    """Let each unit in turn take its best place that is left, until nobody moves."""
    queue = _queue(table.task)
    for _ in range(rounds):
        before = table.plan.copy()
        for unit in queue:
            table.settle(unit, _by_goals)
        if np.array_equal(before, table.plan):
            break
    return table.plan


def nearest_suitable(task: Task) -> Whole:
    """As by hand: nearest to those who support the person, case after case by urgency."""
    minutes = _minutes_to_support(task)

    def order(unit: int, _: Table) -> Sequence[int]:
        columns = np.arange(task.first[unit], task.first[unit + 1])
        near = np.argsort(minutes[unit, task.place[columns]], kind="stable")
        return columns[near].tolist()

    table = Table(task)
    for unit in _queue(task):
        table.settle(unit, order)
    return table.plan


def best_alone(task: Task) -> dict[int, int]:
    """The column that each live unit would get if nobody else waited."""
    empty = Table(task)
    return {int(unit): int(_by_goals(int(unit), empty)[0]) for unit in task.live}


def _by_goals(unit: int, table: Table) -> Sequence[int]:
    task = table.task
    columns = np.arange(task.first[unit], task.first[unit + 1])
    place, size = task.place[columns], int(task.sizes[unit])
    keys = []
    for goal in task.goals:
        cost = goal.cost[columns]
        if goal.steps is not None:
            upto = np.minimum(
                table.counts[place][:, None] + np.arange(size), goal.steps.shape[1] - 1
            )
            cost = cost + goal.steps[place[:, None], upto].sum(axis=1)
        keys.append(cost)
    return columns[np.lexsort(keys[::-1])].tolist()


def _queue(task: Task) -> list[int]:
    def rank(unit: int) -> tuple[int, int, int, int]:
        people = [task.choices.problem.people[at] for at in task.choices.units[unit].people]
        urgency = min(URGENCIES.index(person.urgency) for person in people)
        threat = max(person.threat_level for person in people)
        return urgency, -threat, int(task.first[unit + 1] - task.first[unit]), unit

    return sorted(task.live.tolist(), key=rank)


def _minutes_to_support(task: Task) -> Real:
    """Units × places: minutes to the nearest supportive tie, or to the place left without one."""
    problem = task.choices.problem
    minutes = problem.country.minutes.astype(float)
    np.fill_diagonal(minutes, 0.0)
    near = np.array([_near(person, problem.country.at, minutes) for person in problem.people])
    return np.array([near[list(unit.people)].sum(axis=0) for unit in task.choices.units])


def _near(person: Person, at: dict[str, int], minutes: Real) -> Real:
    ties = [at[tie.municipality] for tie in person.ties if tie.kind is not TieKind.MILIEU]
    nearest: Real = minutes[ties or [at[person.moves_from]]].min(axis=0)
    return nearest
