"""CP-SAT on its own, in its best form and out of the box.

Best: the rules' clique rows, only the columns still in use, the last plan as hint, one worker,
`linearization_level=2`. Out of the box: every default parameter (all cores among them), conflicts
pair by pair, no hint, one model to which each settled goal adds a row.
"""

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.peers.ladder import Found, Held, chosen_by, pairs, paying, plan_of
from benchmarks.peers.task import NOWHERE, Goal, Task
from scoring.country import Mask, Whole


class Model:
    """Literals for some columns, and the rows over them."""

    def __init__(self, task: Task, keep: Mask, *, cliques: bool) -> None:
        """Build literals and rows; without cliques, at-most-one rows come pair by pair."""
        self.task, self.keep, self.model = task, keep, cp_model.CpModel()
        self.literal = {c: self.model.new_bool_var("") for c in np.flatnonzero(keep).tolist()}
        self.unplaced = {unit: self.model.new_bool_var("") for unit in task.live.tolist()}
        for unit, missing in self.unplaced.items():
            own = range(int(task.first[unit]), int(task.first[unit + 1]))
            self.model.add_exactly_one(
                [missing, *(self.literal[c] for c in own if c in self.literal)]
            )
        exclusive = self._add_rows(cliques=cliques)
        if exclusive and not cliques:
            for one, other in zip(*(ends.tolist() for ends in pairs(task)), strict=True):
                self.model.add_at_most_one([self.literal[one], self.literal[other]])

    def _add_rows(self, *, cliques: bool) -> bool:
        task = self.task
        entries = self.keep[task.column]
        row, column, weight = task.row[entries], task.column[entries], task.coefficient[entries]
        starts = np.searchsorted(row, np.arange(len(task.bound) + 1)).tolist()
        found = False
        for number, bound in enumerate(task.bound.tolist()):
            inside = slice(starts[number], starts[number + 1])
            weights = weight[inside]
            if weights.sum() <= bound:
                continue
            literals = [self.literal[c] for c in column[inside].tolist()]
            if bound == 1 and (weights == 1).all():
                found = True
                if cliques:
                    self.model.add_at_most_one(literals)
            else:
                total = cp_model.LinearExpr.weighted_sum(literals, weights.tolist())
                self.model.add(total <= bound)
        return found

    def cost(self, goal: Goal) -> cp_model.LinearExprT:
        """The goal as an expression; convex steps get a literal each."""
        literals = [*self.literal.values(), *self.unplaced.values()]
        weights = [*goal.cost[[*self.literal]].tolist(), *goal.unplaced[[*self.unplaced]].tolist()]
        steps = paying(self.task, goal, self.keep)
        for place in sorted(set(steps.place.tolist())):
            cost = steps.cost[steps.place == place].tolist()
            more = [self.model.new_bool_var("") for _ in cost]
            columns = np.flatnonzero(self.keep & (self.task.place == place))
            sizes = self.task.sizes[self.task.unit[columns]].tolist()
            here = cp_model.LinearExpr.weighted_sum(
                [self.literal[c] for c in columns.tolist()], sizes
            )
            self.model.add(here - cp_model.LinearExpr.sum(more) <= int(steps.free[place]))
            literals += more
            weights += cost
        return cp_model.LinearExpr.weighted_sum(literals, weights)

    def hint(self, plan: Whole) -> None:
        """Point at a plan."""
        self.model.clear_hints()
        chosen = set(plan.tolist())
        for column, literal in self.literal.items():
            self.model.add_hint(literal, column in chosen)
        for unit, literal in self.unplaced.items():
            self.model.add_hint(literal, bool(plan[unit] == NOWHERE))

    def forbid(self, plan: Whole) -> None:
        """Ensure that the answer is another plan than this one."""
        columns, missing = chosen_by(self.task, plan)
        same = [self.literal[c] for c in columns if c in self.literal]
        same += [self.unplaced[unit] for unit in missing]
        self.model.add(cp_model.LinearExpr.sum(same) <= len(columns) + len(missing) - 1)

    def search(self, cost: cp_model.LinearExprT, solver: cp_model.CpSolver) -> Found:
        """Minimise."""
        self.model.minimize(cost)
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, None, optimal=False, infeasible=status == cp_model.INFEASIBLE)
        chosen = np.zeros(len(self.task.unit), bool)
        chosen[[c for c, literal in self.literal.items() if solver.boolean_value(literal)]] = True
        bound = int(np.ceil(solver.best_objective_bound - 1e-6))
        return Found(plan_of(self.task, chosen), bound, optimal=status == cp_model.OPTIMAL)


class Best:
    """A new model of what is left for every goal."""

    def __init__(self, task: Task) -> None:
        """Nothing is built before it is needed."""
        self.task = task

    def minimise(self, goal: Goal, held: Held, plan: Whole, seconds: float) -> Found:
        """Search with one worker."""
        model = Model(self.task, held.keep, cliques=True)
        for settled, value in held.goals:
            model.model.add(model.cost(settled) <= value)
        for other in held.forbidden:
            model.forbid(other)
        cost = model.cost(goal)
        model.hint(plan)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = seconds
        return model.search(cost, solver)


class OutOfTheBox:
    """One model over all columns; nothing is set but the time."""

    def __init__(self, task: Task) -> None:
        """Build the model once."""
        self.model = Model(task, np.ones(len(task.unit), bool), cliques=False)
        self.held = 0

    def minimise(self, goal: Goal, held: Held, plan: Whole, seconds: float) -> Found:  # noqa: ARG002
        """Search with every default."""
        for settled, value in held.goals[self.held :]:
            self.model.model.add(self.model.cost(settled) <= value)
        self.held = len(held.goals)
        for other in held.forbidden[-1:]:
            self.model.forbid(other)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        return self.model.search(self.model.cost(goal), solver)
