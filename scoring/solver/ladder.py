"""The ladder of aims: each is settled, proven or cut, before the next is looked at (SV-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile

import numpy as np

from scoring.country import Mask, Whole
from scoring.limit import Progress, Tell
from scoring.result import AimResult
from scoring.solver.aims import ABOVE_FAIR_SHARE, TIE_BREAK, Aim
from scoring.solver.board import Board
from scoring.solver.cliques import Cliques
from scoring.solver.clock import Clock
from scoring.solver.model import ExactModel
from scoring.solver.relaxation import Priced, Relaxation
from scoring.solver.smaller_list import smaller_list

RELAXED_COLUMNS = 50_000  # above, one linear program takes minutes on 2 cores
CUT_ROUNDS = 40
LIFT = 0.05  # people or hundredths of a point; a round of cuts that lifts less is the last
CORE_PER_UNIT = 8  # columns a unit in the first core; fewer miss the optimum, more cost time
WIDER = 4


@dataclass(eq=False)
class Climb:
    """The ladder under way: the best plan so far, what is settled, what is proven useless.

    Attributes:
        keep: columns that a plan with the settled values can still use.
        may_miss: units that such a plan can still leave without a place.
        cliques: sets of columns of which a plan uses at most one, found as cuts.
    """

    board: Board
    clock: Clock
    plan: Whole
    keep: Mask
    may_miss: Mask
    relaxation: Relaxation | None
    finder: Cliques
    cliques: list[Whole] = field(default_factory=list)
    settled: list[tuple[Aim, int]] = field(default_factory=list)
    results: list[AimResult] = field(default_factory=list)
    stopped: bool = False

    def slack(self, aim: Aim) -> Whole:
        """How much more each column costs in this aim than its unit's cheapest way."""
        extra: Whole = aim.cost - self.cheapest(aim)[self.board.unit]
        return extra

    def cheapest(self, aim: Aim) -> Whole:
        """Per unit, the cheapest of its kept columns and, where it may miss, of no place."""
        board, huge = self.board, np.iinfo(np.int64).max
        lowest = np.where(self.may_miss, aim.unplaced, huge)
        cost = np.where(self.keep, aim.cost, huge)
        if len(board.live):
            best = np.minimum.reduceat(cost, board.first[board.live])
            lowest[board.live] = np.minimum(lowest[board.live], best)
        return lowest

    def floor(self, aim: Aim) -> int:
        """The cost if every unit got what is cheapest for it alone: a bound without any search."""
        return int(self.cheapest(aim)[self.board.live].sum())


def start(
    board: Board, plan: Whole, fixed: Mapping[int, int], aims: Sequence[Aim], clock: Clock
) -> Climb:
    """Stand at the foot of the ladder with a valid plan that holds what is fixed."""
    keep = ~np.isin(board.unit, list(fixed))
    keep[list(fixed.values())] = True
    may_miss = np.zeros(board.units, bool)
    may_miss[board.live] = True
    may_miss[list(fixed)] = False
    small = len(board.unit) <= RELAXED_COLUMNS
    stepped = [aim for aim in aims if aim.steps is not None]
    relaxation = Relaxation(board, stepped) if small else None
    return Climb(board, clock, plan, keep, may_miss, relaxation, Cliques(board))


def climb(state: Climb, aims: Sequence[Aim], tell: Tell | None) -> None:
    """Settle the aims one after another."""
    for number, aim in enumerate(aims):
        _settle(state, aim, aims[number:])
        if tell is not None:
            tell(Progress(aim.name, number + 1, len(aims), state.clock.seconds))
    # A later search may have bettered an earlier aim that a limit had left open. Its bound stands,
    # and so do those of the aims after it: less was required of the plans there.
    reached = [aim.sign * aim.of(state.plan, state.board) for aim in aims]
    stated = zip(state.results, reached, strict=True)
    state.results = [replace(result, value=value) for result, value in stated]


def _settle(state: Climb, aim: Aim, ahead: Sequence[Aim]) -> None:
    bound = state.floor(aim)
    if aim.of(state.plan, state.board) > bound:
        bound = _work(state, aim, bound, ahead)
    value = aim.of(state.plan, state.board)
    if aim.name == TIE_BREAK and bound >= value and not _smallest(state, aim, value):
        bound = value - 1
    state.results.append(AimResult(aim.name, aim.sign * value, aim.sign * min(bound, value)))
    state.settled.append((aim, value))
    if aim.steps is None:
        state.keep &= state.slack(aim) <= value - state.floor(aim)
    if state.relaxation is not None:
        state.relaxation.hold(aim, value)


def _work(state: Climb, aim: Aim, bound: int, ahead: Sequence[Aim]) -> int:
    """Improve the plan and the bound of one aim; returns the bound."""
    if state.clock.over or state.relaxation is None:
        state.stopped |= state.clock.over
        return bound
    if _is_count(aim) and _leap_far(state, [*takewhile(_is_count, ahead)]):
        return state.floor(aim)
    priced = _price(state, state.relaxation, aim)
    return _search(state, aim, max(bound, priced.bound), priced)


def _smallest(state: Climb, aim: Aim, value: int) -> bool:
    """Take the smallest list among equal sums; False when the limit left it open."""
    model, clock = _model(state, state.keep, state.may_miss), state.clock
    cost = model.cost(aim)
    model.require(cost, value)
    search = partial(
        ExactModel.search,
        objective=cost,
        hint=state.plan,
        effort=clock.limit.effort,
        seconds=clock.left,
        cancelled=clock.cancelled,
    )
    state.plan, proven = smaller_list(state.board, state.plan, model, search)
    state.stopped |= not proven and clock.over
    return proven


