"""The exact model on CP-SAT: one literal per column, clique rows, one objective at a time."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from scoring.country import Mask, Whole
from scoring.solver.aims import Aim
from scoring.solver.board import NOWHERE, Board
from scoring.solver.bundles import Bundles

POLL_SECONDS = 0.05
SEED = 1


@dataclass(frozen=True, eq=False)
class Answer:
    """What one search gave.

    Attributes:
        plan: the best plan found; None when none was found.
        bound: proven lower bound on the cost; None when nothing is proven.
        optimal, infeasible: whether the search ended by proof.
        effort: the solver's deterministic seconds.
    """

    plan: Whole | None
    bound: int | None
    optimal: bool
    infeasible: bool
    effort: float


@dataclass(frozen=True, slots=True)
class Way:
    """How a search goes about it.

    Attributes:
        lifts: looks for a better bound first: for costs of which few values are left.
        overlaps: gives what many rows share a literal of its own.
    """

    lifts: bool = False
    overlaps: bool = True


DEFAULT = Way()


class ExactModel:
    """Literals for the kept columns of a board, every row, and whatever is required on top."""

    def __init__(
        self,
        board: Board,
        keep: Mask,
        may_miss: Mask,
        cliques: Sequence[Whole] = (),
        bundles: Bundles | None = None,
    ) -> None:
        """Build literals and rows.

        Args:
            board: all columns and rows.
            keep: columns that get a literal; the others are left out of the model.
            may_miss: units that may stay without a place.
            cliques: sets of columns of which a plan uses at most one, beside the rows.
            bundles: get a literal each, so that a search can decide on them.
        """
        self.board = board
        self.model = cp_model.CpModel()
        self.keep = keep
        self.literal = {c: self.model.new_bool_var("") for c in np.flatnonzero(keep).tolist()}
        missing = board.live[may_miss[board.live]].tolist()
        self.unplaced = {unit: self.model.new_bool_var("") for unit in missing}
        for unit in board.live.tolist():
            own = [self.literal[c] for c in board.columns_of(unit) if c in self.literal]
            self.model.add_exactly_one(
                own + [self.unplaced[u] for u in (unit,) if u in self.unplaced]
            )
        self._add_rows()
        for clique in cliques:
            self.model.add_at_most_one([self.literal[c] for c in clique[keep[clique]].tolist()])
        if bundles is not None:
            self._add_bundles(bundles)

    def _add_bundles(self, bundles: Bundles) -> None:
        """Ensure that a bundle's literal says whether one of its columns is used."""
        present = {}
        for number, columns in enumerate(bundles.members):
            kept = [self.literal[c] for c in columns[self.keep[columns]].tolist()]
            if len(kept) > 1:
                present[number] = self.model.new_bool_var("")
                self.model.add_exactly_one([*kept, present[number].negated()])
            elif kept:
                present[number] = kept[0]
        for clique in bundles.cliques:
            self.model.add_at_most_one([present[b] for b in clique if b in present])

    def _add_rows(self) -> None:
        board = self.board
        first = np.searchsorted(board.entry_row, np.arange(len(board.bound) + 1))
        for row, bound in enumerate(board.bound.tolist()):
            inside = slice(int(first[row]), int(first[row + 1]))
            columns = board.entry_column[inside]
            kept = self.keep[columns]
            weights = board.entry_coefficient[inside][kept]
            if weights.sum() <= bound:
                continue
            literals = [self.literal[c] for c in columns[kept].tolist()]
            if bound == 1 and weights.max() == 1:
                self.model.add_at_most_one(literals)
            else:
                self.model.add(
                    cp_model.LinearExpr.weighted_sum(literals, weights.tolist()) <= bound
                )

    def cost(self, aim: Aim) -> cp_model.LinearExprT:
        """The aim as an expression; places with convex steps get a counting literal per step."""
        literals = [*self.literal.values()]
        weights = aim.cost[list(self.literal)].tolist()
        for unit, literal in self.unplaced.items():
            literals.append(literal)
            weights.append(int(aim.unplaced[unit]))
        if aim.steps is not None:
            self._add_steps(aim.steps, literals, weights)
        paid = [
            (literal, weight) for literal, weight in zip(literals, weights, strict=True) if weight
        ]
        return cp_model.LinearExpr.weighted_sum(
            [each for each, _ in paid], [weight for _, weight in paid]
        )

    def _add_steps(self, steps: Whole, literals: list[cp_model.IntVar], weights: list[int]) -> None:
        """Ensure that each candidate beyond the free ones of a place pays its step."""
        board = self.board
        sizes = board.sizes[board.unit]
        for place in range(len(steps)):
            columns = np.flatnonzero(self.keep & (board.place == place))
            most = min(int(sizes[columns].sum()), self._room(place, steps.shape[1]))
            free = int(np.searchsorted(steps[place], 1))
            if most <= free:
                continue
            paying = [self.model.new_bool_var("") for _ in range(free, most)]
            here = [self.literal[c] for c in columns.tolist()]
            there = cp_model.LinearExpr.weighted_sum(here, sizes[columns].tolist())
            self.model.add(there - cp_model.LinearExpr.sum(paying) <= free)
            literals.extend(paying)
            weights.extend(steps[place, free:most].tolist())

    def _room(self, place: int, most: int) -> int:
        """The most candidates any row lets into a place; rows of one place name it."""
        code = self.board.choices.problem.country.codes[place]
        return self.board.least_bound.get(("room_to_receive", code), most)

    def require(self, expression: cp_model.LinearExprT, at_most: int) -> None:
        """Ensure that an aim settled before keeps its value."""
        self.model.add(expression <= at_most)

    def forbid(self, plan: Whole) -> None:
        """Ensure that the answer is another plan than this one."""
        self.differ(plan, 1)

    def differ(self, plan: Whole, people: int) -> None:
        """Ensure that at least so many people get something else than in this plan."""
        missed = {u: literal for u, literal in self.unplaced.items() if plan[u] == NOWHERE}
        placed = {int(self.board.unit[c]): self.literal[c] for c in plan if c in self.literal}
        same = missed | placed
        sizes = self.board.sizes
        self.model.add(
            cp_model.LinearExpr.weighted_sum([*same.values()], sizes[[*same]].tolist())
            <= int(sizes[self.board.live].sum()) - people
        )

    def search(
        self,
        objective: cp_model.LinearExprT | None,
        hint: Whole | None,
        *,
        effort: float | None,
        seconds: float | None,
        cancelled: Callable[[], bool] | None,
        way: Way = DEFAULT,
    ) -> Answer:
        """Minimise the objective, or find any plan, from a hint, within the limits."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        if objective is not None:
            self.model.minimize(objective)
        if hint is not None:
            self._hint(hint)
        solver = cp_model.CpSolver()
        _limit(solver, effort, seconds)
        solver.parameters.use_objective_lb_search = way.lifts
        solver.parameters.find_big_linear_overlap = way.overlaps
        status = _run(solver, self.model, cancelled)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        proven = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        # A search cut before it began states 0 for a bound, which would be wrong of negative costs.
        begun = found or (status == cp_model.UNKNOWN and solver.best_objective_bound != 0)
        bounded = objective is not None and begun
        return Answer(
            plan=self._plan(solver) if found else None,
            bound=int(np.ceil(solver.best_objective_bound - 1e-6)) if bounded else None,
            optimal=proven and found,
            infeasible=status == cp_model.INFEASIBLE,
            effort=solver.deterministic_time,
        )

    def _hint(self, plan: Whole) -> None:
        chosen = set(plan.tolist())
        for column, literal in self.literal.items():
            self.model.add_hint(literal, column in chosen)
        for unit, literal in self.unplaced.items():
            self.model.add_hint(literal, bool(plan[unit] == NOWHERE))

    def _plan(self, solver: cp_model.CpSolver) -> Whole:
        plan = np.full(self.board.units, NOWHERE, np.int64)
        for column, literal in self.literal.items():
            if solver.boolean_value(literal):
                plan[self.board.unit[column]] = column
        return plan


def _limit(solver: cp_model.CpSolver, effort: float | None, seconds: float | None) -> None:
    """One worker and a fixed seed: the same answer on any number of cores (SV-4)."""
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = SEED
    # The relaxation has cut already: cutting again costs a third of the time at 200 people.
    solver.parameters.cut_level = 0
    solver.parameters.catch_sigint_signal = False
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    if seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.001, seconds)


def _run(
    solver: cp_model.CpSolver, model: cp_model.CpModel, cancelled: Callable[[], bool] | None
) -> int:
    """Solve beside this thread, which asks meanwhile whether somebody cancelled."""
    if cancelled is None:
        return int(solver.solve(model))
    with ThreadPoolExecutor(1) as beside:
        running = _start(beside, solver, model)
        try:
            while wait((running,), POLL_SECONDS).not_done:
                if cancelled():
                    solver.stop_search()
        finally:
            solver.stop_search()
        return running.result()


def _start(
    beside: ThreadPoolExecutor, solver: cp_model.CpSolver, model: cp_model.CpModel
) -> Future[int]:
    try:
        return beside.submit(lambda: int(solver.solve(model)))
    except RuntimeError:
        # The one way to learn that there is no room for another thread's stack.
        raise MemoryError from None
