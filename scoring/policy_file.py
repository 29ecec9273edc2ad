"""Reads a dated policy from TOML and refuses whatever is unknown, missing or out of its range."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from scoring.criteria import ALL
from scoring.policy import Policy, Service
from scoring.policy_kinds import Percent
from scoring.policy_reader import HEAD, Reading, document_of, shipped, text_of
from scoring.policy_refused import PolicyError, PolicyFault
from scoring.round_bounds import CPR, KEY, KEY_REMEDY
from scoring.shipped_policy import LATEST

FOLDER = Path(__file__).parent / "policies"
SECTIONS = {name: kind for name, kind in get_type_hints(Policy).items() if is_dataclass(kind)}
SERVICE = {"regional", "obliged_by"}
WHOLE = 100


@cache
def load_policy(name: str = LATEST) -> Policy:
    """Read a shipped policy by its name, or any policy by a path that ends with .toml.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    if name.endswith(".toml"):
        return read_policy_text(text_of(Path(name), FOLDER))
    if name not in shipped(FOLDER):
        known = ", ".join(shipped(FOLDER))
        remedy = f"give the path of a file that ends with .toml, or a shipped policy: {known}"
        raise PolicyError(PolicyFault("policy", "no .toml file and no shipped policy", remedy))
    return read_policy_text(text_of(FOLDER / f"{name}.toml", FOLDER))


def read_policy_text(text: str) -> Policy:
    """Turn a text into a policy; see `load_policy` for the errors, which name their lines."""
    return read_policy(document_of(text), text)


def read_policy(document: Mapping[str, Any], text: str | None = None) -> Policy:
    """Turn a parsed document into a policy; see `load_policy` for the errors."""
    reading = Reading(document, text)
    known = reading.table((), document, {*HEAD, "weights", "services", *SECTIONS})
    sections = reading.sections(SECTIONS)
    weights = _weights(reading, known["weights"]) if "weights" in known else {}
    services = _services(reading, known["services"]) if "services" in known else {}
    head = reading.head()
    reading.refuse()
    return Policy(weights=weights, services=services, numbers=reading.numbers, **head, **sections)


def _weights(reading: Reading, table: Any) -> dict[str, int]:
    asked = {criterion.key: Percent for criterion in ALL}
    weights: dict[str, int] = reading.values(("weights",), table, asked)
    if set(weights) == set(asked) and sum(weights.values()) != WHOLE:
        reading.find(("weights",), "wrong_sum", f"make the weights sum to {WHOLE}")
    return weights


def _services(reading: Reading, table: Any) -> dict[str, Service]:
    if not isinstance(table, dict):
        reading.find(("services",), "not_a_table", "write one table per service")
        return {}
    made = {key: _service(reading, key, entry) for key, entry in sorted(table.items())}
    return {key: service for key, service in made.items() if service is not None}


def _service(reading: Reading, key: str, entry: Any) -> Service | None:
    if not KEY.fullmatch(key) or CPR.search(key):
        reading.find(("services",), "key_form", KEY_REMEDY, at=("services", key))
        return None
    path = ("services", key)
    found = reading.table(path, entry, SERVICE)
    if type(found.get("regional", False)) is not bool:
        reading.find((*path, "regional"), "wrong_kind", "write true or false")
    if not isinstance(found.get("obliged_by", ""), str):
        reading.find((*path, "obliged_by"), "wrong_kind", "write a text")
    return Service(key=key, **found) if set(found) == SERVICE else None
