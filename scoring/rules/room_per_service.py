"""Room per service: who must have a service fits into the room a municipality declared."""

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem
from scoring.round import DeclaredService
from scoring.rule import Row, Rows


class RoomPerService:
    """Counted in persons; binds only where no law obliges the municipality to provide it."""

    key = "room_per_service"
    order = 5
    source = "What municipalities declare; which services the law obliges: policy `services`"
    codes = ("room_per_service",)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close a municipality for a unit that alone needs more of a service than its room."""
        closed = np.zeros((len(problem.units), len(problem.country)), bool)
        for declared, persons in _binding(problem):
            closed[:, problem.country.at[declared.municipality]] |= persons > (declared.room or 0)
        return {"room_per_service": closed}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price."""
        return None

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """Ensure that the persons who need a service fit into each municipality's room for it."""
        found = []
        for declared, persons in _binding(problem):
            at = problem.country.at[declared.municipality]
            units = np.flatnonzero(open_[:, at] & (persons > 0))
            name = (self.key, declared.municipality, declared.service)
            places = np.full(len(units), at)
            found.append(Row(units, places, persons[units], declared.room or 0, name))
        return Rows.of(found)


def _binding(problem: PlacementProblem) -> Iterator[tuple[DeclaredService, Whole]]:
    """Each declared room that binds, with the persons of each unit who must have the service."""
    persons: dict[str, Whole] = {}
    for number, unit in enumerate(problem.units):
        for position in unit.people:
            for need in problem.people[position].needs:
                if need.must:
                    counts = persons.setdefault(
                        need.service, np.zeros(len(problem.units), np.int64)
                    )
                    counts[number] += need.persons
    for declared in sorted(problem.round.services, key=lambda d: (d.service, d.municipality)):
        service = problem.policy.services[declared.service]
        binds = declared.present and not service.regional and not service.obliged_by
        if binds and declared.room is not None and declared.service in persons:
            yield declared, persons[declared.service]


RULE = RoomPerService()
