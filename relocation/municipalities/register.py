"""The one checked door to what is publicly known of the municipalities."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import networkx as nx

from relocation.municipalities.figures import (
    read_education,
    read_minutes,
    read_population,
    read_psychiatry,
    read_unemployment,
    read_working_age,
)
from relocation.municipalities.imports.apply import NOTHING, Stored, read_stored
from relocation.municipalities.imports.kind import FACT, Kind
from relocation.municipalities.imports.store import Imported
from relocation.municipalities.places import Places, read_neighbours, read_places
from relocation.municipalities.quality import Quality, read_quality
from relocation.municipalities.sheet import read_bytes
from scoring.country import Country, FactSource, MunicipalityCode, Provenance

DATA = files("relocation.municipalities") / "data"
FILES = (
    "education.csv",
    "facts.toml",
    "municipalities.csv",
    "municipality_regions.csv",
    "neighbours.csv",
    "police_districts.csv",
    "population.csv",
    "psychiatry.csv",
    "regions.csv",
    "travel_minutes.csv",
    "unemployment.csv",
    "working_age.csv",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Register:
    """The municipalities as known on a date.

    Attributes:
        neighbours: who borders on whom; each edge's `kind` is land, bridge or ferry.
        seats: the town of each town hall, in the order of the codes.
        quality: who says so and how firmly, as the register itself tells it.
        imports: the records of what the user imported.
    """

    on: date
    country: Country
    neighbours: "nx.Graph[str]"
    seats: tuple[str, ...]
    quality: Quality
    imports: tuple[Imported, ...]

    @cached_property
    def districts(self) -> Mapping[str, tuple[MunicipalityCode, ...]]:
        """The municipalities of each police district."""
        return _grouped(self.country.districts, self.country.codes)

    @cached_property
    def regions(self) -> Mapping[str, tuple[MunicipalityCode, ...]]:
        """The municipalities of each region."""
        return _grouped(self.country.regions, self.country.codes)


def load_register(on: date, imports: Path | None = None) -> Register:
    """The register on a date, with the user's imports in the place of its own figures.

    Raises:
        RegisterError: any gap, in the register's files or in the stored imports.
    """
    return read_register(DATA, on, imports)


def read_register(folder: Traversable, on: date, imports: Path | None = None) -> Register:
    """As `load_register`, from another folder of the same files."""
    quality = read_quality(folder)
    places = read_places(folder, on, quality.expected)
    stored = read_stored(imports)
    return Register(
        on=on,
        country=_country(folder, places, quality, stored),
        neighbours=read_neighbours(folder, places.codes),
        seats=places.seats,
        quality=quality,
        imports=tuple(stored.records.values()),
    )


def _country(folder: Traversable, places: Places, quality: Quality, stored: Stored) -> Country:
    codes = places.codes
    most = quality.plausible[Kind.TRAVEL].most
    own_population = read_population(folder, codes)
    imported_population = stored.population(codes)
    population = own_population if imported_population is None else imported_population
    own_minutes = (read_minutes(folder, codes, most), quality.error_percent)
    minutes, error_percent = stored.minutes(codes, most) or own_minutes
    own_unemployment = read_unemployment(folder, codes)
    imported_unemployment = stored.unemployment(codes)
    psychiatry, complete = read_psychiatry(folder, codes)
    return Country(
        codes=codes,
        names=places.names,
        districts=places.districts,
        regions=places.regions,
        minutes=minutes,
        minutes_error_percent=error_percent,
        population=population,
        working_age=read_working_age(folder, codes, population),
        unemployment_pct=(
            own_unemployment if imported_unemployment is None else imported_unemployment
        ),
        education=read_education(folder, codes),
        psychiatry=psychiatry,
        psychiatry_complete=complete,
        jobs=stored.jobs(codes),
        labour_force=stored.labour_force(codes),
        sources=_sources(quality, stored),
        version=_version(folder, quality.release, stored),
    )


def _sources(quality: Quality, stored: Stored) -> Mapping[str, FactSource]:
    nothing = FactSource(NOTHING, Provenance.MISSING)
    absent = {"jobs": nothing, "labour_force": nothing}
    imported = {FACT[kind]: stored.source(kind) for kind in stored.records}
    sources = {**quality.sources, **absent, **imported}
    population = sources["population"]
    return sources | {"working_age": replace(sources["working_age"], as_of=population.as_of)}


def _version(folder: Traversable, release: str, stored: Stored) -> str:
    """The release's name and what its files and the imports hold, in 16 digits."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(hashlib.sha256(read_bytes(folder, name)).digest())
    for kind, record in stored.records.items():
        told = (kind, record.as_of.isoformat(), record.period, str(record.error_percent))
        digest.update("\0".join((*told, record.sha256)).encode())
    return f"{release}+{digest.hexdigest()[:16]}"


def _grouped(
    names: tuple[str, ...], codes: tuple[MunicipalityCode, ...]
) -> Mapping[str, tuple[MunicipalityCode, ...]]:
    pairs = list(zip(names, codes, strict=True))
    return {
        name: tuple(code for other, code in pairs if other == name) for name in sorted(set(names))
    }
