"""The municipalities, districts, regions and neighbours that the register knows on a date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from itertools import pairwise

import networkx as nx

from relocation.errors import BeforeRegister, RegisterError
from relocation.municipalities.sheet import (
    CODE,
    DAY,
    OPEN_DAY,
    RESTORE,
    TEXT,
    Row,
    read_sheet,
)
from scoring.country import MunicipalityCode

VALID = {"valid_from": DAY, "valid_to": OPEN_DAY}
KINDS = ("land", "bridge", "ferry")


@dataclass(frozen=True, slots=True)
class Places:
    """The municipalities in the order of their codes, each list as long as `codes`."""

    codes: tuple[MunicipalityCode, ...]
    names: tuple[str, ...]
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    seats: tuple[str, ...]


def read_places(folder: Traversable, on: date, expected: Mapping[str, int]) -> Places:
    """Everything that names a municipality or puts it somewhere, as valid on the date.

    Raises:
        BeforeRegister: the day is before the register's first.
        RegisterError: a municipality, district or region is missing, doubled or unknown.
    """
    columns = {"code": CODE, "name": TEXT, "police_district": TEXT, "seat": TEXT} | VALID
    sheet = read_sheet(folder, "municipalities.csv", columns)
    first = min((day for row in sheet if (day := row.day("valid_from"))), default=on)
    if on < first:
        raise BeforeRegister("municipalities.csv", first)
    rows = [row for row in sheet if _valid(row, on)]
    rising(rows, ("code",))
    codes = tuple(row.code() for row in rows)
    _counted("municipalities.csv", len(codes), expected["municipalities"], on)
    _unique(rows, "name")
    return Places(
        codes=codes,
        names=tuple(row.text("name") for row in rows),
        districts=_districts(folder, rows, on, expected["police_districts"]),
        regions=_regions(folder, codes, on),
        seats=tuple(row.text("seat") for row in rows),
    )


def newest_places(folder: Traversable, expected: Mapping[str, int]) -> Places:
    """The municipalities of the register's last, open rows: those that an import must hold."""
    return read_places(folder, date.max, expected)


def read_neighbours(folder: Traversable, codes: Sequence[MunicipalityCode]) -> "nx.Graph[str]":
    """Who borders on whom, by land, bridge or ferry (the edge's `kind`).

    Raises:
        RegisterError: a pair stands in one direction only, is unknown, or somebody has none.
    """
    name = "neighbours.csv"
    rows = read_sheet(folder, name, {"code_a": CODE, "code_b": CODE, "kind": TEXT})
    rising(rows, ("code_a", "code_b"))
    kinds = {(row.text("code_a"), row.text("code_b")): row.text("kind") for row in rows}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(codes)
    for row in rows:
        _pair(row, graph, kinds)
        graph.add_edge(row.code("code_a"), row.code("code_b"), kind=row.text("kind"))
    if not nx.is_connected(graph):
        raise RegisterError(name, "must link every municipality with every other", RESTORE)
    return graph


def _pair(row: Row, graph: "nx.Graph[str]", kinds: Mapping[tuple[str, str], str]) -> None:
    a, b, kind = row.text("code_a"), row.text("code_b"), row.text("kind")
    for column in ("code_a", "code_b"):
        if row.text(column) not in graph:
            raise row.error(column, "must be a municipality of municipalities.csv")
    if a == b:
        raise row.error("code_b", "must be another municipality")
    if kind not in KINDS:
        raise row.error("kind", f"must be one of {', '.join(KINDS)}")
    if kinds.get((b, a)) != kind:
        raise row.error(None, "must stand in both directions with the same kind")


def rising(rows: Sequence[Row], columns: tuple[str, ...]) -> None:
    """Refuse rows that are not sorted by these columns, or doubled."""
    for before, after in pairwise(rows):
        if _key(before, columns) >= _key(after, columns):
            raise after.error(columns[0], "must rise from line to line, without doubles")


def _key(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.text(column) for column in columns)


def _valid(row: Row, on: date) -> bool:
    start, end = row.day("valid_from"), row.day("valid_to")
    if end is not None and start is not None and end <= start:
        raise row.error("valid_to", "must be later than valid_from")
    return start is not None and start <= on and (end is None or on < end)


def _counted(file: str, found: int, wanted: int, on: date) -> None:
    if found != wanted:
        rule = f"must have {wanted} rows valid on {on}, has {found}"
        raise RegisterError(file, rule, RESTORE)


def _unique(rows: Iterable[Row], column: str) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.text(column) in seen:
            raise row.error(column, "must differ from every other row's")
        seen.add(row.text(column))


def _districts(folder: Traversable, rows: Sequence[Row], on: date, wanted: int) -> tuple[str, ...]:
    name = "police_districts.csv"
    sheet = read_sheet(folder, name, {"name": TEXT} | VALID)
    valid = [row for row in sheet if _valid(row, on)]
    _counted(name, len(valid), wanted, on)
    _unique(valid, "name")
    return _within(rows, "police_district", valid, name)


def _within(rows: Sequence[Row], column: str, known: Sequence[Row], file: str) -> tuple[str, ...]:
    """The column's cells, each a name known in the file, and every known name in use."""
    names = {row.text("name") for row in known}
    for row in rows:
        if row.text(column) not in names:
            raise row.error(column, f"must be a name that stands in {file}")
    used = {row.text(column) for row in rows}
    for row in known:
        if row.text("name") not in used:
            raise row.error("name", "must have at least one municipality")
    return tuple(row.text(column) for row in rows)


def _regions(folder: Traversable, codes: tuple[MunicipalityCode, ...], on: date) -> tuple[str, ...]:
    name = "municipality_regions.csv"
    sheet = read_sheet(folder, name, {"code": CODE, "region": TEXT} | VALID)
    rising(sheet, ("code", "valid_from"))
    _without_gaps(sheet)
    known = read_sheet(folder, "regions.csv", {"name": TEXT} | VALID)
    _unique(known, "name")
    _within(sheet, "region", known, "regions.csv")
    _while_valid(sheet, {row.text("name"): row for row in known})
    rows = [row for row in sheet if _valid(row, on)]
    if [row.code() for row in rows] != list(codes):
        rule = f"must give each municipality one region on {on}"
        raise RegisterError(name, rule, RESTORE)
    return tuple(row.text("region") for row in rows)


def _while_valid(rows: Sequence[Row], regions: Mapping[str, Row]) -> None:
    """Each row holds only on days on which its region does."""
    for row in (*rows, *regions.values()):
        _valid(row, date.max)
    for row in rows:
        region = regions[row.text("region")]
        if region.text("valid_from") > row.text("valid_from"):
            raise row.error("valid_from", "must not be before the region's own")
        end, last = region.text("valid_to"), row.text("valid_to")
        if end and (not last or last > end):
            raise row.error("valid_to", "must not be after the region's own")


def _without_gaps(rows: Sequence[Row]) -> None:
    """Each municipality's regions follow one another day by day, the last one open."""
    for before, after in pairwise(rows):
        same = before.code() == after.code()
        if same and before.day("valid_to") != after.day("valid_from"):
            raise after.error("valid_from", "must be the day on which the row before it ends")
        if not same and before.day("valid_to") is not None:
            raise before.error("valid_to", "must be empty in a municipality's last row")
    if rows and rows[-1].day("valid_to") is not None:
        raise rows[-1].error("valid_to", "must be empty in a municipality's last row")
