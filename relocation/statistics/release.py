"""A release: every period as finely as is fixed for its year, what is out already as it stands."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from relocation.statistics.model import (
    FINEST,
    OUTCOMES,
    Area,
    Areas,
    Figure,
    Fineness,
    Happening,
    Period,
    Release,
    Table,
)
from relocation.statistics.suppression import hidden_in
from relocation.statistics_policy import Cells, StatisticsPolicy

MONTHS = 12
Cell = tuple[Figure, Period]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a release is made by.

    Attributes:
        on: the release date.
        today: the civil day on which it is published; not before the release date.
        areas_on: the areas of a division, as they are on a day.
    """

    on: date
    today: date
    policy: StatisticsPolicy
    areas_on: Callable[[Area, date], Areas]

    def is_counted(self, period: Period) -> bool:
        """Whether a period is over, and no case of it can have been erased."""
        end = period.end
        months = (self.today.year - end.year) * MONTHS + self.today.month - end.month
        return end <= self.on and months < self.policy.cells.counted_for_months


def release_date(policy: StatisticsPolicy, today: date) -> date:
    """The newest release date that has come.

    A later one of the same year has not; before the first of a year it is the last of the one
    before.
    """
    months = policy.cells.release_months
    come = [date(today.year, each, 1) for each in months if date(today.year, each, 1) <= today]
    return max(come, default=date(today.year - 1, months[-1], 1))


def release_of(asked: Asked, happened: Iterable[Happening], before: Release | None) -> Release:
    """The next release.

    Args:
        asked: day, numbers and areas.
        happened: everything that was put on record before the release date.
        before: the newest release that is out.
    """
    out = before or Release(date.min, "", ())
    older = {(each.figure, each.period): each for each in out.tables}
    days, now = _by_figure(happened), dict[Cell, Table]()
    for figure, period, fineness in _counted(asked, out):
        areas = asked.areas_on(fineness.area, date(period.year, 1, 1))
        counts = counted(days[figure], period, areas)
        new = table_of((figure, period, fineness), counts, asked.policy.cells.least_count)
        stood = older.get((figure, period))
        now[figure, period] = new if stood is None else standing(stood, new, asked.policy.cells)
    tables = _both_or_neither(older | now)
    ordered = sorted(tables.values(), key=lambda it: (it.figure, it.period.first_day))
    return Release(asked.on, asked.policy.version, tuple(ordered))


def _counted(asked: Asked, out: Release) -> Iterator[tuple[Figure, Period, Fineness]]:
    """The tables that are counted, and how finely."""
    for figure in Figure:
        for year in range(asked.on.year - 2, asked.on.year + 1):
            fineness = out.fineness(figure, year) or fineness_of(asked, out, figure, year)
            for period in fineness.periods(year):
                if asked.is_counted(period):
                    yield figure, period, fineness


def fineness_of(asked: Asked, out: Release, figure: Figure, year: int) -> Fineness:
    """How finely a year is published of which nothing is out: by earlier years that are out alone.

    Whoever reads the releases can work it out beforehand; so it tells nothing of the year itself.
    """
    every = list(Fineness)
    basis = _last_year_total(out, figure, year)
    for each in every[every.index(FINEST[figure]) : -1]:
        areas = asked.areas_on(each.area, date(year, 1, 1))
        cells = max(1, len(areas)) * len(each.periods(year))
        if basis >= cells * getattr(asked.policy.expected, each.value):
            return each
    return Fineness.COUNTRY_YEAR


def _last_year_total(out: Release, figure: Figure, year: int) -> int:
    """Of the newest earlier year that can be added up; 0 where none can."""
    years = sorted({each.period.year for each in out.tables if each.period.year < year})
    totals = (out.year_total(figure, each) for each in reversed(years))
    return next((each for each in totals if each is not None), 0)


def _by_figure(happened: Iterable[Happening]) -> Mapping[Figure, list[Happening]]:
    found: dict[Figure, list[Happening]] = {each: [] for each in Figure}
    for each in happened:
        found[each.figure].append(each)
    return found


def counted(happened: Iterable[Happening], period: Period, areas: Areas) -> Mapping[str, int]:
    """Events by area, in the order of the areas; under an empty name for the whole country."""
    found = [each for each in happened if period.has(each.day)]
    if not areas:
        return {"": len(found)}
    at = {code: name for name, codes in areas.items() for code in codes}
    by_area = Counter(at[each.municipality] for each in found if each.municipality in at)
    return {name: by_area[name] for name in areas}


def table_of(of: tuple[Figure, Period, Fineness], counts: Mapping[str, int], least: int) -> Table:
    """What a table shows when it is published for the first time."""
    figure, period, fineness = of
    total = sum(counts.values())
    bare = Table(figure=figure, period=period, fineness=fineness, total=None)
    if fineness.area is Area.COUNTRY:
        return replace(bare, total=total if total >= least else None)
    if total < least:
        return replace(bare, hidden=tuple(counts))
    hidden = hidden_in(counts, least)
    shown = {name: count for name, count in counts.items() if name not in hidden}
    return replace(bare, total=total, shown=shown, hidden=hidden)


def standing(older: Table, newer: Table, cells: Cells) -> Table:
    """The newer table, where every number of it changed by 0 or enough; else the older one.

    A table is replaced whole: with one number old and another new, their difference would tell.
    """
    if newer.total is None:
        return older
    if older.total is None:
        most_before = cells.least_count - 1
        return newer if newer.total - most_before >= cells.least_change else older
    if newer.hidden != older.hidden:
        return older
    changes = [
        newer.total - older.total,
        (newer.hidden_together or 0) - (older.hidden_together or 0),
        *(count - older.shown[area] for area, count in newer.shown.items()),
    ]
    holds = all(each == 0 or abs(each) >= cells.least_change for each in changes)
    return newer if holds else older


def _both_or_neither(tables: Mapping[Cell, Table]) -> Mapping[Cell, Table]:
    """The outcomes of necessity: one of them alone would tell of the other."""
    found = dict(tables)
    for _, period in tables:
        outcomes = [found[each, period] for each in OUTCOMES if (each, period) in found]
        if any(each.total is None for each in outcomes):
            found |= {(each.figure, period): replace(each, total=None) for each in outcomes}
    return found
