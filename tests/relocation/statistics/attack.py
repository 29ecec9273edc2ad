"""What somebody can work out who has every release, and who knows the rules they were made by."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import highspy

from relocation.statistics.model import Release, Table

Bounds = tuple[float, float]
Row = tuple[Mapping[Any, int], float, float]
"""Coefficients by unknown, and what their sum is at least and at most."""
ENDLESS = highspy.kHighsInf


def ranges(rows: Sequence[Row], unknowns: Sequence[Any]) -> dict[Any, Bounds]:
    """The least and the most that each unknown can be, 0 or more; exact by linear programming.

    The tables' matrices are of consecutive ones, so that the ends are whole and so is all between.
    """
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    at = {each: n for n, each in enumerate(dict.fromkeys(key for row in rows for key in row[0]))}
    for _ in at:
        model.addVar(0, ENDLESS)
    for coefficients, least, most in rows:
        columns = [at[each] for each in coefficients]
        model.addRow(least, most, len(columns), columns, list(coefficients.values()))
    return {each: (_end(model, at[each], 1), _end(model, at[each], -1)) for each in unknowns}


def _end(model: Any, column: int, sign: int) -> float:
    model.changeColCost(column, sign)
    model.run()
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found = sign * model.getInfo().objective_function_value
    model.changeColCost(column, 0)
    return round(found, 6)


def versions(releases: Sequence[Release]) -> Iterator[list[Table]]:
    """Every table as it was published, from its first version to its last."""
    for table in releases[-1].tables:
        out = [found for each in releases if (found := each.find(table.figure, table.period))]
        yield [out[0], *(newer for older, newer in pairwise(out) if newer != older)]


def published(
    table: Table, version: int, least: int, parts: Callable[[str], Sequence[str]]
) -> Iterator[Row]:
    """All that a version of a table says of its areas, and of the parts that they consist of."""

    def of(*areas: str) -> dict[Any, int]:
        return {(version, part): 1 for area in areas for part in parts(area)}

    every = [*table.shown, *table.hidden] or [""]
    if table.total is None:
        yield of(*every), 0, least - 1
        return
    yield of(*every), table.total, table.total
    for area, count in table.shown.items():
        yield of(area), count, count


def only_added(older: int, newer: int, parts: Sequence[str]) -> Iterator[Row]:
    """For who takes it that between two versions nothing was taken away."""
    for part in parts:
        yield {(newer, part): 1, (older, part): -1}, 0, ENDLESS
