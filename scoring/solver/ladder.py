"""The ladder of aims: each is settled, proven or cut, before the next is looked at (SV-2)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

import numpy as np

from scoring.limit import Progress, Tell
from scoring.result import AimResult
from scoring.solver.aims import ABOVE_FAIR_SHARE, TIE_BREAK, Aim
from scoring.solver.climbing import Climb, model_of
from scoring.solver.leaps import improve, is_count, leaning, leap_far, leap_on, polish, reach_bound
from scoring.solver.model import ExactModel, Way
from scoring.solver.relaxation import TINY, Priced, Relaxation
from scoring.solver.smaller_list import smaller_list

CUT_ROUNDS = 40
LIFT = 0.05  # people or hundredths of a point; a round of cuts that lifts less is the last
CORE_PER_UNIT = 8  # columns a unit in the first core; fewer miss the optimum, more cost time
WIDER = 4
NEARLY = 0.75  # of all columns; a core as large proves little and costs almost as much as all
LARGE = 250  # units; below, the first cores end before an improvement pays


def climb(state: Climb, aims: Sequence[Aim], tell: Tell | None) -> None:
    """Settle the aims one after another."""
    for number, aim in enumerate(aims):
        _settle(state, aim, aims[number:])
        if tell is not None:
            tell(Progress(aim.name, number + 1, len(aims), state.clock.seconds))
    if state.relaxation is not None and not all(result.proven for result in state.results):
        # What no search has come to is as chance left it: turns cost a moment and better it much.
        polish(state, aims)
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
    if aim.name == TIE_BREAK and bound == value and not _smallest(state, aim, value):
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
    counting = [*takewhile(is_count, ahead)]
    if leap_far(state, counting):
        return state.floor(aim)
    priced = _price(state, state.relaxation, aim)
    # Where the prices rule the floor out for this aim, they do for it and others together.
    if priced.bound <= state.floor(aim) and leap_on(state, counting):
        return state.floor(aim)
    if is_count(aim) and reach_bound(state, aim, priced):
        return priced.bound
    if len(state.board.live) > LARGE:
        _better(state, aim, priced, ahead)
    return _search(state, aim, max(bound, priced.bound), priced)


def _better(state: Climb, aim: Aim, priced: Priced, ahead: Sequence[Aim]) -> None:
    """Better the plan before a long search, for its sake and for whoever is cut short."""
    if aim.cost.any():
        polish(state, [settled for settled, _ in state.settled] + [*ahead])
    if not is_count(aim):
        improve(state, aim, priced)


def _smallest(state: Climb, aim: Aim, value: int) -> bool:
    """Take the smallest list among equal sums; False when the limit left it open."""
    if value == state.floor(aim) and state.is_alone(aim):
        return True
    model, clock = model_of(state, state.keep, state.may_miss, state.bundles), state.clock
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
        furthest = value - (aim.name != TIE_BREAK) - priced.bound
        reach = _worth_while(state, priced, reach, furthest)
        core = state.keep & (priced.reduced <= reach + TINY)
        may_miss = state.may_miss & (priced.dear <= reach + TINY)
        # Bundles pay where the search is long: with every column that can still be used.
        model = model_of(state, core, may_miss, state.bundles if reach == furthest else None)
        cost = model.cost(aim)
        model.require(cost, priced.bound + reach)
        if aim.name == TIE_BREAK:
            # No other plan with this sum or a smaller one: nothing is left to tell apart.
            model.forbid(state.plan)
        answer = model.search(
            cost,
            leaning(state, priced),
            effort=effort,
            seconds=state.clock.left,
            cancelled=state.clock.cancelled,
            # Overlaps double the effort on counting aims and points, and halve it on tie-breaks.
            way=Way(lifts=not aim.cost.any(), overlaps=aim.name == TIE_BREAK),
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


def _worth_while(state: Climb, priced: Priced, reach: int, furthest: int) -> int:
    """The reach of the next core; all the way where it would hold nearly every column anyway."""
    core = np.count_nonzero(state.keep & (priced.reduced <= reach + TINY))
    whole = np.count_nonzero(state.keep & (priced.reduced <= furthest + TINY))
    return furthest if reach >= furthest or core >= NEARLY * whole else reach


def _first_reach(state: Climb, aim: Aim, priced: Priced) -> int:
    """How far above the bound the first core looks."""
    if is_count(aim) or aim.name == ABOVE_FAIR_SHARE:
        return 0
    wanted = min(CORE_PER_UNIT * len(state.board.live), len(priced.reduced)) - 1
    kept = np.sort(priced.reduced[state.keep])
    return int(kept[min(wanted, len(kept) - 1)]) + 1


def _drop_dear(state: Climb, aim: Aim, priced: Priced) -> None:
    """Forget columns that no plan with the aim's value can use: the prices prove it."""
    slack = aim.of(state.plan, state.board) - priced.bound + TINY
    state.keep &= priced.reduced <= slack
    state.may_miss &= priced.dear <= slack
    if state.relaxation is not None:
        state.relaxation.restrict(state.keep, state.may_miss)
