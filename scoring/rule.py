"""What every rule of a round is: closed places, prices and rows, for units and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from scoring.country import Mask, Whole
from scoring.problem import PlacementProblem


@dataclass(frozen=True, eq=False)
class Row:
    """One row Σ coefficients · x[units, places] ≤ bound, and what it is about."""

    units: Whole
    places: Whole
    coefficients: Whole
    bound: int
    name: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows Σ coefficient · x[unit, place] ≤ bound, as coordinates sorted by row.

    Attributes:
        row, unit, place, coefficient: one entry per coordinate, all equally long.
        bound: one per row.
        names: one per row, what the row is about, for example ("room_to_receive", "0101").
    """

    row: Whole
    unit: Whole
    place: Whole
    coefficient: Whole
    bound: Whole
    names: tuple[tuple[str, ...], ...]

    @staticmethod
    def none() -> "Rows":
        """No rows at all."""
        empty = np.zeros(0, np.int64)
        return Rows(empty, empty, empty, empty, empty, ())

    @staticmethod
    def of(found: Sequence[Row]) -> "Rows":
        """Rows from a sequence, without those that can never bind."""
        binding = [row for row in found if row.coefficients.sum() > row.bound]
        if not binding:
            return Rows.none()
        lengths = [len(row.units) for row in binding]
        return Rows(
            row=np.repeat(np.arange(len(binding)), lengths),
            unit=np.concatenate([row.units for row in binding]).astype(np.int64),
            place=np.concatenate([row.places for row in binding]).astype(np.int64),
            coefficient=np.concatenate([row.coefficients for row in binding]).astype(np.int64),
            bound=np.array([row.bound for row in binding], np.int64),
            names=tuple(row.name for row in binding),
        )


class Rule(Protocol):
    """Something true of a whole round: one file in `scoring/rules/`, which offers it as `RULE`."""

    key: str
    order: int
    source: str
    codes: tuple[str, ...]

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Per rule code, units × places that are closed whatever the others get."""

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """Hundredths of points to take, units × places; None for no price."""

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """Rows over the open columns (units × places) that any plan must keep."""
