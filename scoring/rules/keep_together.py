"""Keep together: households and people kept together get one place; a decided one shows where."""

from collections.abc import Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.rule import Rows


class KeepTogether:
    """Units are indivisible by construction; this closes what a decided member rules out."""

    key = "keep_together"
    order = 3
    source = "Households are indivisible; others by the central unit's instruction, with reason"
    codes = ("keep_together",)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close all places but the one where somebody of the same set is decided."""
        closed = np.zeros((len(problem.units), len(problem.country)), bool)
        settled = {
            key: problem.decided[mate]
            for keys in problem.together
            for mate in keys
            if mate in problem.decided
            for key in keys
        }
        for number, unit in enumerate(problem.units):
            if unit.keys[0] in settled:
                closed[number] = np.arange(len(problem.country)) != settled[unit.keys[0]]
        return {"keep_together": closed}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """No rows: a unit is one choice."""
        return Rows.none()


RULE = KeepTogether()
