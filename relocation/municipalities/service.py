"""What people do with the register: check it, and look one municipality up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from relocation.errors import UnknownMunicipality
from relocation.municipalities.imports.areas import read_areas
from relocation.municipalities.imports.kind import FACT, Kind
from relocation.municipalities.imports.store import Imported
from relocation.municipalities.places import newest_places
from relocation.municipalities.register import DATA, Register, load_register
from scoring.country import FactSource, MunicipalityCode

COMES_WITH_THE_ROUND = ("presence", "services")
"""What is not public, has no default, and stands in the round's file."""
OPTIONAL = (Kind.EMPLOYMENT, Kind.LABOUR_FORCE)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that no public source tells.

    Attributes:
        fact: what it is.
        comes_from: "round" (the round's file) or "import".
    """

    fact: str
    comes_from: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked, and how firm it is; there is no report when anything has a gap.

    Attributes:
        counts: how many of each thing the register holds.
        sources: per fact, who says so, how firmly, as of when.
        imports: what the user imported.
        missing: what neither the register nor an import tells.
    """

    on: date
    version: str
    counts: Mapping[str, int]
    sources: Mapping[str, FactSource]
    imports: tuple[Imported, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact on one municipality; a figure of None is missing."""

    fact: str
    figure: str | int | float | bool | None
    source: FactSource


@dataclass(frozen=True, slots=True)
class ShownMunicipality:
    """All that the register knows of one municipality."""

    code: MunicipalityCode
    name: str
    on: date
    facts: tuple[ShownFact, ...]


def check_register(on: date, imports: Path | None = None) -> CheckReport:
    """Read everything through the checked door and say what is there and what is not.

    Raises:
        RegisterError: the first gap, by file, line, column and rule.
    """
    register = load_register(on, imports)
    country = register.country
    read_areas(DATA, newest_places(DATA, register.quality.expected))
    there = {record.kind for record in register.imports}
    return CheckReport(
        on=on,
        version=country.version,
        counts={
            "municipalities": len(country),
            "police_districts": len(register.districts),
            "regions": len(register.regions),
            "neighbours": register.neighbours.number_of_edges(),
            "pairs_of_minutes": len(country) * (len(country) - 1) // 2,
            "industries": len(country.jobs),
        },
        sources=country.sources,
        imports=register.imports,
        missing=_missing(there),
    )


def show(code: str, on: date, imports: Path | None = None) -> ShownMunicipality:
    """All facts on one municipality, each with its source.

    Raises:
        UnknownMunicipality: no municipality has the code.
        RegisterError: the register has a gap.
    """
    register = load_register(on, imports)
    country = register.country
    at = country.at.get(MunicipalityCode(code))
    if at is None:
        raise UnknownMunicipality
    return ShownMunicipality(
        code=country.codes[at],
        name=country.names[at],
        on=on,
        facts=(*_places(register, at), *_figures(register, at)),
    )


def _missing(there: Iterable[Kind]) -> tuple[Missing, ...]:
    imported = (Missing(FACT[kind], "import") for kind in OPTIONAL if kind not in there)
    return (*(Missing(fact, "round") for fact in COMES_WITH_THE_ROUND), *imported)


def _places(register: Register, at: int) -> Iterable[ShownFact]:
    country, sources = register.country, register.country.sources
    around = sorted(register.neighbours.neighbors(country.codes[at]))
    yield ShownFact("districts", country.districts[at], sources["districts"])
    yield ShownFact("regions", country.regions[at], sources["regions"])
    yield ShownFact("seats", register.seats[at], sources["seats"])
    yield ShownFact("neighbours", " ".join(around), sources["neighbours"])


def _figures(register: Register, at: int) -> Iterable[ShownFact]:
    country, sources = register.country, register.country.sources
    yield ShownFact("population", int(country.population[at]), sources["population"])
    yield ShownFact("working_age", int(country.working_age[at]), sources["working_age"])
    unemployed = float(country.unemployment_pct[at])
    yield ShownFact("unemployment_pct", unemployed, sources["unemployment_pct"])
    for level, found in country.education.items():
        # Not found is missing, never "none": the lists read are known to be incomplete.
        yield ShownFact(f"education.{level}", bool(found[at]) or None, sources["education"])
    known = bool(country.psychiatry[at]) or bool(country.psychiatry_complete[at])
    site = bool(country.psychiatry[at]) if known else None
    yield ShownFact("psychiatry", site, sources["psychiatry"])
    complete = bool(country.psychiatry_complete[at])
    yield ShownFact("psychiatry_complete", complete, sources["psychiatry_complete"])
    for industry, jobs in country.jobs.items():
        yield ShownFact(f"jobs.{industry}", int(jobs[at]), sources["jobs"])
    labour = None if country.labour_force is None else int(country.labour_force[at])
    yield ShownFact("labour_force", labour, sources["labour_force"])
