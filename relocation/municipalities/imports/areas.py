"""From an area as Statistics Denmark writes it to a municipality, or to one left out by rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources.abc import Traversable

from relocation.municipalities.places import Places, rising
from relocation.municipalities.sheet import CODE, TEXT, read_sheet
from scoring.country import MunicipalityCode

CODE_AND_NAME = re.compile(r"([0-9]{1,4}) +(\S.*)")
ENDS = (" kommune", " municipality", " regionskommune")
LARGER = ("region ", "landsdel ", "province ")
NO_MUNICIPALITY = "not a municipality"
"""The kind of Christiansø: people live there, and no municipality receives anybody for it."""


class Other(Enum):
    """An area that is no municipality."""

    LEFT_OUT = "left out"
    CHRISTIANSO = "christianso"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Areas:
    """Every name and code by which an area is known, in one form.

    Attributes:
        municipalities: plain names and codes of municipalities.
        others: plain names and codes of totals, regions and what is not known, which are left
            out, and of Christiansø, which is left out and counted.
    """

    municipalities: Mapping[str, MunicipalityCode]
    others: Mapping[str, Other]

    def find(self, text: str) -> MunicipalityCode | Other:
        """The municipality that a cell names, by name, by code or by both."""
        both = CODE_AND_NAME.fullmatch(text)
        if both is None:
            return self._one(text)
        by_code, by_name = self._one(both[1]), self._one(both[2])
        return by_name if by_code == by_name else Other.UNKNOWN

    def _one(self, text: str) -> MunicipalityCode | Other:
        name = plain(text)
        if name in self.municipalities:
            return self.municipalities[name]
        larger = Other.LEFT_OUT if name.startswith(LARGER) else Other.UNKNOWN
        return self.others.get(name, larger)


def read_areas(folder: Traversable, places: Places) -> Areas:
    """The register's names and codes with the variants that Statistics Denmark uses.

    Raises:
        RegisterError: a variant or another area is doubled or names no municipality.
    """
    known = {plain(name): code for name, code in zip(places.names, places.codes, strict=True)}
    for code in places.codes:
        known[code] = code
        known[code.removeprefix("0")] = code
    variants = read_sheet(folder, "name_variants.csv", {"name": TEXT, "code": CODE})
    rising(variants, ("name",))
    for row in variants:
        if row.code() not in places.codes:
            raise row.error("code", "must be a municipality of municipalities.csv")
        known[plain(row.text("name"))] = row.code()
    others = read_sheet(folder, "other_areas.csv", {"area": TEXT, "kind": TEXT})
    rising(others, ("area",))
    for row in others:
        if plain(row.text("area")) in known:
            raise row.error("area", "must not be a municipality")
    return Areas(known, {plain(row.text("area")): _other(row.text("kind")) for row in others})


def _other(kind: str) -> Other:
    return Other.CHRISTIANSO if kind == NO_MUNICIPALITY else Other.LEFT_OUT


@lru_cache(4096)
def plain(text: str) -> str:
    """One form for all spellings: lower case, aa for å, a blank for a hyphen, no "kommune"."""
    name = " ".join(text.casefold().replace("å", "aa").replace("-", " ").split())
    for end in ENDS:
        name = name.removesuffix(end)
    return name
