"""The ladder of aims: each is settled, proven or cut, before the next is looked at (SV-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from scoring.country import Mask, Whole
from scoring.limit import Cancelled, Limit, Progress, Tell
from scoring.result import AimResult
from scoring.solver.aims import Aim
from scoring.solver.board import Board
from scoring.solver.model import ExactModel


@dataclass(eq=False)
class Clock:
    """What is left of the limit, and whether the answer can still be repeated."""

    limit: Limit
    cancelled: Cancelled | None
    started: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Seconds left, None without a limit of time."""
        return None if self.limit.seconds is None else self.limit.seconds - self.seconds

    @property
    def over(self) -> bool:
        """Whether time is up or somebody cancelled."""
        return (self.left is not None and self.left <= 0) or bool(
            self.cancelled and self.cancelled()
        )


@dataclass(eq=False)
class Climb:
    """The ladder under way: the best plan so far and the aims settled below it."""

    board: Board
    plan: Whole
    keep: Mask
    settled: list[tuple[Aim, int]] = field(default_factory=list)
    results: list[AimResult] = field(default_factory=list)
    stopped: bool = False


def climb(
    plan: Whole,
    fixed: Mapping[int, int],
    board: Board,
    aims: tuple[Aim, ...],
    clock: Clock,
    tell: Tell | None,
) -> Climb:
    """Settle the aims one after another, starting from a valid plan that holds what is fixed."""
    state = Climb(board, plan, _only(board, fixed))
    state.settled.append((_hold(board, fixed), 0))
    for number, aim in enumerate(aims):
        _settle(state, aim, clock)
        if tell is not None:
            tell(Progress(aim.name, number + 1, len(aims), clock.seconds))
    return state


def _only(board: Board, fixed: Mapping[int, int]) -> Mask:
    keep = ~np.isin(board.unit, list(fixed))
    keep[list(fixed.values())] = True
    return keep


def _hold(board: Board, fixed: Mapping[int, int]) -> Aim:
    """An aim below all others, always 0: a fixed unit must have its place."""
    unplaced = np.zeros(board.units, np.int64)
    unplaced[list(fixed)] = 1
    return Aim("fixed", np.zeros(len(board.unit), np.int64), unplaced)


def _settle(state: Climb, aim: Aim, clock: Clock) -> None:
    value = aim.of(state.plan, state.board)
    bound = floor_of(aim, state)
    if value > bound and not clock.over:
        value, bound = _search(state, aim, value, bound, clock)
    elif value > bound:
        state.stopped = True
    state.results.append(_stated(aim, value, bound))
    state.settled.append((aim, value))
    state.keep &= _may_stay(aim, state, value)


def _search(state: Climb, aim: Aim, value: int, bound: int, clock: Clock) -> tuple[int, int]:
    model = ExactModel(state.board, state.keep)
    for settled, reached in state.settled:
        if not _held_by_columns(settled, state, reached):
            model.require(model.cost(settled), reached)
    answer = model.search(
        model.cost(aim),
        state.plan,
        effort=clock.limit.effort,
        seconds=clock.left,
        cancelled=clock.cancelled,
    )
    if answer.plan is not None and aim.of(answer.plan, state.board) < value:
        state.plan = answer.plan
        value = aim.of(answer.plan, state.board)
    if answer.optimal:
        return value, value
    state.stopped |= clock.over
    return value, max(bound, min(value, answer.bound)) if answer.bound is not None else bound


def floor_of(aim: Aim, state: Climb) -> int:
    """The cost if every unit got what is cheapest for it alone: a bound without any search."""
    return int(_cheapest(aim, state).sum())


def _cheapest(aim: Aim, state: Climb) -> Whole:
    """Per live unit, the cheapest of its kept columns and of no place."""
    board = state.board
    cost = np.where(state.keep, aim.cost, np.iinfo(np.int64).max)
    starts = board.first[board.live]
    best = np.minimum.reduceat(cost, starts) if len(starts) else np.zeros(0, np.int64)
    lowest: Whole = np.minimum(best, aim.unplaced[board.live])
    return lowest


def _may_stay(aim: Aim, state: Climb, value: int) -> Mask:
    """The columns that a plan keeping the aim's value can still use."""
    if aim.steps is not None:
        return state.keep
    slack = value - floor_of(aim, state)
    lowest = np.zeros(state.board.units, np.int64)
    lowest[state.board.live] = _cheapest(aim, state)
    stays: Mask = aim.cost - lowest[state.board.unit] <= slack
    return stays


def _held_by_columns(aim: Aim, state: Climb, value: int) -> bool:
    """Whether no choice among the kept columns can exceed the aim's value."""
    if aim.steps is not None:
        return False
    board = state.board
    cost = np.where(state.keep, aim.cost, np.iinfo(np.int64).min)
    most = np.maximum.reduceat(cost, board.first[board.live])
    return int(np.maximum(most, aim.unplaced[board.live]).sum()) <= value


def _stated(aim: Aim, value: int, bound: int) -> AimResult:
    return AimResult(aim.name, aim.sign * value, aim.sign * bound)
