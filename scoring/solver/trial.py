"""Tries whether some of the rules alone would leave a plan with one more unit in it."""

from dataclasses import dataclass

import numpy as np

from scoring.country import Mask
from scoring.solver.aims import Aim
from scoring.solver.barriers import Barriers
from scoring.solver.board import NOWHERE, Board
from scoring.solver.clock import Clock
from scoring.solver.model import Answer, ExactModel
from scoring.solver.relaxation import Relaxation

EFFORT_OF_ONE = 8.0
EFFORT_PER_ENTRY = 1e-5  # building a model takes time that the solver does not count
GROWTHS = 6

Rules = list[int]


class NoWay(Exception):
    """Some of the rules alone leave no plan."""


@dataclass(eq=False)
class Budget:
    """What the trials of one answer share.

    Attributes:
        effort: counted work that is left, in the solver's deterministic seconds.
        cut: whether the clock or a cancel ended a trial.
        core: the units of the last proof; the next unit is often kept out by the same.
    """

    clock: Clock
    effort: float
    cut: bool = False
    core: Mask | None = None

    @property
    def over(self) -> bool:
        """Whether nothing is left; remembers when that is for the clock."""
        self.cut |= self.clock.over
        return self.cut or self.effort <= 0


class Trial:
    """One unit among those whose places it may not take; rules are left out as asked.

    Attributes:
        core: the units, this one among them, that the last proof needed.
        proven: size of that proof's board; a board as large over the same units is the same.
        open: whether some answer is missing because effort or time ran out.
    """

    def __init__(self, barriers: Barriers, unit: int, before: Mask, budget: Budget) -> None:
        """Begin with everybody but the unit standing still.

        Args:
            barriers: what stands in whose way.
            unit: who has no place.
            before: units that keep a place, wherever it is.
            budget: shared with the trials of other units.
        """
        self.barriers, self.before, self.budget = barriers, before, budget
        self.effort = EFFORT_OF_ONE
        self.open = False
        self.core = np.zeros_like(before)
        self.core[unit] = True
        self.guess = None if budget.core is None else self.core | (budget.core & before)
        self.proven = (-1, -1)
        self.everybody = before | self.core
        self.in_the_way = barriers.in_the_way(unit, barriers.used_by(before))

    def keep_out(self, rules: Rules) -> bool:
        """Whether these rules are proven to leave no plan for the unit and those before it."""
        if not self.in_the_way[rules].any(axis=0).all():
            return False
        guess, self.guess = self.guess, None
        if guess is not None and self._priced_out(rules, guess):
            return True
        try:
            return self._priced_out(rules, self.core) or self._driven_out(rules)
        except NoWay:
            return True

    def _keep(self, core: Mask, board: Board) -> None:
        """Remember a proof."""
        self.core = self.budget.core = core
        self.proven = (len(board.unit), len(board.entry_column))

    def _priced_out(self, rules: Rules, among: Mask) -> bool:
        """Whether prices prove that these units cannot all have a place; keeps whom it takes."""
        if self._over:
            return False
        board = self.barriers.under(rules, among, among)
        columns = len(board.unit)
        if among is self.core and self.proven == (columns, len(board.entry_column)):
            return True
        self._spend(EFFORT_PER_ENTRY * len(board.entry_column))
        aim = Aim("without", np.zeros(columns, np.int64), among.astype(np.int64))
        relaxation, left = Relaxation(board, []), self.budget.clock.left
        priced = relaxation.minimise(aim, np.ones(columns, bool), among, left)
        if priced.bound < 1:
            return False
        needed = among & (priced.dear < priced.dear[among].max() - 1e-6)
        if needed.sum() == among.sum() or not self._priced_out(rules, needed):
            self._keep(among, board)
        return True

    def _driven_out(self, rules: Rules) -> bool:
        """Free a few units; whom they drive out gets free in turn, and at last everybody.

        Nobody driven out is a plan, no way for the free ones alone a proof.
        """
        free = self.core
        for _ in range(GROWTHS):
            moved = self._moved(rules, free)
            if not moved.any():
                return False
            free = free | moved
        if self._priced_out(rules, self.everybody):
            return True
        self._moved(rules, self.everybody)
        return False

    def _moved(self, rules: Rules, free: Mask) -> Mask:
        """Whom the free units drive out, few if possible, while the others stand still.

        Raises:
            NoWay: not even driving out all others gives the free ones their places.
        """
        may_miss = self.before & ~free
        answer = None
        if not self._over:
            board = self.barriers.under(rules, free, self.before)
            answer = self._search(board, may_miss)
        if answer is not None and answer.infeasible:
            self._keep(free, self.barriers.under(rules, free, free))
            raise NoWay
        if answer is None or answer.plan is None:
            self.open = True
            return np.zeros_like(free)
        moved: Mask = may_miss & (answer.plan == NOWHERE)
        return moved

    def _search(self, board: Board, may_miss: Mask) -> Answer:
        """Search within what is left of effort and time."""
        columns, clock = len(board.unit), self.budget.clock
        model = ExactModel(board, np.ones(columns, bool), may_miss)
        cost = model.cost(Aim("moved", np.zeros(columns, np.int64), may_miss.astype(np.int64)))
        answer = model.search(
            cost if may_miss.any() else None,
            None,
            effort=min(self.effort, self.budget.effort),
            seconds=clock.left,
            cancelled=clock.cancelled,
        )
        self._spend(answer.effort + EFFORT_PER_ENTRY * (columns + len(board.entry_column)))
        return answer

    @property
    def _over(self) -> bool:
        return self.effort <= 0 or self.budget.over

    def _spend(self, effort: float) -> None:
        self.effort -= effort
        self.budget.effort -= effort
