"""Room to receive: no municipality gets more candidates in the period than it has room for."""

from collections.abc import Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.receiving import room_left
from scoring.rule import Row, Rows


class RoomToReceive:
    """Room is set by policy from the fair share; what a municipality declares informs it."""

    key = "room_to_receive"
    order = 4
    source = (
        "KL's recommendations of 8 April 2014, recommendation 3 (no veto); numbers: policy `room`"
    )
    codes = ("room_to_receive",)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close a municipality for a unit that alone is larger than the room left."""
        sizes = np.array([unit.size for unit in problem.units], np.int64)
        return {"room_to_receive": sizes[:, None] > room_left(problem)[None, :]}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """Ensure that the candidates placed at a municipality fit into its room left."""
        sizes = np.array([unit.size for unit in problem.units], np.int64)
        left = room_left(problem)
        found = []
        for at, code in enumerate(problem.country.codes):
            units = np.flatnonzero(open_[:, at])
            places = np.full(len(units), at)
            found.append(Row(units, places, sizes[units], int(left[at]), (self.key, code)))
        return Rows.of(found)


RULE = RoomToReceive()
