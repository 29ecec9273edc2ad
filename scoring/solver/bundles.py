"""Columns of one place that keep the same others out: one literal stands for all of them.

Who left the same group excludes the same rivals, whichever of them comes. A search that decides
whether *any* of them comes to a place needs a quarter of the work on rounds full of feuds, where
the linear relaxation puts half of everybody everywhere.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scoring.country import Mask, Whole
from scoring.solver.board import Board
from scoring.solver.cliques import Cliques

Around = Mapping[int, frozenset[int]]


@dataclass(frozen=True, eq=False)
class Bundles:
    """Disjoint sets of columns, of each of which a plan uses at most one.

    Attributes:
        members: the columns of each bundle, all at one place.
        cliques: numbers of bundles of which a plan uses at most one.
    """

    members: tuple[Whole, ...]
    cliques: tuple[tuple[int, ...], ...]


def bundles(board: Board, finder: Cliques, keep: Mask) -> Bundles:
    """Bundle the kept columns, and cover every conflict between bundles by cliques."""
    columns = np.flatnonzero(keep).tolist()
    around = {c: frozenset(np.flatnonzero(finder.neighbours(c, keep)).tolist()) for c in columns}
    members = [each for place in _by_place(board, columns) for each in _twins(board, place, around)]
    of = {column: number for number, each in enumerate(members) for column in each}
    cliques = _cover(_conflicts(board, of, around))
    return Bundles(tuple(np.array(each, np.int64) for each in members), tuple(cliques))


def _by_place(board: Board, columns: list[int]) -> list[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for column in columns:
        found[int(board.place[column])].append(column)
    return [found[place] for place in sorted(found)]


def _twins(board: Board, columns: list[int], around: Around) -> list[list[int]]:
    """The columns of one place, those together that exclude each other and the same others."""
    here, found = set(columns), defaultdict[frozenset[int], list[list[int]]](list)
    for column in columns:
        alike = found[(around[column] & here) | {column}]
        for bundle in alike:
            # With each of them: a column of the first one's own unit tells nothing of the others.
            if all(_are_twins(board, column, each, around) for each in bundle):
                bundle.append(column)
                break
        else:
            alike.append([column])
    return sorted(bundle for alike in found.values() for bundle in alike)


def _are_twins(board: Board, one: int, other: int, around: Around) -> bool:
    """Whether two columns exclude each other, and but for their own units' columns the same."""
    units = {int(board.unit[one]), int(board.unit[other])}
    differ = (around[one] ^ around[other]) - {one, other}
    return other in around[one] and all(int(board.unit[column]) in units for column in differ)


def _conflicts(board: Board, of: Mapping[int, int], around: Around) -> dict[int, set[int]]:
    """Per bundle, those it excludes: one pair of columns of two units tells of all pairs."""
    found: dict[int, set[int]] = {number: set() for number in of.values()}
    for column, number in of.items():
        own = board.columns_of(int(board.unit[column]))
        found[number] |= {of[other] for other in around[column] if other not in own}
    for number, others in found.items():
        others.discard(number)
        for other in others:
            found[other].add(number)
    return found


def _cover(conflicts: Mapping[int, set[int]]) -> Iterator[tuple[int, ...]]:
    """Cliques that hold every conflict at least once, each grown by what covers most."""
    left = {number: set(others) for number, others in conflicts.items()}
    for number in sorted(conflicts):
        while left[number]:
            clique = _grown([number, min(left[number])], conflicts, left)
            for one in clique:
                left[one] -= set(clique)
            yield tuple(sorted(clique))


def _grown(
    clique: list[int], conflicts: Mapping[int, set[int]], left: Mapping[int, set[int]]
) -> list[int]:
    candidates = conflicts[clique[0]] & conflicts[clique[1]]
    while candidates:
        taken = max(candidates, key=lambda each: (len(left[each] & {*clique}), -each))
        clique.append(taken)
        candidates &= conflicts[taken]
    return clique
