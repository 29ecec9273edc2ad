"""Made-up countries, what happened in them, and the releases that follow."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from relocation.statistics.model import Area, Figure, Happening, Release
from relocation.statistics.release import Asked, release_of
from relocation.statistics_policy import load_statistics_policy

POLICY = load_statistics_policy()
LEAST = POLICY.cells.least_count
DATES = [date(year, month, 1) for year in range(2026, 2031) for month in (3, 9)]
REGIONS = {name: [f"{name}{n}" for n in range(4)] for name in "EDCBA"}
DISTRICTS = {f"{name}-{half}": REGIONS[name][half::2] for name in "EDCBA" for half in (0, 1)}
"""Ten districts of two municipalities each; two make a region."""


def areas_on(area, _day):
    found = {Area.COUNTRY: {}, Area.REGION: REGIONS, Area.POLICE_DISTRICT: DISTRICTS}[area]
    return {name: frozenset(codes) for name, codes in found.items()}


@dataclass(frozen=True)
class Known:
    """One thing that happened, and the day on which it was put on record."""

    happened: Happening
    entered: date


def move(day, municipality, entered=None):
    return Known(Happening(Figure.MOVES, day, municipality), entered or day)


def world(seed, late=0.2, a_year=None):
    """Five years of moves; some municipalities take many, and a part is entered late."""
    random = Random(seed)
    a_year = a_year or random.choice((6, 25, 40, 90, 260))
    weights = {code: random.random() ** 2 for codes in REGIONS.values() for code in codes}
    found = []
    for year in range(2025, 2030):
        for _ in range(int(random.gauss(a_year, a_year**0.5))):
            day = date(year, 1, 1) + timedelta(random.randrange(365))
            (code,) = random.choices(list(weights), list(weights.values()))
            delay = random.randrange(60, 400) if random.random() < late else random.randrange(20)
            found.append(move(day, code, day + timedelta(delay)))
    return found


def released(on, known, before=None, today=None):
    asked = Asked(on, today or on, POLICY, areas_on)
    return release_of(asked, [each.happened for each in known if each.entered < on], before)


def releases(known, dates=None):
    found: list[Release] = []
    for on in dates or DATES:
        found.append(released(on, known, found[-1] if found else None))
    return found


@cache
def history(seed):
    """Every release of a world in which a part is entered late."""
    return releases(world(seed))


def moved_to(known, number, municipality):
    """The same world, but for where one person went."""
    other = replace(known[number].happened, municipality=municipality)
    return [*known[:number], replace(known[number], happened=other), *known[number + 1 :]]


def numbers(table):
    """Every number of a table, also the one that everybody can work out."""
    together = table.hidden_together
    return [
        *([] if table.total is None else [table.total]),
        *table.shown.values(),
        *([] if together is None else [together]),
    ]
