"""The periods of Statistics Denmark: 2023, 2023K4 (2023Q4), 2023M11."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

FORM = re.compile(r"((?:19|20)[0-9]{2})(?:([KQ])([1-4])|M(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, quarter or month.

    Attributes:
        first: its first day.
        unit: "year", "quarter" or "month".
        name: as Statistics Denmark writes it in Danish.
    """

    first: date
    unit: str
    name: str = field(compare=False)


@lru_cache(4096)
def read_period(text: str) -> Period | None:
    """The period that the text names; None when it names none."""
    found = FORM.fullmatch(text.strip())
    if found is None:
        return None
    year, month = int(found[1]), found[4]
    if found[3]:
        quarter = int(found[3])
        return Period(date(year, 3 * quarter - 2, 1), "quarter", f"{year}K{quarter}")
    if month:
        return Period(date(year, int(month), 1), "month", f"{year}M{month}")
    return Period(date(year, 1, 1), "year", str(year))
