"""What else would do: how many plans are equally good, and a few that differ in many people."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from ortools.sat.python import cp_model

from scoring.choices import choices
from scoring.country import Mask, Whole
from scoring.limit import Cancelled, Limit
from scoring.problem import PlacementProblem
from scoring.result import Placement, Result
from scoring.solver.aims import Aim, aims
from scoring.solver.board import NOWHERE, Board, lay_out
from scoring.solver.climbing import Climb, start
from scoring.solver.clock import Clock
from scoring.solver.front import DEFAULT, placements
from scoring.solver.model import Answer, ExactModel
from scoring.solver.relaxation import Priced

ROUNDING = 1e-9
CUT_ROUNDS = 12
CORE_PER_UNIT = 16  # columns a unit in the first try for a diverse plan; the second has them all


@dataclass(frozen=True, slots=True)
class Counted:
    """How many plans are as good on every aim before the tie-break, the standing one among them.

    Attributes:
        exact: False when there are, or may be, more: the policy's or the effort's limit was met.
    """

    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class DiversePlan:
    """A near-best plan that differs from the standing one in many people.

    Attributes:
        aims: name and value of each aim, in order; nothing is claimed of their bounds.
        people_differing: how many of those who wait get something else than in the standing plan.
    """

    placements: tuple[Placement, ...]
    aims: tuple[tuple[str, int], ...]
    people_differing: int


@dataclass(frozen=True, slots=True)
class Diverse:
    """The diverse plans found, most points first.

    Attributes:
        complete: as many as the policy asks for were found, or it is proven that no further plan
            is near enough and differs from all of these in enough people.
    """

    plans: tuple[DiversePlan, ...]
    complete: bool


def count_best_plans(
    problem: PlacementProblem,
    result: Result,
    limit: Limit = DEFAULT,
    *,
    cancelled: Cancelled | None = None,
) -> Counted:
    """Count the plans that reach the same values in all aims before the tie-break.

    The count is exact up to the policy's `aims.count_limit`, and only where those aims are proven:
    otherwise a better plan may exist, and the count says how many were found that are as good.
    """
    near = _Near(problem, result, Clock(limit, cancelled), percent=0.0)
    model, cost = near.model(near.state.keep)
    plan, effort = near.state.plan, limit.effort
    for found in range(1, problem.policy.aims.count_limit + 1):
        model.forbid(plan)
        answer = near.search(model, cost, effort)
        if answer.plan is None:
            proven = all(aim.proven for aim in result.aims[:-1])
            return Counted(found, exact=answer.infeasible and proven)
        plan = answer.plan
        effort = None if effort is None else max(0.0, effort - answer.effort)
    return Counted(problem.policy.aims.count_limit, exact=False)


def diverse_plans(
    problem: PlacementProblem,
    result: Result,
    limit: Limit = DEFAULT,
    *,
    cancelled: Cancelled | None = None,
) -> Diverse:
    """Look for plans as good in every aim before the points and near the best in those.

    Any two of them, the standing plan included, differ for the policy's share of all who wait.
    """
    asked = problem.policy.aims
    clock = Clock(limit, cancelled)
    near = _Near(problem, result, clock, percent=asked.near_best_points_percent)
    people = ceil(len(problem.people) * asked.diverse_share_percent / 100 - ROUNDING)
    found, complete = [near.state.plan], True
    while complete and len(found) <= asked.diverse_plans:
        answer = near.another(found, max(1, people))
        if answer.plan is None:
            complete = answer.infeasible
            break
        found.append(answer.plan)
    order = sorted(found[1:], key=lambda plan: near.points.of(plan, near.board))
    return Diverse(tuple(near.told(plan) for plan in order), complete)


class _Near:
    """Everything before the points held as the result has it, and the points near the result's."""

    def __init__(
        self, problem: PlacementProblem, result: Result, clock: Clock, *, percent: float
    ) -> None:
        """Hold the aims and leave out what no such plan can use."""
        self.board = lay_out(choices(problem))
        self.ladder = aims(self.board)
        plan = _columns(self.board, result)
        self.state = start(self.board, plan, {}, self.ladder[:-1], clock)
        self.points = self.ladder[-2]
        for aim in self.ladder[:-2]:
            _hold(self.state, aim)
        best = self.points.of(plan, self.board)
        self.most = best + floor(abs(best) * percent / 100 + ROUNDING)
        self.priced = self._price()

    def _price(self) -> Priced | None:
        """Prove by prices, and cuts as long as they lift the bound, which columns are too dear."""
        state, relaxation = self.state, self.state.relaxation
        if relaxation is None:
            return None
        relaxation.restrict(state.keep, state.may_miss)
        best = relaxation.minimise(self.points, state.keep, state.may_miss, state.clock.left)
        for _ in range(CUT_ROUNDS):
            cuts = state.finder.violated(best.values, state.keep)
            for cut in cuts:
                relaxation.add_row(cut, np.ones(len(cut), np.int64), 1)
            state.cliques += cuts
            priced = relaxation.minimise(self.points, state.keep, state.may_miss, state.clock.left)
            if not cuts or priced.bound <= best.bound:
                break
            best = priced
        slack = self.most - best.bound + 1e-6
        state.keep &= best.reduced <= slack
        state.may_miss &= best.dear <= slack
        return best

    def model(self, keep: Mask) -> tuple[ExactModel, cp_model.LinearExprT]:
        """The rows, the held aims and the points as a cost."""
        model = ExactModel(self.board, keep, self.state.may_miss, self.state.cliques)
        for aim, value in self.state.settled:
            model.require(model.cost(aim), value)
        cost = model.cost(self.points)
        model.require(cost, self.most)
        return model, cost

    def search(self, model: ExactModel, cost: cp_model.LinearExprT, effort: float | None) -> Answer:
        """Ask for the most points; guided by them a search ends far sooner than without."""
        clock = self.state.clock
        return model.search(
            cost, None, effort=effort, seconds=clock.left, cancelled=clock.cancelled
        )

    def another(self, found: Sequence[Whole], people: int) -> Answer:
        """A plan that differs from all found: looked for among cheap columns, then among all."""
        answer = Answer(None, None, optimal=False, infeasible=False, effort=0.0)
        for keep in self._cores():
            model, cost = self.model(keep)
            for plan in found:
                model.differ(plan, people)
            answer = self.search(model, cost, self.state.clock.limit.effort)
            if answer.plan is not None:
                break
        return answer

    def _cores(self) -> Sequence[Mask]:
        keep = self.state.keep
        wanted = CORE_PER_UNIT * len(self.board.live)
        if self.priced is None or keep.sum() <= wanted:
            return (keep,)
        reach = np.sort(self.priced.reduced[keep])[wanted]
        return keep & (self.priced.reduced <= reach), keep

    def told(self, plan: Whole) -> DiversePlan:
        """A plan in words."""
        board = self.board
        changed = plan != self.state.plan
        return DiversePlan(
            placements=placements(board, plan),
            aims=tuple((aim.name, aim.sign * aim.of(plan, board)) for aim in self.ladder),
            people_differing=int(board.sizes[changed].sum()),
        )


def _hold(state: Climb, aim: Aim) -> None:
    """Keep an aim at the plan's value and drop the columns that alone would exceed it."""
    value = aim.of(state.plan, state.board)
    state.settled.append((aim, value))
    if aim.steps is None:
        spare, cheapest = value - state.floor(aim), state.cheapest(aim)
        state.keep &= aim.cost - cheapest[state.board.unit] <= spare
        state.may_miss[state.board.live] &= (aim.unplaced - cheapest)[state.board.live] <= spare
    if state.relaxation is not None:
        state.relaxation.hold(aim, value)


def _columns(board: Board, result: Result) -> Whole:
    """The result's plan in columns."""
    plan = np.full(board.units, NOWHERE, np.int64)
    places = {line.person: line.municipality for line in result.placements}
    for number, unit in enumerate(board.choices.units):
        code = places[unit.keys[0]]
        if code is not None:
            plan[number] = board.column(number, board.choices.problem.country.at[code])
    return plan
