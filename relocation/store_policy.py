"""Numbers of the store that are policy: attempts, pauses, how long things are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from scoring.policy import PolicyError, PolicyNumber
from scoring.policy_reader import read_day, read_section, read_text, read_toml, same_keys

FOLDER = Path(__file__).parent / "policies"
LATEST = "store-2026-proposed"


@dataclass(frozen=True, slots=True)
class OutboxNumbers:
    """How often and how long apart a message is tried."""

    first_pause_seconds: int
    longest_pause_seconds: int
    attempts: int
    kept_days: int


@dataclass(frozen=True, slots=True)
class IdempotencyNumbers:
    """How long the answer to a request is kept for its repetition."""

    kept_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePolicy:
    """One dated policy of the store.

    Attributes:
        numbers: every number with what stands behind it, by section and name.
    """

    version: str
    valid_from: date
    outbox: OutboxNumbers
    idempotency: IdempotencyNumbers
    numbers: Mapping[str, PolicyNumber]


SECTIONS = {name: kind for name, kind in get_type_hints(StorePolicy).items() if is_dataclass(kind)}


@cache
def load_store_policy(name: str = LATEST) -> StorePolicy:
    """Read a shipped policy of the store by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_store_policy(read_toml(FOLDER / f"{name}.toml", FOLDER))


def read_store_policy(document: Mapping[str, Any]) -> StorePolicy:
    """Turn a parsed document into a policy; see `load_store_policy` for the errors."""
    same_keys("policy", set(document), {"version", "valid_from", *SECTIONS})
    numbers: dict[str, PolicyNumber] = {}
    sections = {
        name: read_section(name, document[name], kind, numbers) for name, kind in SECTIONS.items()
    }
    for number in numbers.values():
        if number.value <= 0:
            raise PolicyError(f"policy: {number.name}.value must be above 0")
    return StorePolicy(
        version=read_text("version", document["version"]),
        valid_from=read_day("valid_from", document["valid_from"]),
        numbers=numbers,
        **sections,
    )
