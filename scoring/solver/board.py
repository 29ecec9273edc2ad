"""The board: every open choice as one column, every row over columns; arrays only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.choices import Choices
from scoring.country import Whole

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Incidence:
    """Which rows each column stands in, column after column."""

    first: Whole
    row: Whole
    coefficient: Whole


@dataclass(frozen=True, eq=False)
class Board:
    """The open columns of a round; a plan is one column, or NOWHERE, for each unit.

    Attributes:
        unit, place: per column; columns are sorted by unit, then place.
        first: per unit, its first column; one longer than the units.
        sizes: candidates per unit.
        entry_row, entry_column, entry_coefficient: the rows' coordinates, sorted by row.
        bound: per row.
        rule, names: per row, which rule it belongs to and what it is about.
    """

    choices: Choices
    unit: Whole
    place: Whole
    first: Whole
    sizes: Whole
    entry_row: Whole
    entry_column: Whole
    entry_coefficient: Whole
    bound: Whole
    names: tuple[tuple[str, ...], ...]

    @property
    def units(self) -> int:
        """How many units, those without any column among them."""
        return len(self.sizes)

    @cached_property
    def live(self) -> Whole:
        """The units with at least one open place; only these count in the aims."""
        return np.flatnonzero(np.diff(self.first))

    @cached_property
    def incidence(self) -> Incidence:
        """The rows of each column."""
        order = np.argsort(self.entry_column, kind="stable")
        first = np.searchsorted(self.entry_column[order], np.arange(len(self.unit) + 1))
        return Incidence(first, self.entry_row[order], self.entry_coefficient[order])

    @cached_property
    def least_bound(self) -> Mapping[tuple[str, ...], int]:
        """Per name of a row, the smallest bound of the rows of that name."""
        found: dict[tuple[str, ...], int] = {}
        for name, bound in zip(self.names, self.bound.tolist(), strict=True):
            found[name] = min(bound, found.get(name, bound))
        return found

    def columns_of(self, unit: int) -> range:
        """The columns of one unit."""
        return range(int(self.first[unit]), int(self.first[unit + 1]))

    def column(self, unit: int, place: int) -> int:
        """The column of a unit at a place, NOWHERE where it is closed."""
        start, end = int(self.first[unit]), int(self.first[unit + 1])
        at = start + int(np.searchsorted(self.place[start:end], place))
        return at if at < end and self.place[at] == place else NOWHERE

    def used(self, plan: Whole) -> Whole:
        """How much of each row's bound a plan uses."""
        taken = np.zeros(len(self.unit), np.int64)
        taken[plan[plan != NOWHERE]] = 1
        weights = taken[self.entry_column] * self.entry_coefficient
        used: Whole = np.bincount(self.entry_row, weights, len(self.bound)).astype(np.int64)
        return used

    def counts(self, plan: Whole) -> Whole:
        """How many candidates a plan puts at each place."""
        placed = plan != NOWHERE
        places = self.place[plan[placed]]
        n = len(self.choices.problem.country)
        counts: Whole = np.bincount(places, self.sizes[placed], n).astype(np.int64)
        return counts


def lay_out(choices: Choices) -> Board:
    """Number the open columns and translate every row of every rule to them."""
    unit, place = np.nonzero(choices.open)
    column = np.full(choices.open.shape, NOWHERE, np.int64)
    column[unit, place] = np.arange(len(unit))
    offsets = np.cumsum([0, *(len(rows.bound) for rows in choices.rows)])
    rows = [r.row + offset for r, offset in zip(choices.rows, offsets[:-1], strict=True)]
    return Board(
        choices=choices,
        unit=unit,
        place=place,
        first=np.searchsorted(unit, np.arange(len(choices.open) + 1)),
        sizes=np.array([each.size for each in choices.units], np.int64),
        entry_row=np.concatenate(rows),
        entry_column=np.concatenate([column[r.unit, r.place] for r in choices.rows]),
        entry_coefficient=np.concatenate([r.coefficient for r in choices.rows]),
        bound=np.concatenate([r.bound for r in choices.rows]),
        names=tuple(name for r in choices.rows for name in r.names),
    )
