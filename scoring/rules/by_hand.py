"""Forced and forbidden by hand: an officer's instruction for one person, with a reason."""

from collections.abc import Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind
from scoring.rule import Rows


class ByHand:
    """A forced person may only get that place, and only where it is open; a forbidden one never."""

    key = "by_hand"
    order = 2
    source = "Instruction of the central unit, with reason"
    codes = ("by_hand.forced", "by_hand.forbidden")

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close the forbidden place, or all but the forced one, for the person's unit."""
        shape = (len(problem.units), len(problem.country))
        forced, forbidden = np.zeros(shape, bool), np.zeros(shape, bool)
        unit_of = {key: number for number, unit in enumerate(problem.units) for key in unit.keys}
        for instruction in problem.round.instructions:
            number = unit_of.get(instruction.person)
            at = problem.country.at[instruction.municipality]
            if number is None:
                continue
            if instruction.kind is InstructionKind.FORBIDDEN:
                forbidden[number, at] = True
            elif instruction.kind is InstructionKind.FORCED:
                forced[number] |= np.arange(shape[1]) != at
        return {"by_hand.forbidden": forbidden, "by_hand.forced": forced}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """No rows: nobody's place depends on another's."""
        return Rows.none()


RULE = ByHand()
