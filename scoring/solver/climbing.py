"""The ladder under way: what is settled, what is proven useless, and the model of what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scoring.country import Mask, Whole
from scoring.result import AimResult
from scoring.solver.aims import Aim
from scoring.solver.board import Board
from scoring.solver.bundles import Bundles, bundles
from scoring.solver.cliques import Cliques
from scoring.solver.clock import Clock
from scoring.solver.model import ExactModel
from scoring.solver.relaxation import Relaxation

RELAXED_COLUMNS = 50_000  # above, one linear program takes minutes on 2 cores


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

    @cached_property
    def bundles(self) -> Bundles:
        """Bundles of the columns kept when they are first asked for; it takes a moment."""
        return bundles(self.board, self.finder, self.keep)

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

    def is_alone(self, aim: Aim) -> bool:
        """Whether a single plan could cost what the floor says: no unit has two cheapest ways."""
        ways = np.bincount(
            self.board.unit[self.keep & (self.slack(aim) == 0)], minlength=self.board.units
        )
        ways += self.may_miss & (aim.unplaced == self.cheapest(aim))
        return bool((ways[self.board.live] == 1).all())


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


def model_of(
    state: Climb, keep: Mask, may_miss: Mask, bundled: Bundles | None = None
) -> ExactModel:
    model = ExactModel(state.board, keep, may_miss, state.cliques, bundled)
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
