"""The linear relaxation: prices for every row, and from them bounds that no rounding can break.

HiGHS finds prices in floating point; the bound is worked out from them in whole numbers, so it
holds whatever the prices are. Columns that are too dear for the value at hand are proven useless.
"""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from scoring.country import Mask, Real, Whole
from scoring.solver.aims import TIE_BREAK, Aim
from scoring.solver.board import Board

INFINITE = highspy.kHighsInf
FINER = 256
COARSER = 2.0**-16
TINY = 1e-6  # what floating point may add to a whole number of costs


@dataclass(frozen=True, eq=False)
class Priced:
    """What the prices prove of one aim.

    Attributes:
        bound: no plan within the held values costs less.
        reduced: per column, how much more than `bound` a plan that uses it costs, at least.
        dear: per unit, the same for leaving it without a place.
        values: the relaxation's own answer per column, 0 to 1; guides cuts, proves nothing.
        exact: the bound before it is rounded up; tells whether cuts still help.
        feasible: False when the relaxation found no solution at all.
    """

    bound: int
    exact: float
    reduced: Real
    dear: Real
    values: Real
    feasible: bool


class Relaxation:
    """The rows of a board over fractions of columns; aims are held or minimised one by one."""

    def __init__(self, board: Board, stepped: list[Aim]) -> None:
        """Lay out columns, unplaced units and the convex steps of the aims that have any."""
        self.board = board
        self.columns = len(board.unit)
        self.steps = {aim.name: _Steps(aim, board) for aim in stepped}
        self.row: list[Whole] = [board.entry_row]
        self.col: list[Whole] = [board.entry_column]
        self.weight: list[Whole] = [board.entry_coefficient]
        self.bounds: list[int] = board.bound.tolist()
        self.width = self.columns + board.units
        for steps in self.steps.values():
            steps.start, self.width = self.width, self.width + len(steps.place)
            self._add_steps(steps)
        self.highs = self._load()
        self.upper = np.ones(self.columns + board.units)
        self.last: Aim | None = None
        self.values: Real = np.zeros(self.columns)

    def _add_steps(self, steps: "_Steps") -> None:
        """Ensure that each candidate of a place beyond the free ones takes a step."""
        board, base = self.board, len(self.bounds)
        self.row += [base + board.place, base + steps.place]
        self.col += [np.arange(self.columns), steps.start + np.arange(len(steps.place))]
        self.weight += [board.sizes[board.unit], np.full(len(steps.place), -1)]
        self.bounds += steps.free.tolist()

    def _load(self) -> Any:
        board = self.board
        units = np.concatenate([board.unit, np.arange(board.units)])
        row = np.concatenate([*self.row, len(self.bounds) + units])
        col = np.concatenate([*self.col, np.arange(self.columns + board.units)])
        weight = np.concatenate([*self.weight, np.ones(len(units), np.int64)])
        order = np.lexsort((col, row))
        rows = len(self.bounds) + board.units
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.width, rows
        model.col_cost_ = np.zeros(self.width)
        model.col_lower_, model.col_upper_ = np.zeros(self.width), np.ones(self.width)
        one = np.zeros(board.units)
        one[board.live] = 1.0
        model.row_lower_ = np.concatenate([np.full(len(self.bounds), -INFINITE), one])
        model.row_upper_ = np.concatenate([np.array(self.bounds, float), np.ones(board.units)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(row[order], np.arange(rows + 1))
        model.a_matrix_.index_ = col[order]
        model.a_matrix_.value_ = weight[order].astype(float)
        highs = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            highs.setOptionValue(option, value)
        highs.passModel(model)
        # The unit rows stand in the middle once rows are added; their prices are never needed.
        self.extra_from = len(self.bounds)
        return highs

    def hold(self, aim: Aim, value: int) -> None:
        """Ensure that an aim settled before keeps its value."""
        cost = self._cost(aim)
        used = np.flatnonzero(cost)
        self.add_row(used, cost[used], value)

    def add_row(self, columns: Whole, weights: Whole, bound: int) -> None:
        """Ensure Σ weights · columns ≤ bound."""
        self.highs.addRow(
            -INFINITE, float(bound), len(columns), columns.astype(np.int32), weights.astype(float)
        )
        self.row.append(np.full(len(columns), len(self.bounds)))
        self.col.append(columns)
        self.weight.append(weights)
        self.bounds.append(bound)

    def restrict(self, keep: Mask, may_miss: Mask) -> None:
        """Leave out columns that are not kept, and `unplaced` of units that must have a place."""
        upper = np.concatenate([keep, may_miss]).astype(float)
        self.upper = upper
        index = np.arange(len(upper), dtype=np.int32)
        self.highs.changeColsBounds(len(upper), index, np.zeros(len(upper)), upper)

    def feasible(self, keep: Mask, may_miss: Mask, seconds: float | None = None) -> bool:
        """Whether the relaxation has any solution within these columns, as far as time shows."""
        index = np.arange(self.width, dtype=np.int32)
        before = self.upper.copy()
        self.restrict(keep, may_miss)
        self.highs.clearSolver()
        self.last = None
        self.highs.changeColsCost(self.width, index, np.zeros(self.width))
        self._run(seconds)
        self.values = np.array(self.highs.getSolution().col_value)[: self.columns]
        found = self.highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible
        self.restrict(before[: self.columns] > 0, before[self.columns :] > 0)
        return bool(found)

    def minimise(
        self, aim: Aim, keep: Mask, may_miss: Mask, seconds: float | None = None
    ) -> Priced:
        """Solve for prices and prove with them what can be proven."""
        cost = self._cost(aim)
        scale, finer = (COARSER, 1) if aim.name == TIE_BREAK else (1.0, FINER)
        index = np.arange(self.width, dtype=np.int32)
        if aim is not self.last:
            # A basis from another aim misleads: 25,000 pivots instead of 430 from nothing.
            self.highs.clearSolver()
            self.last = aim
        self.highs.changeColsCost(self.width, index, cost * scale)
        self._run(seconds)
        feasible = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = self.highs.getSolution()
        dual = np.array(solution.row_dual) if feasible else np.zeros(self.highs.getNumRow())
        own = np.concatenate([dual[: self.extra_from], dual[self.extra_from + self.board.units :]])
        prices = np.maximum(0, np.rint(-own * (finer / scale))).astype(np.int64)
        values = np.array(solution.col_value) if feasible else np.zeros(self.width)
        priced = self._prove(cost * finer, prices, keep, may_miss, finer)
        return Priced(*priced, values=values[: self.columns], feasible=feasible)

    def _run(self, seconds: float | None) -> None:
        limit = INFINITE if seconds is None else self.highs.getRunTime() + max(0.01, seconds)
        self.highs.setOptionValue("time_limit", limit)
        self.highs.run()

    def _prove(
        self, cost: Whole, prices: Whole, keep: Mask, may_miss: Mask, finer: int
    ) -> tuple[int, float, Real, Real]:
        """The bound that the prices give, in whole numbers from end to end."""
        row, col = np.concatenate(self.row), np.concatenate(self.col)
        charged = cost.copy()
        np.add.at(charged, col, np.concatenate(self.weight) * prices[row])
        board, huge = self.board, np.int64(2**62)
        columns = np.where(keep, charged[: self.columns], huge)
        missing = np.where(may_miss, charged[self.columns : self.columns + board.units], huge)
        best = missing.copy()
        if len(board.live):
            starts = board.first[board.live]
            best[board.live] = np.minimum(best[board.live], np.minimum.reduceat(columns, starts))
        total = int(best[board.live].sum()) - int(prices @ np.array(self.bounds, np.int64))
        total += int(np.minimum(0, charged[self.columns + board.units :]).sum())
        bound = -(-total // finer)
        rest = total / finer - bound
        reduced = (columns - best[board.unit]) / finer + rest
        return bound, total / finer, reduced, (missing - best) / finer + rest

    def _cost(self, aim: Aim) -> Whole:
        cost = np.zeros(self.width, np.int64)
        cost[: self.columns] = aim.cost
        live = self.board.live
        cost[self.columns + live] = aim.unplaced[live]
        if aim.name in self.steps:
            steps = self.steps[aim.name]
            cost[steps.start : steps.start + len(steps.place)] = steps.cost
        return cost


class _Steps:
    """The paying steps of a convex aim: place after place, the free ones left out."""

    def __init__(self, aim: Aim, board: Board) -> None:
        if aim.steps is None:
            raise ValueError("only an aim with steps can be laid out in steps")
        sizes = board.sizes[board.unit]
        most = np.bincount(board.place, sizes, len(aim.steps)).astype(np.int64)
        most = np.minimum(most, aim.steps.shape[1])
        self.free = np.array([np.searchsorted(steps, 1) for steps in aim.steps], np.int64)
        paying = np.maximum(0, most - self.free)
        self.place = np.repeat(np.arange(len(paying)), paying)
        position = np.arange(len(self.place)) - np.repeat(np.cumsum(paying) - paying, paying)
        self.cost = aim.steps[self.place, self.free[self.place] + position]
        self.start = 0
