"""Which column of a StatBank table is what: its CSV, its BULK and its matrix of periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relocation.municipalities.imports.faults import Faults, refuse
from relocation.municipalities.imports.period import Period, read_period
from relocation.municipalities.imports.table import Table

AREA = frozenset(
    ("område", "omrade", "omraade", "komk", "kommune", "bopkom", "bopomr", "arbkom")
) | {"arbomr", "bopælskommune", "arbejdsstedskommune", "region", "area", "municipality"}
PERIOD = frozenset(("tid", "tid_", "time", "period", "periode", "år", "year", "kvartal", "quarter"))
VALUE = frozenset(("indhold", "content", "contents", "value", "værdi"))
INDUSTRY = ("branche", "industry")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it stands, with its period; its column is counted from 1."""

    period: Period
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of the table, with the figures of all its periods.

    Attributes:
        area: the cell that names the municipality.
        industry: the cell that names the industry; None when the table has no such column.
        others: the cells of all other variables, by their column's number.
        cells: one in the long form, one for each period in a matrix.
        line: counted from 1.
        area_column, industry_column: where these stand, counted from 1.
    """

    area: str
    industry: str | None
    others: Mapping[int, str]
    cells: tuple[Cell, ...]
    line: int
    area_column: int
    industry_column: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a table, columns counted from 0.

    Attributes:
        name: "long" (StatBank's CSV and BULK) or "matrix" (periods as columns).
        area: the municipality's column.
        industry: the industry's column; None when there is none.
        others: the columns of all other variables.
        period: the period's column; None in a matrix.
        values: in a matrix, the value's column by period.
        value: in the long form, the value's column.
    """

    name: str
    area: int
    industry: int | None
    others: tuple[int, ...]
    period: int | None
    values: Mapping[Period, int]
    value: int = -1


def read_layout(table: Table) -> Layout:
    """Find the columns by the header.

    Raises:
        ReferenceDataRefused: the header is of neither form, or names no municipality.
    """
    names = [name.casefold() for name in table.header]
    if names[-1] in VALUE:
        return _long(names, table.line)
    periods = {i: read_period(name) for i, name in enumerate(table.header)}
    found = {period: i for i, period in periods.items() if period is not None}
    stub = min(found.values(), default=0)
    if not stub or len(found) != len(names) - stub:
        says = "neither a last column INDHOLD nor periods as the last columns"
        raise refuse("header", says, "Fetch the table as CSV or BULK.", line=table.line)
    variables = range(stub)
    area, industry = _area(names[:stub], table.line), _industry(names[:stub])
    others = tuple(i for i in variables if i not in (area, industry))
    return Layout("matrix", area, industry, others, None, found)


def newest_period(table: Table, layout: Layout, faults: Faults) -> Period:
    """The latest period of the table; every line is read once, and ragged ones are noted.

    Raises:
        ReferenceDataRefused: no line has a period, or years, quarters and months are mixed.
    """
    found = set(layout.values)
    for line, cells in table.rows(faults):
        if layout.period is None:
            continue
        period = read_period(cells[layout.period])
        if period is not None:
            found.add(period)
            continue
        says = "not a period such as 2023, 2023K4 or 2023M11"
        faults.add("period", says, "Mend the line.", line=line, column=layout.period + 1)
    if len({period.unit for period in found}) > 1:
        says = "years, quarters and months in one table"
        raise refuse("period", says, "Fetch periods of one kind.", line=table.line)
    if not found:
        faults.refuse_if_any()
        says = "no line with a period"
        raise refuse("period", says, "Fetch the table again.", line=table.line)
    return max(found)


def observations(table: Table, layout: Layout) -> Iterator[Observation]:
    """Every line, of whatever period; in a matrix an empty label repeats the one above it."""
    labels = (layout.area, *layout.others, *(() if layout.industry is None else (layout.industry,)))
    above = dict.fromkeys(labels, "")
    for line, cells in table.rows():
        figures = tuple(_figures(cells, layout))
        if layout.name == "matrix":
            above = {i: cells[i] or above[i] for i in labels}
        else:
            above = {i: cells[i] for i in labels}
        yield Observation(
            area=above[layout.area],
            industry=None if layout.industry is None else above[layout.industry],
            others={i + 1: above[i] for i in layout.others},
            cells=figures,
            line=line,
            area_column=layout.area + 1,
            industry_column=None if layout.industry is None else layout.industry + 1,
        )


def _figures(cells: list[str], layout: Layout) -> Iterator[Cell]:
    """None in a line whose period cannot be read, which is a fault of its own."""
    if layout.period is None:
        at = sorted(layout.values.items(), key=lambda pair: pair[1])
        yield from (Cell(period, cells[column], column + 1) for period, column in at)
        return
    period = read_period(cells[layout.period])
    if period is not None:
        yield Cell(period, cells[layout.value], layout.value + 1)


def _long(names: list[str], line: int) -> Layout:
    period = next((i for i, name in enumerate(names) if name in PERIOD), None)
    if period is None:
        raise refuse("header", "no column TID", "Fetch the table with its period.", line=line)
    area, industry = _area(names[:-1], line), _industry(names[:-1])
    others = tuple(i for i in range(len(names) - 1) if i not in (area, industry, period))
    return Layout("long", area, industry, others, period, {}, len(names) - 1)


def _area(names: list[str], line: int) -> int:
    """The column of municipalities; the first when a matrix leaves its stub unnamed."""
    for i, name in enumerate(names):
        if name in AREA:
            return i
    if names and not names[0]:
        return 0
    says = "no column of municipalities"
    raise refuse("header", says, "Name the column OMRÅDE.", line=line)


def _industry(names: list[str]) -> int | None:
    return next((i for i, name in enumerate(names) if name.startswith(INDUSTRY)), None)
