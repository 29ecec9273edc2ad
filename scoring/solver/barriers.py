"""What stands in a unit's way at every place: rules that close it, and rows that would overflow."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

import numpy as np

from scoring.country import Mask, Whole
from scoring.rules import ALL
from scoring.solver.board import NOWHERE, Board, lay_out

SEARCHED_COLUMNS = 150_000  # above, rows over closed places too take more memory than the round
SAFETY = "safety."
APART = "keep_apart"


def is_safety(code: str) -> bool:
    """Whether giving way here brings somebody nearer to danger."""
    return code.startswith((SAFETY, APART))


class Barriers:
    """Every rule of a round over every place, the closed ones too, for those without a place."""

    def __init__(self, board: Board, plan: Whole, *, to_search: bool = True) -> None:
        """Lay out the columns that ignoring a rule might open.

        Args:
            board: the open columns of the round.
            plan: one of them, or NOWHERE, for each unit.
            to_search: whether other plans will be searched for; else those who have a place only
                stand in the way where they are, which takes a fraction of the time.
        """
        choices = board.choices
        self.searchable = to_search and choices.open.size <= SEARCHED_COLUMNS
        mask = np.full(choices.open.shape, self.searchable)
        mask[plan == NOWHERE] = True
        placed = np.flatnonzero(plan != NOWHERE)
        mask[placed, board.place[plan[placed]]] = True
        self.board = lay_out(replace(choices, open=mask))
        self.plan = np.full(board.units, NOWHERE, np.int64)
        self.plan[placed] = [
            self.board.column(unit, board.place[plan[unit]]) for unit in placed.tolist()
        ]
        in_rows = {name[0] for name in self.board.names}
        self.codes = tuple(sorted({*choices.closings, *in_rows}, key=_softness))
        number = {code: at for at, code in enumerate(self.codes)}
        self.rule_of = np.array([number[name[0]] for name in self.board.names], np.int64)
        self._used: dict[bytes, Whole] = {}

    @cached_property
    def closed(self) -> Mask:
        """Rules (in the order of `codes`) × units × places."""
        closings = self.board.choices.closings
        none = np.zeros(self.board.choices.open.shape, bool)
        return np.array([closings.get(code, none) for code in self.codes], bool)

    def used_by(self, units: Mask) -> Whole:
        """How much of each row's bound these units use where they stand."""
        # Asked for each unit without a place, of whom many wait for the same ones.
        asked = units.tobytes()
        if asked not in self._used:
            self._used[asked] = self.board.used(np.where(units, self.plan, NOWHERE))
        return self._used[asked]

    def overflowing(self, unit: int, used: Whole) -> tuple[Whole, Whole]:
        """The rows, and the place of each, that this unit would overflow beside what is used."""
        incidence, columns = self.board.incidence, self.board.columns_of(unit)
        first = incidence.first[columns.start : columns.stop + 1]
        entries = slice(int(first[0]), int(first[-1]))
        rows = incidence.row[entries]
        places = np.repeat(self.board.place[columns.start : columns.stop], np.diff(first))
        over = used[rows] + incidence.coefficient[entries] > self.board.bound[rows]
        return rows[over], places[over]

    def in_the_way(self, unit: int, used: Whole | None) -> Mask:
        """Rules × places: which rules keep the unit from which place; None for closings alone."""
        found = self.closed[:, unit].copy()
        if used is not None:
            rows, places = self.overflowing(unit, used)
            found[self.rule_of[rows], places] = True
        return found

    def under(self, kept: Collection[int], free: Mask, standing: Mask) -> Board:
        """The board of some rules alone: free units anywhere, standing ones where they stand."""
        rules = sorted(kept)
        board = self.board
        shut: Mask = np.any(self.closed[rules], axis=0)
        columns = free[board.unit] & ~shut[board.unit, board.place]
        columns[self.plan[standing & ~free]] = True
        return narrowed(board, columns, np.isin(self.rule_of, rules))


def _softness(code: str) -> tuple[int, str]:
    """Rules of a round in their order, then what criteria close, then safety."""
    order = {own: rule.order for rule in ALL for own in rule.codes}
    last = max(order.values()) + 1
    return (last + 1 if code.startswith(SAFETY) else order.get(code, last), code)


def narrowed(board: Board, columns: Mask, rows: Mask) -> Board:
    """The same units with only these columns, and of these rows those that can bind."""
    entries = columns[board.entry_column] & rows[board.entry_row]
    weights = np.where(entries, board.entry_coefficient, 0)
    most = np.bincount(board.entry_row, weights, len(board.bound))
    binding = most > board.bound
    entries &= binding[board.entry_row]
    column = np.cumsum(columns) - 1
    row = np.cumsum(binding) - 1
    unit = board.unit[columns]
    return replace(
        board,
        unit=unit,
        place=board.place[columns],
        first=np.searchsorted(unit, np.arange(board.units + 1)),
        entry_row=row[board.entry_row[entries]],
        entry_column=column[board.entry_column[entries]],
        entry_coefficient=board.entry_coefficient[entries],
        bound=board.bound[binding],
        names=tuple(board.names[at] for at in np.flatnonzero(binding).tolist()),
    )
