"""The register's numbers: one per municipality, or one per pair of them."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import combinations, zip_longest

import numpy as np

from relocation.errors import RegisterError
from relocation.municipalities.sheet import (
    CODE,
    DECIMAL,
    FLAG,
    RESTORE,
    WHOLE,
    Cell,
    Row,
    read_sheet,
)
from scoring.country import Mask, MunicipalityCode, Real, Whole

Codes = Sequence[MunicipalityCode]
LEVELS = ("gymnasium", "hf_vuc", "vocational", "sosu", "fgu", "university")


def read_population(folder: Traversable, codes: Codes) -> Whole:
    """Inhabitants, whole: half a person is rounded to the even number."""
    column = "population_2023_mean"
    rows = one_each(folder, "population.csv", {column: DECIMAL}, codes)
    return np.rint(numbers(rows, column, above_zero=True)).astype(np.int64)


def read_working_age(folder: Traversable, codes: Codes, population: Whole) -> Whole:
    """People of 18 to 64: their share in 2014 of today's population."""
    part, all_ = "people_18_64_2014q1", "people_2014q1"
    rows = one_each(folder, "working_age.csv", {part: WHOLE, all_: WHOLE}, codes)
    everybody = numbers(rows, all_, above_zero=True)
    adults = numbers(rows, part, above_zero=True)
    for row, adult, people in zip(rows, adults, everybody, strict=True):
        if adult > people:
            raise row.error(part, f"must be at most {all_}")
    return np.rint(adults / everybody * population).astype(np.int64)


def read_unemployment(folder: Traversable, codes: Codes) -> Real:
    """Full-time unemployed in per cent of the labour force."""
    column = "unemployment_pct_2023"
    rows = one_each(folder, "unemployment.csv", {column: DECIMAL}, codes)
    found = numbers(rows, column)
    for row, percent in zip(rows, found, strict=True):
        if percent > 100:
            raise row.error(column, "must be at most 100")
    return found


def read_education(folder: Traversable, codes: Codes) -> Mapping[str, Mask]:
    """Per level, where an institution was found."""
    rows = one_each(folder, "education.csv", dict.fromkeys(LEVELS, FLAG), codes)
    return {level: _flags(rows, level) for level in LEVELS}


def read_psychiatry(folder: Traversable, codes: Codes) -> tuple[Mask, Mask]:
    """Where a site was found, and where the table of sites is known to be complete."""
    columns = {"site_found": FLAG, "table_complete": FLAG}
    rows = one_each(folder, "psychiatry.csv", columns, codes)
    return _flags(rows, "site_found"), _flags(rows, "table_complete")


def read_minutes(
    folder: Traversable, codes: Codes, most: int, name: str = "travel_minutes.csv"
) -> Whole:
    """Whole minutes by car between every two municipalities, symmetric; zeros on the diagonal.

    Raises:
        RegisterError: a pair is missing, doubled, out of order or has no sensible minutes.
    """
    rows = read_sheet(folder, name, {"code_a": CODE, "code_b": CODE, "minutes": WHOLE})
    pairs = combinations(codes, 2)
    _same_order(name, rows, pairs, lambda row: (row.code("code_a"), row.code("code_b")))
    minutes = np.zeros((len(codes), len(codes)), np.int64)
    minutes[np.triu_indices(len(codes), 1)] = [int(row.text("minutes")) for row in rows]
    for row in rows:
        if not 1 <= int(row.text("minutes")) <= most:
            raise row.error("minutes", f"must be 1 to {most}")
    return minutes + minutes.T


def one_each(
    folder: Traversable, name: str, columns: Mapping[str, Cell], codes: Codes
) -> tuple[Row, ...]:
    """The rows of a sheet that has exactly one for each municipality, in the order of codes.

    Raises:
        RegisterError: a municipality is missing, doubled, unknown or out of order.
    """
    rows = read_sheet(folder, name, {"code": CODE, **columns})
    _same_order(name, rows, codes, Row.code)
    return rows


def numbers(rows: Sequence[Row], column: str, *, above_zero: bool = False) -> Real:
    """The column as numbers."""
    for row in rows:
        if above_zero and float(row.text(column)) <= 0:
            raise row.error(column, "must be above 0")
    return np.array([float(row.text(column)) for row in rows])


def _flags(rows: Sequence[Row], column: str) -> Mask:
    return np.array([row.text(column) == "1" for row in rows])


def _same_order(
    name: str, rows: Sequence[Row], wanted: object, key: Callable[[Row], object]
) -> None:
    for row, expected in zip_longest(rows, wanted):  # type: ignore[call-overload]
        if row is None:
            raise RegisterError(name, "must have a row for each municipality or pair", RESTORE)
        if key(row) != expected:
            column = next(iter(row.cells))
            rule = "must name each municipality or pair once, sorted; here one is not in its place"
            raise row.error(column, rule)
