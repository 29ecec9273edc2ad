"""A first valid plan at any size: the most endangered choose first, then all improve in turn."""

from collections.abc import Mapping, Sequence

import numpy as np

from scoring.country import Mask, Whole
from scoring.person import Urgency
from scoring.solver.aims import Aim
from scoring.solver.board import NOWHERE, Board

URGENCIES = list(Urgency)


class Closed(ValueError):
    """A place that was to be fixed is not open for that person, so no plan can hold it."""


class Table:
    """A plan under construction: knows what every row has left and what every place holds."""

    def __init__(self, board: Board, plan: Whole | None = None) -> None:
        """Start from a valid plan, or from nobody placed."""
        self.board = board
        self.plan = np.full(board.units, NOWHERE, np.int64)
        self.left = board.bound.copy()
        self.counts = np.zeros(len(board.choices.problem.country), np.int64)
        if plan is not None:
            self.plan = plan.copy()
            self.left = board.bound - board.used(plan)
            self.counts = board.counts(plan)

    def rows_of(self, column: int) -> tuple[Whole, Whole]:
        """The rows of a column and its coefficients there."""
        first = self.board.incidence.first
        inside = slice(int(first[column]), int(first[column + 1]))
        return self.board.incidence.row[inside], self.board.incidence.coefficient[inside]

    def fits(self, column: int) -> bool:
        """Whether the column can be chosen beside what stands."""
        rows, coefficients = self.rows_of(column)
        return bool((coefficients <= self.left[rows]).all())

    def put(self, unit: int, column: int) -> None:
        """Give an unplaced unit a column."""
        self._change(column, 1)
        self.plan[unit] = column

    def lift(self, unit: int) -> int:
        """Take a unit's column away; returns what it was."""
        column = int(self.plan[unit])
        if column != NOWHERE:
            self._change(column, -1)
            self.plan[unit] = NOWHERE
        return column

    def _change(self, column: int, sign: int) -> None:
        rows, coefficients = self.rows_of(column)
        self.left[rows] -= sign * coefficients
        unit, place = self.board.unit[column], self.board.place[column]
        self.counts[place] += sign * self.board.sizes[unit]


def first_plan(
    board: Board, aims: Sequence[Aim], fixed: Mapping[int, int], rounds: int = 3
) -> Whole:
    """A valid plan: greedy by class, then each unit in turn takes its best free place.

    Raises:
        Closed: the fixed columns (by unit) do not fit beside each other.
    """
    table = Table(board)
    for unit, column in sorted(fixed.items()):
        if not table.fits(column):
            raise Closed("the fixed places do not fit beside each other; fix fewer")
        table.put(unit, column)
    free = (int(unit) for unit in board.live if int(unit) not in fixed)
    order = sorted(free, key=lambda unit: _rank(board, unit))
    for unit in order:
        _take_best(table, unit, aims)
    _in_turn(table, order, aims, rounds)
    return table.plan


def polished(
    board: Board, plan: Whole, aims: Sequence[Aim], stays: Mask, rounds: int = 10
) -> Whole:
    """The plan after each unit in turn took its best free place, save those that stay.

    Never worse than before, the aims read in order; nobody could then better it alone.
    """
    table = Table(board, plan)
    free = (int(unit) for unit in board.live if not stays[unit])
    _in_turn(table, sorted(free, key=lambda unit: _rank(board, unit)), aims, rounds)
    return table.plan


def _in_turn(table: Table, order: Sequence[int], aims: Sequence[Aim], rounds: int) -> None:
    for _ in range(rounds):
        before = table.plan.copy()
        for unit in order:
            table.lift(unit)
            _take_best(table, unit, aims)
        if np.array_equal(before, table.plan):
            break


def _rank(board: Board, unit: int) -> tuple[int, int, int, tuple[str, ...]]:
    people = [board.choices.problem.people[p] for p in board.choices.units[unit].people]
    urgency = min(URGENCIES.index(person.urgency) for person in people)
    threat = max(person.threat_level for person in people)
    columns = board.columns_of(unit)
    return (urgency, -threat, len(columns), board.choices.units[unit].keys)


def _take_best(table: Table, unit: int, aims: Sequence[Aim]) -> None:
    for column in by_preference(table, unit, aims):
        if table.fits(column):
            table.put(unit, column)
            return


def by_preference(table: Table, unit: int, aims: Sequence[Aim]) -> list[int]:
    """A unit's columns, the best first, by the aims in order at today's counts."""
    board = table.board
    columns = np.arange(*(int(end) for end in board.first[unit : unit + 2]))
    keys = []
    for aim in aims:
        cost = aim.cost[columns].copy()
        if aim.steps is not None:
            place, size = board.place[columns], int(board.sizes[unit])
            for extra in range(size):
                at = np.minimum(table.counts[place] + extra, aim.steps.shape[1] - 1)
                cost += aim.steps[place, at]
        keys.append(cost)
    order = np.lexsort(keys[::-1])
    return [int(column) for column in columns[order]]