def _price(state: Climb, relaxation: Relaxation, aim: Aim) -> Priced:
    """Bound an aim by prices, with cuts as long as they lift the bound."""
    value = aim.of(state.plan, state.board)
    priced = relaxation.minimise(aim, state.keep, state.may_miss, state.clock.left)
    best = priced
    for _ in range(CUT_ROUNDS):
        if not priced.feasible or best.bound >= value or state.clock.over:
            break
        cuts = state.finder.violated(priced.values, state.keep)
        for cut in cuts:
            relaxation.add_row(cut, np.ones(len(cut), np.int64), 1)
        state.cliques += cuts
        priced = relaxation.minimise(aim, state.keep, state.may_miss, state.clock.left)
        if not cuts or priced.exact <= best.exact + LIFT:
            break
        best = priced
    return best


def _search(state: Climb, aim: Aim, bound: int, priced: Priced) -> int:
    """Search a core of cheap columns; widen it until its best plan is proven best of all."""
    effort = state.clock.limit.effort
    reach = _first_reach(state, aim, priced)
    while bound < aim.of(state.plan, state.board) and not state.clock.over:
        value = aim.of(state.plan, state.board)
        reach = min(reach, value - 1 - priced.bound)
        core = state.keep & (priced.reduced <= reach + 1e-6)
        model = _model(state, core, state.may_miss & (priced.dear <= reach + 1e-6))
        cost = model.cost(aim)
        model.require(cost, priced.bound + reach)
        answer = model.search(
            cost,
            _hint(state, priced),
            effort=effort,
            seconds=state.clock.left,
            cancelled=state.clock.cancelled,
        )
        if answer.plan is not None and aim.of(answer.plan, state.board) < value:
            state.plan = answer.plan
        if answer.optimal:
            bound = aim.of(state.plan, state.board)
        elif answer.infeasible:
            bound = priced.bound + reach + 1
            reach = max(reach + 1, reach * WIDER)
        else:
            found = bound if answer.bound is None else answer.bound
            bound = max(bound, min(found, priced.bound + reach + 1))
            break
        effort = None if effort is None else max(0.0, effort - answer.effort)
    if bound < aim.of(state.plan, state.board):
        state.stopped |= state.clock.over
    _drop_dear(state, aim, priced)
    return bound


def _hint(state: Climb, priced: Priced) -> Whole:
    """Where the relaxation leans; the plan at hand where it has no answer."""
    if not priced.feasible:
        return state.plan
    board, hint = state.board, state.plan.copy()
    order = np.lexsort((priced.values, board.unit))
    last = np.flatnonzero(np.diff(board.unit[order], append=-1))
    hint[board.unit[order[last]]] = order[last]
    return hint


def _first_reach(state: Climb, aim: Aim, priced: Priced) -> int:
    """How far above the bound the first core looks."""
    if _is_count(aim) or aim.name == ABOVE_FAIR_SHARE:
        return 0
    wanted = min(CORE_PER_UNIT * len(state.board.live), len(priced.reduced)) - 1
    kept = np.sort(priced.reduced[state.keep])
    return int(kept[min(wanted, len(kept) - 1)]) + 1


def _drop_dear(state: Climb, aim: Aim, priced: Priced) -> None:
    """Forget columns that no plan with the aim's value can use: the prices prove it."""
    slack = aim.of(state.plan, state.board) - priced.bound + 1e-6
    state.keep &= priced.reduced <= slack
    state.may_miss &= priced.dear <= slack
    if state.relaxation is not None:
        state.relaxation.restrict(state.keep, state.may_miss)


def _model(state: Climb, keep: Mask, may_miss: Mask) -> ExactModel:
    model = ExactModel(state.board, keep, may_miss, state.cliques)
    for settled, reached in state.settled:
        if not _cannot_exceed(settled, state, reached):
            model.require(model.cost(settled), reached)
    return model


def _cannot_exceed(aim: Aim, state: Climb, value: int) -> bool:
    """Whether no choice among the kept columns can exceed the aim's value."""
    if aim.steps is not None:
        return False
    board, tiny = state.board, np.iinfo(np.int64).min
    most = np.where(state.may_miss, aim.unplaced, tiny)
    dearest = np.maximum.reduceat(np.where(state.keep, aim.cost, tiny), board.first[board.live])
    return int(np.maximum(most[board.live], dearest).sum()) <= value


def _is_count(aim: Aim) -> bool:
    """Whether the aim counts people and costs nothing beyond its columns."""
    return aim.steps is None and aim.name != TIE_BREAK


def _leap_far(state: Climb, ahead: Sequence[Aim]) -> bool:
    """Leap over as many aims at once as can be, the next one among them."""
    return any(_leap(state, ahead[:upto]) for upto in range(len(ahead), 1, -1))


def _leap(state: Climb, together: Sequence[Aim]) -> bool:
    """Try a plan that is at the floor in several aims at once; it would prove them all."""
    keep, may_miss = state.keep.copy(), state.may_miss.copy()
    for aim in together:
        keep &= state.slack(aim) <= 0
        may_miss &= aim.unplaced <= state.cheapest(aim)
    if state.relaxation is not None and not state.relaxation.feasible(
        keep, may_miss, state.clock.left
    ):
        return False
    model = _model(state, keep, may_miss)
    answer = model.search(
        None,
        state.plan,
        effort=LEAP_EFFORT,
        seconds=state.clock.left,
        cancelled=state.clock.cancelled,
    )
    if answer.plan is None:
        return False
    state.plan = answer.plan
    return True


LEAP_EFFORT = 2.0
