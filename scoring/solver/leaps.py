"""Finding plans fast: leaps over several aims, a few columns that reach a bound, better starts."""

from collections.abc import Sequence

import numpy as np

from scoring.country import Whole
from scoring.solver.aims import TIE_BREAK, Aim
from scoring.solver.climbing import Climb, model_of
from scoring.solver.greedy import polished
from scoring.solver.model import ExactModel
from scoring.solver.relaxation import TINY, Priced
from scoring.solver.slim import slim

LEAP_EFFORT = 2.0  # counted seconds for a plan that need not exist
REACH_EFFORT = 0.4  # the same where a whole search follows anyway: nine in ten end before
IMPROVE_EFFORT = 8.0


def is_count(aim: Aim) -> bool:
    """Whether the aim counts people and costs nothing beyond its columns."""
    return aim.steps is None and aim.name != TIE_BREAK


def leap_far(state: Climb, ahead: Sequence[Aim]) -> bool:
    """Leap over all aims ahead that count, the next one among them."""
    return len(ahead) > 1 and _leap(state, ahead)


def leap_on(state: Climb, ahead: Sequence[Aim]) -> bool:
    """Leap over two aims, then over twice as many, as long as it succeeds."""
    upto = 2
    while upto < len(ahead) and _leap(state, ahead[:upto]):
        upto *= 2
    return upto > 2


def _leap(state: Climb, together: Sequence[Aim]) -> bool:
    """Try a plan that is at the floor in several aims at once; it would prove them all."""
    keep, may_miss = state.keep.copy(), state.may_miss.copy()
    for aim in together:
        keep &= state.slack(aim) <= 0
        may_miss &= aim.unplaced <= state.cheapest(aim)
    relaxation = state.relaxation
    if relaxation is None or not relaxation.feasible(keep, may_miss, state.clock.left):
        return False
    few = slim(state.board, keep, relaxation.values, state.plan)
    return _found(state, model_of(state, few, may_miss), state.plan, LEAP_EFFORT)


def reach_bound(state: Climb, aim: Aim, priced: Priced) -> bool:
    """Try to reach the bound itself with a few columns of each unit."""
    cheap = state.keep & (priced.reduced <= TINY)
    model = model_of(
        state,
        slim(state.board, cheap, priced.values, state.plan),
        state.may_miss & (priced.dear <= TINY),
    )
    model.require(model.cost(aim), priced.bound)
    return _found(state, model, leaning(state, priced), REACH_EFFORT)


def polish(state: Climb, aims: Sequence[Aim]) -> None:
    """Let each unit in turn take its best free place by all aims in their order."""
    ways = np.bincount(state.board.unit[state.keep], minlength=state.board.units) + state.may_miss
    state.plan = polished(state.board, state.plan, aims, ways <= 1)


def improve(state: Climb, aim: Aim, priced: Priced) -> None:
    """Better the plan with a few columns of each unit, so that a limit finds it good."""
    few = slim(state.board, state.keep, priced.values, state.plan)
    model, clock = model_of(state, few, state.may_miss), state.clock
    answer = model.search(
        model.cost(aim),
        state.plan,
        effort=IMPROVE_EFFORT,
        seconds=clock.left,
        cancelled=clock.cancelled,
    )
    if answer.plan is not None and aim.of(answer.plan, state.board) < aim.of(
        state.plan, state.board
    ):
        state.plan = answer.plan


def _found(state: Climb, model: ExactModel, hint: Whole, effort: float) -> bool:
    """Look for any plan of the model for a while, and take it."""
    left, cancelled = state.clock.left, state.clock.cancelled
    answer = model.search(None, hint, effort=effort, seconds=left, cancelled=cancelled)
    if answer.plan is None:
        return False
    state.plan = answer.plan
    return True


def leaning(state: Climb, priced: Priced) -> Whole:
    """Where the relaxation leans; the plan at hand where it has no answer."""
    if not priced.feasible:
        return state.plan
    board, hint = state.board, state.plan.copy()
    order = np.lexsort((priced.values, board.unit))
    last = np.flatnonzero(np.diff(board.unit[order], append=-1))
    hint[board.unit[order[last]]] = order[last]
    return hint
