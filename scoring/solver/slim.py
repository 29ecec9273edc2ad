"""A few promising columns of each unit: enough to find a plan, never to prove there is none."""

import numpy as np

from scoring.country import Mask, Real, Whole
from scoring.solver.board import Board

PER_UNIT = 8  # fewer find no plan on tight rounds, more take as long as all columns
USED = 1e-6


def slim(board: Board, keep: Mask, values: Real, plan: Whole) -> Mask:
    """Of the kept columns, what the relaxation or the plan uses, and the best few by worth."""
    worth = board.choices.worth[board.unit, board.place]
    kept = np.flatnonzero(keep)
    order = kept[np.lexsort((board.place[kept], -worth[kept], board.unit[kept]))]
    unit = board.unit[order]
    rank = np.arange(len(order)) - np.searchsorted(unit, unit)
    chosen = np.zeros(len(keep), bool)
    chosen[order[rank < PER_UNIT]] = True
    chosen[values > USED] = True
    chosen[plan[plan >= 0]] = True
    return chosen & keep
