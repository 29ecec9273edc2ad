"""How firm each fact of the register is: who says so, as of when, and what numbers make sense."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from relocation.errors import RegisterError
from relocation.municipalities.sheet import RESTORE, read_bytes
from scoring.country import FactSource, Provenance

FILE = "facts.toml"
FACTS = (
    "names",
    "districts",
    "regions",
    "seats",
    "neighbours",
    "minutes",
    "population",
    "working_age",
    "unemployment_pct",
    "education",
    "psychiatry",
    "psychiatry_complete",
)
EXPECTED = ("municipalities", "police_districts")


@dataclass(frozen=True, slots=True)
class Plausible:
    """What numbers a kind of import may hold, each and all together."""

    least: int
    most: int
    sum_least: int | None = None
    sum_most: int | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The register's own word on its facts."""

    release: str
    sources: Mapping[str, FactSource]
    expected: Mapping[str, int]
    plausible: Mapping[str, Plausible]
    error_percent: int


def read_quality(folder: Traversable) -> Quality:
    """Read facts.toml.

    Raises:
        RegisterError: it is no TOML, or something is missing or of the wrong kind.
    """
    try:
        document = tomllib.loads(read_bytes(folder, FILE).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise RegisterError(FILE, "must be TOML in UTF-8", RESTORE) from None
    return Quality(
        release=_entry(document, "release", str),
        sources={name: _source(document, name) for name in FACTS},
        expected={name: _entry(document, f"expected.{name}", int) for name in EXPECTED},
        plausible=_plausible(_entry(document, "plausible", dict)),
        error_percent=_percent(_entry(document, "travel.error_percent", int)),
    )


def _entry(document: Mapping[str, Any], path: str, kind: type) -> Any:
    value: Any = document
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if type(value) is not kind or value == "":
        raise RegisterError(FILE, f"must be a {kind.__name__}", RESTORE, column=path)
    return value


def _source(document: Mapping[str, Any], name: str) -> FactSource:
    at = f"facts.{name}"
    provenance = _entry(document, f"{at}.provenance", str)
    if provenance not in set(Provenance):
        rule = f"must be one of {', '.join(Provenance)}"
        raise RegisterError(FILE, rule, RESTORE, column=f"{at}.provenance")
    return FactSource(
        source=name,
        provenance=Provenance(provenance),
        as_of=_entry(document, f"{at}.as_of", date),
    )


def _plausible(table: Mapping[str, Any]) -> Mapping[str, Plausible]:
    return {
        kind: Plausible(
            least=_entry(table, f"{kind}.least", int),
            most=_entry(table, f"{kind}.most", int),
            sum_least=entry.get("sum_least"),
            sum_most=entry.get("sum_most"),
        )
        for kind, entry in table.items()
    }


def _percent(value: int) -> int:
    if not 0 <= value < 100:
        rule = "must be 0 or more and below 100"
        raise RegisterError(FILE, rule, RESTORE, column="travel.error_percent")
    return value
