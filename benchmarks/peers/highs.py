"""HiGHS as a mixed-integer solver, in its best form and out of the box.

Best: clique rows, only the columns still in use, the last plan as start, one thread, gaps of zero.
Out of the box: every default option but the gap, which would otherwise end the search before the
proof; conflicts pair by pair, no start, all columns. Sums of hashes are divided by 2¹⁶ in both, or
they would drown in the tolerances.
"""

from typing import Any

import highspy
import numpy as np

from benchmarks.peers.ladder import Found, Held, Paying, chosen_by, pairs, paying, plan_of
from benchmarks.peers.task import NOWHERE, TIE_BREAK, Goal, Task
from scoring.country import Mask, Real, Whole

INFINITE = highspy.kHighsInf
FINE = 2.0**-16


class Model:
    """Columns, then unplaced units, then the steps of the goals; rows as coordinates."""

    def __init__(self, task: Task, keep: Mask, *, cliques: bool) -> None:
        """Lay out the rows of the round and one row for each unit that waits."""
        self.task, self.keep = task, keep
        self.width = len(task.unit) + len(task.sizes)
        self.row, self.column, self.weight, self.upper = self._rows(cliques=cliques)
        self.step_cost: list[Real] = []

    def _rows(self, *, cliques: bool) -> tuple[list[Whole], list[Whole], list[Real], list[float]]:
        task = self.task
        entries = np.ones(len(task.row), bool)
        more: list[tuple[Whole, Whole]] = []
        upper = task.bound.tolist()
        if not cliques:
            ones = np.ones(len(task.bound), bool)
            np.logical_and.at(ones, task.row, task.coefficient == 1)
            entries = ~(ones & (task.bound == 1))[task.row]
            one, other = pairs(task)
            base = len(upper) + np.arange(len(one))
            more = [(np.repeat(base, 2), np.stack([one, other], axis=1).ravel())]
            upper = upper + [1] * len(one)
        rows = [task.row[entries], *(row for row, _ in more)]
        columns = [task.column[entries], *(column for _, column in more)]
        weights = [task.coefficient[entries].astype(float), *(np.ones(len(r)) for r, _ in more)]
        return rows, columns, weights, upper

    def cost(self, goal: Goal) -> Real:
        """The goal over all columns so far; convex steps become new ones."""
        cost = np.zeros(self.width)
        cost[: len(self.task.unit)] = goal.cost
        missing = len(self.task.unit) + self.task.live
        cost[missing] = goal.unplaced[self.task.live]
        steps = paying(self.task, goal, self.keep)
        if not len(steps.place):
            return cost
        return np.concatenate([cost, self._add_steps(steps)])

    def _add_steps(self, steps: Paying) -> Real:
        """Ensure that each candidate of a place beyond the free ones takes a step."""
        here = np.flatnonzero(np.isin(self.task.place, steps.place))
        base = len(self.upper)
        places = np.unique(steps.place)
        sizes = self.task.sizes[self.task.unit[here]].astype(float)
        self.row += [
            base + np.searchsorted(places, self.task.place[here]),
            base + np.searchsorted(places, steps.place),
        ]
        self.column += [here, self.width + np.arange(len(steps.place))]
        self.weight += [sizes, np.full(len(steps.place), -1.0)]
        self.upper += steps.free[places].tolist()
        self.width += len(steps.place)
        return steps.cost.astype(float)

    def require(self, goal: Goal, value: int) -> None:
        """Ensure that a settled goal keeps its value."""
        cost, scale = self.cost(goal), FINE if goal.name == TIE_BREAK else 1.0
        used = np.flatnonzero(cost)
        self._add_row(used, cost[used] * scale, value * scale)

    def forbid(self, plan: Whole) -> None:
        """Ensure that the answer is another plan than this one."""
        columns, missing = chosen_by(self.task, plan)
        used = np.array([*columns, *(len(self.task.unit) + unit for unit in missing)], np.int64)
        self._add_row(used, np.ones(len(used)), len(used) - 1)

    def _add_row(self, columns: Whole, weights: Real, upper: float) -> None:
        self.row.append(np.full(len(columns), len(self.upper)))
        self.column.append(columns)
        self.weight.append(weights)
        self.upper.append(upper)

    def load(self, cost: Real, options: dict[str, Any]) -> Any:
        """Hand the model to the solver, unit rows last."""
        task, units = self.task, len(self.task.sizes)
        unit = np.concatenate([task.unit, np.arange(units)])
        row = np.concatenate([*self.row, len(self.upper) + unit])
        column = np.concatenate([*self.column, np.arange(len(unit))])
        weight = np.concatenate([*self.weight, np.ones(len(unit))])
        order = np.argsort(row, kind="stable")
        rows = len(self.upper) + units
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.width, rows
        model.col_cost_ = np.pad(cost, (0, self.width - len(cost)))
        model.col_lower_ = np.zeros(self.width)
        model.col_upper_ = np.concatenate([self.keep, np.ones(self.width - len(task.unit))])
        model.row_lower_ = np.concatenate([np.full(len(self.upper), -INFINITE), np.ones(units)])
        model.row_upper_ = np.concatenate([np.array(self.upper, float), np.ones(units)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(row[order], np.arange(rows + 1))
        model.a_matrix_.index_ = column[order]
        model.a_matrix_.value_ = weight[order]
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole] * len(unit) + [part] * (self.width - len(unit))
        highs = highspy.Highs()
        for name, option in ({"output_flag": False, "mip_rel_gap": 0.0} | options).items():
            highs.setOptionValue(name, option)
        highs.passModel(model)
        return highs


def _search(
    model: Model, goal: Goal, held: Held, options: dict[str, Any], start: Real | None
) -> Found:
    for settled, value in held.goals:
        model.require(settled, value)
    for other in held.forbidden:
        model.forbid(other)
    scale = FINE if goal.name == TIE_BREAK else 1.0
    cost = model.cost(goal) * scale
    highs = model.load(cost, {"mip_abs_gap": 0.9 * scale} | options)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    highs.run()
    solution = highs.getSolution()
    info = highs.getInfo()
    optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    plan = None
    if info.primal_solution_status == 2:
        values = np.array(solution.col_value)[: len(model.task.unit)]
        plan = plan_of(model.task, values > 0.5)
    dual = info.mip_dual_bound
    bound = int(np.ceil(dual / scale - 0.5)) if abs(dual) < 1e30 else None
    infeasible = highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    return Found(plan, bound, optimal, infeasible)


class Best:
    """A new model of what is left for every goal, started from the last plan."""

    def __init__(self, task: Task) -> None:
        """Nothing is built before it is needed."""
        self.task = task

    def minimise(self, goal: Goal, held: Held, plan: Whole, seconds: float) -> Found:
        """Search with one thread."""
        model = Model(self.task, held.keep, cliques=True)
        start = np.concatenate([np.zeros(len(self.task.unit)), plan == NOWHERE])
        start[plan[plan != NOWHERE]] = 1
        options = {"time_limit": seconds, "threads": 1, "random_seed": 1}
        return _search(model, goal, held, options, start)


class OutOfTheBox:
    """All columns, pairs of conflicts, no start."""

    def __init__(self, task: Task) -> None:
        """Nothing is built before it is needed."""
        self.task = task

    def minimise(self, goal: Goal, held: Held, plan: Whole, seconds: float) -> Found:  # noqa: ARG002
        """Search with every default but the gap."""
        model = Model(self.task, np.ones(len(self.task.unit), bool), cliques=False)
        return _search(model, goal, held, {"time_limit": seconds}, None)
