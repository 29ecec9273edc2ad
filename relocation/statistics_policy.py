"""Numbers of published figures that are policy: how small, how often, how fine, how rounded."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, get_type_hints

from relocation.store_policy import FOLDER
from scoring.policy import PolicyNumber
from scoring.policy_kinds import Many, Rising, Within
from scoring.policy_reader import HEAD, Reading, document_of, text_of

LATEST = "statistics-2026-proposed"
LEAST, LEAST_DENOMINATOR = 5, 10
"""What rule SE-8 names; a policy may ask for more and never for less."""
NO_FEWER = Within(LEAST, 1_000)


@dataclass(frozen=True, slots=True)
class Cells:
    """When a number is published, and when it changes.

    Attributes:
        release_months: a release is published from the first day of one of these months on.
    """

    least_count: Annotated[int, NO_FEWER]
    least_change: Annotated[int, NO_FEWER]
    counted_for_months: Annotated[int, Within(1, 12)]
    release_months: Annotated[tuple[int, ...], Many(1, 2), Within(1, 12), Rising()]


@dataclass(frozen=True, slots=True)
class Expected:
    """How many events a cell must be expected to have, for a year to be published so finely."""

    police_district_half_year: Annotated[int, NO_FEWER]
    region_year: Annotated[int, NO_FEWER]
    country_half_year: Annotated[int, NO_FEWER]


@dataclass(frozen=True, slots=True)
class Shares:
    """When a share is published, and how coarse."""

    least_denominator: Annotated[int, Within(LEAST_DENOMINATOR, 10_000)]
    least_numerators: Annotated[int, NO_FEWER]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPolicy:
    """One dated policy of published figures.

    Attributes:
        numbers: every number with what stands behind it, by section and name.
    """

    version: str
    valid_from: date
    cells: Cells
    expected: Expected
    shares: Shares
    numbers: Mapping[str, PolicyNumber]


SECTIONS = {
    name: kind for name, kind in get_type_hints(StatisticsPolicy).items() if is_dataclass(kind)
}


@cache
def load_statistics_policy(name: str = LATEST) -> StatisticsPolicy:
    """Read a shipped policy by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_statistics_policy(text_of(FOLDER / f"{name}.toml", FOLDER))


def read_statistics_policy(text: str) -> StatisticsPolicy:
    """Turn a text into a policy; see `load_statistics_policy` for the errors."""
    document = document_of(text)
    reading = Reading(document, text)
    reading.table((), document, {*HEAD, *SECTIONS})
    sections, head = reading.sections(SECTIONS), reading.head()
    reading.refuse()
    return StatisticsPolicy(numbers=reading.numbers, **head, **sections)
