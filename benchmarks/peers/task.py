"""A round as plain arrays for any solver: columns, rows and the ordered goals.

Written from docs/reference/semantics.md and not from the engine's own models, so that a method that
agrees with the engine agrees from outside.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.choices import Choices
from scoring.country import Mask, Whole
from scoring.person import Urgency

NOWHERE = -1
POINTS = "points"
TIE_BREAK = "tie_break"


@dataclass(frozen=True, eq=False)
class Goal:
    """One aim as a cost to minimise; `sign` turns it back into the stated value.

    Attributes:
        cost: per column.
        unplaced: per unit without a place.
        steps: places × candidates, what the j-th candidate there costs beside; None for nothing.
    """

    name: str
    cost: Whole
    unplaced: Whole
    steps: Whole | None = None
    sign: int = 1


@dataclass(frozen=True, eq=False)
class Task:
    """Everything a method gets; a plan is one column, or NOWHERE, for each unit.

    Attributes:
        unit, place: per column, sorted by unit, then place.
        first: per unit, its first column; one longer than the units.
        sizes: candidates per unit; live: units with an open place.
        row, column, coefficient: entries of the rows Σ coefficient · x ≤ bound, sorted by row.
    """

    choices: Choices
    unit: Whole
    place: Whole
    first: Whole
    sizes: Whole
    live: Whole
    row: Whole
    column: Whole
    coefficient: Whole
    bound: Whole

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The aims of the round, in order."""
        return (*_unplaced(self), *_safety(self), _points(self), _tie_break(self))

    def counts(self, plan: Whole) -> Whole:
        """Candidates at each place."""
        placed = plan != NOWHERE
        at = self.place[plan[placed]]
        n = self.choices.open.shape[1]
        counts: Whole = np.bincount(at, self.sizes[placed], n).astype(np.int64)
        return counts

    def value(self, goal: Goal, plan: Whole) -> int:
        """What a plan costs in one goal."""
        placed = plan != NOWHERE
        missing = self.live[~placed[self.live]]
        total = int(goal.cost[plan[placed]].sum() + goal.unplaced[missing].sum())
        if goal.steps is None:
            return total
        paid = np.cumsum(np.pad(goal.steps, ((0, 0), (1, 0))), axis=1)
        counts = self.counts(plan)
        return total + int(paid[np.arange(len(counts)), counts].sum())

    def listed(self, plan: Whole) -> list[tuple[str, str]]:
        """A plan as (key, code) in the order of the keys, the code empty for nobody's place."""
        return sorted((key, code or "") for key, code in self.places(plan).items())

    def places(self, plan: Whole) -> dict[str, str | None]:
        """The municipality of everybody who waits, by key."""
        codes = self.choices.problem.country.codes
        return {
            key: None if plan[number] == NOWHERE else codes[self.place[plan[number]]]
            for number, unit in enumerate(self.choices.units)
            for key in unit.keys
        }


def lay_out(choices: Choices) -> Task:
    """Number the open columns and translate the rows of all rules to them."""
    if choices.problem.policy.evenness.form != "price":
        raise ValueError("the benchmark's rounds use evenness as a price")
    unit, place = np.nonzero(choices.open)
    number = np.full(choices.open.shape, NOWHERE, np.int64)
    number[unit, place] = np.arange(len(unit))
    offsets = np.cumsum([0, *(len(rows.bound) for rows in choices.rows)])[:-1]
    first = np.searchsorted(unit, np.arange(len(choices.open) + 1))
    rows = choices.rows
    return Task(
        choices=choices,
        unit=unit,
        place=place,
        first=first,
        sizes=np.array([each.size for each in choices.units], np.int64),
        live=np.flatnonzero(np.diff(first)),
        row=np.concatenate([r.row + o for r, o in zip(rows, offsets, strict=True)]),
        column=np.concatenate([number[r.unit, r.place] for r in rows]),
        coefficient=np.concatenate([r.coefficient for r in rows]),
        bound=np.concatenate([r.bound for r in rows]),
    )


def _of_units(task: Task, of_people: Whole | Mask) -> Whole:
    """Sums of what is said of people, over the members of each unit."""
    sums = [of_people[list(unit.people)].sum(axis=0) for unit in task.choices.units]
    return np.array(sums, np.int64)


def _unplaced(task: Task) -> list[Goal]:
    people = task.choices.problem.people
    nothing = np.zeros(len(task.unit), np.int64)
    found = []
    for urgency in Urgency:
        for threat in (5, 4, 3, 2, 1):
            inside = [p.urgency is urgency and p.threat_level == threat for p in people]
            members = _of_units(task, np.array(inside))
            if members[task.live].any():
                found.append(Goal(f"unplaced.{urgency}.{threat}", nothing, members))
    return found


def _safety(task: Task) -> list[Goal]:
    choices, found = task.choices, []
    for step in choices.problem.policy.aims.safety_steps:
        below = choices.safety < np.minimum(step, choices.best_safety)[:, None]
        cost = _of_units(task, below)[task.unit, task.place]
        found.append(Goal(f"safety_below.{step}", cost, task.sizes))
    return found


def _points(task: Task) -> Goal:
    worth = task.choices.worth[task.unit, task.place]
    nothing = np.zeros(len(task.sizes), np.int64)
    return Goal(POINTS, -worth, nothing, task.choices.rises, sign=-1)


def _tie_break(task: Task) -> Goal:
    codes = (*task.choices.problem.country.codes, "")
    salt = task.choices.problem.policy.aims.tie_salt
    lots = np.array(
        [
            [sum(_lot(f"{salt}\0{key}\0{code}") for key in unit.keys) for code in codes]
            for unit in task.choices.units
        ],
        np.int64,
    )
    return Goal(TIE_BREAK, lots[task.unit, task.place], lots[:, -1])


def _lot(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
