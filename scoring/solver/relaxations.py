"""What would have to give for somebody to get a place, and what it costs: the cheapest first."""

from collections.abc import Mapping, Sequence

import numpy as np

from scoring.country import Mask, Whole
from scoring.result import Relaxation
from scoring.solver.aims import Aim, aims
from scoring.solver.barriers import Barriers, is_safety, narrowed
from scoring.solver.board import NOWHERE

MOST = 3


class Relaxations:
    """Everybody else stands where the plan puts them; one unit at a time is put anywhere."""

    def __init__(self, barriers: Barriers, ladder: Sequence[Aim], live: Mask) -> None:
        """Work out each aim's cost at every place for those without one.

        Args:
            barriers: what stands in whose way.
            ladder: the aims of the round, in order.
            live: units that the aims count.
        """
        self.barriers, self.ladder, self.live = barriers, ladder, live
        board = barriers.board
        self.used = barriers.used_by(barriers.plan != NOWHERE)
        self.counts = board.counts(barriers.plan)
        without = (barriers.plan == NOWHERE)[board.unit]
        self.board = narrowed(board, without, np.zeros(len(board.bound), bool))
        self.costs: Mapping[str, Aim] = {aim.name: aim for aim in aims(self.board)}

    def cheapest(self, unit: int) -> tuple[Relaxation, ...]:
        """At most three, one for each set of rules."""
        in_the_way = self.barriers.in_the_way(unit, self.used)
        changes = np.array([self._change(aim, unit) for aim in self.ladder])
        changes = changes.reshape(len(self.ladder), in_the_way.shape[1])
        safety = np.array([is_safety(code) for code in self.barriers.codes], bool)
        endangers = (in_the_way & safety[:, None]).any(axis=0)
        order = np.lexsort((*changes[::-1], in_the_way.sum(axis=0), endangers))
        found: dict[bytes, int] = {}
        for place in order.tolist():
            rules = in_the_way[:, place]
            if rules.any():
                found.setdefault(rules.tobytes(), place)
        return tuple(
            self._relaxation(unit, place, in_the_way[:, place], changes[:, place])
            for place in [*found.values()][:MOST]
        )

    def _change(self, aim: Aim, unit: int) -> Whole:
        """How much more the plan would cost in one aim with the unit at each place."""
        change = np.zeros(len(self.counts), np.int64)
        if aim.name in self.costs:  # a class of the first aim with nobody in it here costs nothing
            change += self.costs[aim.name].cost[self.board.columns_of(unit)]
        if self.live[unit]:
            change -= aim.unplaced[unit]
        if aim.steps is None:
            return change
        further = self.counts[:, None] + np.arange(self.board.sizes[unit])
        paid: Whole = aim.steps[np.arange(len(aim.steps))[:, None], further].sum(axis=1)
        return change + paid

    def _relaxation(self, unit: int, place: int, rules: Mask, changes: Whole) -> Relaxation:
        codes = [self.barriers.codes[rule] for rule in np.flatnonzero(rules)]
        at = self.board.choices.problem.country.codes[place]
        rows, places = self.barriers.overflowing(unit, self.used)
        names = {self.barriers.board.names[row] for row in rows[places == place].tolist()}
        names |= {(code, at) for code in codes if code not in {name[0] for name in names}}
        return Relaxation(
            rules=tuple(sorted(codes)),
            names=tuple(sorted(names)),
            municipality=at,
            changes={
                aim.name: aim.sign * int(change)
                for aim, change in zip(self.ladder, changes, strict=True)
            },
        )
