"""What is counted, in which periods and areas, and what of it is published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Areas = Mapping[str, frozenset[str]]
"""Municipalities by area, in an order that is known beforehand; of the whole country none."""


class Figure(StrEnum):
    """What is counted."""

    MOVES = "moves"
    """Confirmed moves, by the day of actual stay and the municipality that received."""
    NOMINATIONS = "nominations"
    """Nominations, by the day on which they were first submitted to the central unit."""
    FOUND_NECESSARY = "found_necessary"
    """Confirmed judgements of necessity, by the day of the confirmation."""
    FOUND_NOT_NECESSARY = "found_not_necessary"
    ENROLMENTS = "enrolments"
    """People enrolled, by the day on which their first agreement was put on record as signed."""


OUTCOMES = (Figure.FOUND_NECESSARY, Figure.FOUND_NOT_NECESSARY)
"""Published both or neither: beside the number of nominations, one tells of the other."""


class Area(StrEnum):
    """How finely the country is divided; a single municipality never is an area."""

    COUNTRY = "country"
    REGION = "region"
    POLICE_DISTRICT = "police_district"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or one half of it.

    Attributes:
        half: 1 or 2; None for the whole year.
    """

    year: int
    half: int | None = None

    @property
    def first_day(self) -> date:
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def end(self) -> date:
        """The first day that is no more in it."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first_day <= day < self.end


class Fineness(StrEnum):
    """Division and length of period together, the finest first."""

    POLICE_DISTRICT_HALF_YEAR = "police_district_half_year"
    REGION_YEAR = "region_year"
    COUNTRY_HALF_YEAR = "country_half_year"
    COUNTRY_YEAR = "country_year"

    @property
    def area(self) -> Area:
        return Area(self.value.removesuffix("_half_year").removesuffix("_year"))

    def periods(self, year: int) -> tuple[Period, ...]:
        """The periods of a year that is published so finely."""
        if self.value.endswith("_half_year"):
            return Period(year, 1), Period(year, 2)
        return (Period(year),)


FINEST = {
    Figure.MOVES: Fineness.POLICE_DISTRICT_HALF_YEAR,
    Figure.NOMINATIONS: Fineness.COUNTRY_HALF_YEAR,
    Figure.FOUND_NECESSARY: Fineness.COUNTRY_YEAR,
    Figure.FOUND_NOT_NECESSARY: Fineness.COUNTRY_YEAR,
    Figure.ENROLMENTS: Fineness.COUNTRY_YEAR,
}
"""The finest of each: before a placement the engine may not read where anybody lives."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing to be counted; it lives within one transaction and is stored nowhere.

    Attributes:
        municipality: the code of where; None where it is counted for the whole country alone.
    """

    figure: Figure
    day: date
    municipality: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is published of one figure in one period.

    Attributes:
        total: events in the whole country; None where they are too few to be told.
        shown: events by area.
        hidden: areas that are not shown: too few, or hidden along with those that have too few.
    """

    figure: Figure
    period: Period
    fineness: Fineness
    total: int | None
    shown: Mapping[str, int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()

    @property
    def hidden_together(self) -> int | None:
        """Events in all hidden areas; everybody can work it out from what is shown."""
        if self.total is None or not self.hidden:
            return None
        return self.total - sum(self.shown.values())


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that is published on a release date: older periods as they stand, and new ones.

    Attributes:
        on: the release date; nothing that was put on record on it or later is counted.
        policy: the version of the numbers that it was made by.
    """

    on: date
    policy: str
    tables: tuple[Table, ...]

    def find(self, figure: Figure, period: Period) -> Table | None:
        """The table of a figure in a period."""
        return next(self._of(figure, (period,)), None)

    def fineness(self, figure: Figure, year: int) -> Fineness | None:
        """How finely a year of a figure is published."""
        periods = Period(year), Period(year, 1), Period(year, 2)
        return next((each.fineness for each in self._of(figure, periods)), None)

    def year_total(self, figure: Figure, year: int) -> int | None:
        """Events of a year, as anybody can add them up from this release."""
        fineness = self.fineness(figure, year)
        if fineness is None:
            return None
        totals = {each.period: each.total for each in self._of(figure, fineness.periods(year))}
        found = [totals.get(each) for each in fineness.periods(year)]
        known = [each for each in found if each is not None]
        return sum(known) if len(known) == len(found) else None

    def _of(self, figure: Figure, periods: Iterable[Period]) -> Iterator[Table]:
        wanted = set(periods)
        return (each for each in self.tables if each.figure is figure and each.period in wanted)
