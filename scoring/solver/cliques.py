"""Finds sets of columns of which a plan can use at most one, where the relaxation uses more."""

import numpy as np

from scoring.country import Mask, Real, Whole
from scoring.solver.board import Board

LOWEST = 1e-6
VIOLATED = 1.01


class Cliques:
    """Conflicts between columns, read off the rows that allow one of many."""

    def __init__(self, board: Board) -> None:
        """Keep the rows in which any two columns are one too many."""
        self.board = board
        smallest = np.full(len(board.bound), np.iinfo(np.int64).max)
        np.minimum.at(smallest, board.entry_row, board.entry_coefficient)
        self.exclusive = 2 * smallest > board.bound
        self.first = np.searchsorted(board.entry_row, np.arange(len(board.bound) + 1))

    def neighbours(self, column: int, keep: Mask) -> Mask:
        """All kept columns that cannot be chosen beside this one."""
        found = np.zeros(len(keep), bool)
        board = self.board
        own = board.columns_of(int(board.unit[column]))
        found[own.start : own.stop] = True
        incidence = board.incidence
        rows = incidence.row[incidence.first[column] : incidence.first[column + 1]]
        for row in rows[self.exclusive[rows]].tolist():
            found[board.entry_column[self.first[row] : self.first[row + 1]]] = True
        found[column] = False
        found &= keep
        return found

    def violated(self, values: Real, keep: Mask) -> list[Whole]:
        """Cliques that the values use more than once, each widened over all kept columns."""
        support = np.flatnonzero((values > LOWEST) & keep)
        support = support[np.argsort(-values[support], kind="stable")]
        around = {int(c): self.neighbours(int(c), keep) for c in support}
        found: set[tuple[int, ...]] = set()
        for seed in support[values[support] < 1 - LOWEST].tolist():
            clique = _grow([seed], [c for c in support.tolist() if around[seed][c]], around)
            if values[clique].sum() > VIOLATED:
                found.add(tuple(sorted(clique)))
        return [self._widen(list(clique), around, keep) for clique in sorted(found)]

    def _widen(self, clique: list[int], around: dict[int, Mask], keep: Mask) -> Whole:
        common = np.logical_and.reduce([around[c] for c in clique])
        while True:
            candidates = np.flatnonzero(common)
            if not len(candidates):
                return np.array(sorted(clique), np.int64)
            clique.append(int(candidates[0]))
            common &= self.neighbours(int(candidates[0]), keep)


def _grow(clique: list[int], candidates: list[int], around: dict[int, Mask]) -> list[int]:
    """Take the most used column that conflicts with all taken before, until none is left."""
    while candidates:
        taken = candidates[0]
        clique.append(taken)
        candidates = [c for c in candidates[1:] if around[taken][c]]
    return clique
