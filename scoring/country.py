"""What is known of the municipalities: one frozen value of arrays, in the order of the codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NewType

import numpy as np
from numpy.typing import NDArray

MunicipalityCode = NewType("MunicipalityCode", str)
"""The official code, four digits as text: "0101"."""

CHRISTIANSOE = MunicipalityCode("0411")
"""Has a code like a municipality's and is none: it lies under the Ministry of Defence."""

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Provenance(StrEnum):
    """Where a value comes from, from the firmest to the weakest."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    DERIVED = "derived"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FactSource:
    """Who says so, how firmly, and as of when.

    Attributes:
        source: a code; who that is in words is a matter of language.
        facts: what the words name, such as the period of an import.
    """

    source: str
    provenance: Provenance
    as_of: date | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Country:
    """Facts on n municipalities, sorted by code; arrays are read-only and as long as `codes`.

    Attributes:
        minutes: n × n whole minutes by car between seats, symmetric; the diagonal is unused, since
            minutes inside one's own municipality are policy.
        minutes_error_percent: the table's stated error; closings and keep-apart compare with less.
        population: inhabitants, also the measure of the fair share.
        working_age: people of 18 to 64.
        unemployment_pct: full-time unemployed in per cent of the labour force.
        education: per level, where an institution was found (False is *not found*, not *none*).
        psychiatry: where a regional psychiatric site was found.
        psychiatry_complete: where the table of sites is known to be complete.
        jobs: per industry ("all" among them), jobs by workplace; empty when nothing was imported.
        labour_force: people in the labour force by residence; None when nothing was imported.
        sources: per name of a fact above, who says so.
        version: names the register's release and its imports; part of every fingerprint.
    """

    codes: tuple[MunicipalityCode, ...]
    names: tuple[str, ...]
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    minutes: Whole
    minutes_error_percent: int
    population: Whole
    working_age: Whole
    unemployment_pct: Real
    education: Mapping[str, Mask]
    psychiatry: Mask
    psychiatry_complete: Mask
    jobs: Mapping[str, Real] = field(default_factory=dict)
    labour_force: Real | None = None
    sources: Mapping[str, FactSource] = field(default_factory=dict)
    version: str = "unversioned"

    def __post_init__(self) -> None:
        """Refuse arrays of the wrong length or order, then lock them."""
        if list(self.codes) != sorted(set(self.codes)):
            raise ValueError("codes must be sorted and unique")
        n = len(self.codes)
        for name, shape in self._shapes(n).items():
            if np.shape(getattr(self, name)) != shape:
                raise ValueError(f"{name} must have the shape {shape}")
        for array in self._arrays():
            array.setflags(write=False)

    def _shapes(self, n: int) -> dict[str, tuple[int, ...]]:
        per_municipality = ("names", "districts", "regions", "population", "working_age")
        flags = ("unemployment_pct", "psychiatry", "psychiatry_complete")
        return {"minutes": (n, n)} | dict.fromkeys((*per_municipality, *flags), (n,))

    def _arrays(self) -> list[NDArray[np.generic]]:
        own = [self.minutes, self.population, self.working_age, self.unemployment_pct]
        flags = [self.psychiatry, self.psychiatry_complete, *self.education.values()]
        imported = [*self.jobs.values()]
        return [*own, *flags, *imported] + (
            [] if self.labour_force is None else [self.labour_force]
        )

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The position of each code."""
        return {code: position for position, code in enumerate(self.codes)}

    @cached_property
    def share(self) -> Real:
        """Each municipality's part of the whole population; sums to 1."""
        shares: Real = self.population / self.population.sum()
        shares.setflags(write=False)
        return shares

    def __len__(self) -> int:
        """The number of municipalities."""
        return len(self.codes)
