"""District ceiling: one police district must be able to protect all whom it receives."""

from collections.abc import Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.receiving import district_left
from scoring.rule import Row, Rows


class DistrictCeiling:
    """The ceiling is a factor of the district's fair share in the period."""

    key = "district_ceiling"
    order = 6
    source = "Engine design; numbers: policy `room.district_factor`"
    codes = ("district_ceiling",)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close a whole district for a unit that alone is larger than what is left."""
        sizes = np.array([unit.size for unit in problem.units], np.int64)
        left = district_left(problem)
        per_place = np.array([left[district] for district in problem.country.districts])
        return {"district_ceiling": sizes[:, None] > per_place[None, :]}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """Ensure that the candidates placed in a district stay within its ceiling."""
        sizes = np.array([unit.size for unit in problem.units], np.int64)
        districts = np.array(problem.country.districts)
        found = []
        for district, left in district_left(problem).items():
            units, places = np.nonzero(open_ & (districts == district)[None, :])
            found.append(Row(units, places, sizes[units], left, (self.key, district)))
        return Rows.of(found)


RULE = DistrictCeiling()
