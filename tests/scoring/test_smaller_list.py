"""Among plans with the same hash sum the smaller list of (key, code) wins."""

import numpy as np
import pytest

from scoring.choices import choices
from scoring.solver.board import NOWHERE, lay_out
from scoring.solver.model import ExactModel
from scoring.solver.smaller_list import smaller_list
from tests.oracle import World
from tests.worlds import small_world


def all_tied(world):
    """A board and a model of all plans that place everybody: as if every sum were the same."""
    board = lay_out(choices(world))
    every = np.ones(len(board.unit), bool)
    return board, ExactModel(board, every, np.zeros(board.units, bool))


def within(effort):
    return lambda model: model.search(None, None, effort=effort, seconds=None, cancelled=None)


def nobody_places(board):
    return np.full(board.units, NOWHERE, np.int64)


@pytest.mark.rule("SV-4")
def test_where_all_sums_tie_the_smallest_list_of_all_plans_wins():
    tried_worlds = 0
    for seed in range(12):
        world = small_world(seed, places=2, people=3)
        board, model = all_tied(world)
        tried = World(world)
        plans = [p for p in tried.plans() if None not in p.values()]
        start = next(iter(plans), None)
        if start is None:
            continue
        tried_worlds += 1
        plan = nobody_places(board)
        for unit, place in start.items():
            plan[unit] = board.column(unit, place)
        found, proven = smaller_list(board, plan, model, within(None))
        chosen = {u: int(board.place[found[u]]) for u in board.live.tolist()}
        assert (tried.lines(chosen), proven) == (min(map(tried.lines, plans)), True)
    assert tried_worlds > 3


@pytest.mark.rule("SV-4")
def test_a_search_for_the_smaller_list_cut_by_effort_is_not_proven():
    board, model = all_tied(small_world(1, places=5, people=6))
    _, proven = smaller_list(board, nobody_places(board), model, within(0.0))
    assert not proven
