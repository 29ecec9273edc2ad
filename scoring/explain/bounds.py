"""What no plan with a unit forced to a place can be better than, aim by aim, without a search."""

from collections.abc import Iterator

import numpy as np

from scoring.country import Whole
from scoring.explain.standing_plan import StandingPlan
from scoring.solver.aims import Aim


def bounds(plan: StandingPlan, unit: int, column: int) -> Iterator[int]:
    """Per aim, as stated values; read in order, no plan with the unit there is better.

    While all aims before are bounded at the standing values, the standing plan's own proven bound
    holds too, for forcing only takes plans away. After the first aim that must get worse, only what
    holds for every plan is left: each unit's cheapest choice.
    """
    proven = {aim.name: aim for aim in plan.result.aims}
    same = True
    for aim in plan.aims:
        low = _floor(plan, aim, unit, column)
        if same:
            low = max(low, aim.sign * proven[aim.name].bound)
            same = low == aim.sign * proven[aim.name].value
        yield aim.sign * low


def _floor(plan: StandingPlan, aim: Aim, unit: int, column: int) -> int:
    """The sum of what each unit pays at least; the forced one pays its column and its steps."""
    board = plan.board
    if not len(board.live):
        return 0
    cheapest: Whole = np.minimum.reduceat(aim.cost, board.first[board.live])
    others = board.live != unit
    total = int(np.minimum(cheapest, aim.unplaced[board.live])[others].sum())
    total += int(aim.cost[column])
    if aim.steps is not None:
        total += int(aim.steps[board.place[column], : int(board.sizes[unit])].sum())
    return total
