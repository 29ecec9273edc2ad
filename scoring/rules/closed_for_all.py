"""Closed for all: a municipality that the central unit has closed receives nobody meanwhile."""

from collections.abc import Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.rule import Rows


class ClosedForAll:
    """A closure counts from `since` until the day before `until`."""

    key = "closed_for_all"
    order = 1
    source = "Decision of the central unit, with reason and date"
    codes = ("closed_for_all",)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close the municipality for every unit while the closure holds."""
        closed = np.zeros((len(problem.units), len(problem.country)), bool)
        for closure in problem.round.closures:
            ended = closure.until is not None and closure.until <= problem.round.date
            if closure.since <= problem.round.date and not ended:
                closed[:, problem.country.at[closure.municipality]] = True
        return {"closed_for_all": closed}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """No rows: nobody's place depends on another's."""
        return Rows.none()


RULE = ClosedForAll()
