"""Bundles: what the rows say of two columns of two units, bundles and their cliques say too."""

from itertools import combinations

import numpy as np
import pytest

from scoring.choices import choices
from scoring.solver.board import lay_out
from scoring.solver.bundles import bundles
from scoring.solver.cliques import Cliques
from scoring.threat import Group
from tests.builders import country, person, problem
from tests.worlds import small_world

ROOMY = {"room.factor": 99.0, "room.district_factor": 99.0}


def bundled(world):
    board = lay_out(choices(world))
    every = np.ones(len(board.unit), bool)
    return board, bundles(board, Cliques(board), every)


def excluded_by_rows(board):
    """Pairs of columns of two units of which some row takes only one."""
    found = set()
    for row, bound in enumerate(board.bound.tolist()):
        inside = np.flatnonzero(board.entry_row == row)
        weights = board.entry_coefficient[inside]
        if 2 * weights.min(initial=bound + 1) <= bound:
            continue
        for one, other in combinations(sorted(board.entry_column[inside].tolist()), 2):
            if board.unit[one] != board.unit[other]:
                found.add((one, other))
    return found


def excluded_by_bundles(board, made):
    found = set()
    sets = [set(each.tolist()) for each in made.members]
    sets += [set().union(*(made.members[each].tolist() for each in c)) for c in made.cliques]
    for columns in sets:
        for one, other in combinations(sorted(columns), 2):
            if board.unit[one] != board.unit[other]:
                found.add((one, other))
    return found


@pytest.mark.sample(15)
@pytest.mark.parametrize("seed", range(60))
def test_bundles_and_their_cliques_forbid_exactly_the_pairs_that_rows_forbid(seed):
    board, made = bundled(small_world(seed, places=5, people=8))
    assert excluded_by_bundles(board, made) == excluded_by_rows(board)


@pytest.mark.parametrize("seed", [41, 69, 584, 1571])
def test_what_a_first_column_excludes_as_its_own_units_is_not_forbidden_to_the_others(seed):
    board, made = bundled(small_world(seed))
    assert excluded_by_bundles(board, made) == excluded_by_rows(board)


@pytest.mark.parametrize("seed", range(20))
def test_every_column_stands_in_one_bundle_at_one_place(seed):
    board, made = bundled(small_world(seed, places=5, people=8))
    assert sorted(c for each in made.members for c in each.tolist()) == [*range(len(board.unit))]
    assert all(len(set(board.place[each].tolist())) == 1 for each in made.members)


def test_people_of_one_group_are_one_bundle_at_each_place():
    people = [person(f"p{number}", former_group="g1", household=f"h{number}") for number in "abc"]
    groups = (Group(key="g1", severity=1, surveyed=True),)
    board, made = bundled(problem(*people, land=country(4), rules=ROOMY, groups=groups))
    assert [len(each) for each in made.members] == [3] * len(set(board.place.tolist()))
