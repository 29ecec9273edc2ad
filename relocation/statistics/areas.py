"""The areas of a table: regions or police districts, and never one municipality alone."""

from collections import defaultdict

from relocation.statistics.model import Area, Areas
from scoring.country import Country, MunicipalityCode

Codes = set[MunicipalityCode]


def areas_of(country: Country, area: Area) -> Areas:
    """The areas of a country by ascending number of inhabitants; none for the whole country.

    An area of one municipality goes together with the smallest other one that shares its region,
    since a number for it would be a number for that municipality.
    """
    if area is Area.COUNTRY:
        return {}
    names = country.regions if area is Area.REGION else country.districts
    areas: defaultdict[str, Codes] = defaultdict(set)
    for name, code in zip(names, country.codes, strict=True):
        areas[name].add(code)
    while alone := [name for name in _by_size(country, areas) if len(areas[name]) == 1]:
        _join(country, areas, alone[0])
    return {name: frozenset(areas[name]) for name in _by_size(country, areas)}


def _by_size(country: Country, areas: dict[str, Codes]) -> list[str]:
    def size(name: str) -> tuple[int, str]:
        return sum(int(country.population[country.at[code]]) for code in areas[name]), name

    return sorted(areas, key=size)


def _join(country: Country, areas: dict[str, Codes], alone: str) -> None:
    """Put an area and another one together, under both names."""
    regions = dict(zip(country.codes, country.regions, strict=True))
    codes = areas.pop(alone)
    own = {regions[code] for code in codes}
    others = _by_size(country, areas)
    near = (name for name in others if own & {regions[code] for code in areas[name]})
    other = next(near, others[0])
    areas[f"{other} + {alone}"] = areas.pop(other) | codes
