"""Reads a dated policy from TOML and refuses whatever is unknown, missing or out of its range."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from scoring.policy import Policy, PolicyError, PolicyNumber, Service
from scoring.policy_reader import (
    read_day,
    read_number,
    read_section,
    read_text,
    read_toml,
    same_keys,
    typed,
)

FOLDER = Path(__file__).parent / "policies"
LATEST = "2026-proposed"
SECTIONS = {name: kind for name, kind in get_type_hints(Policy).items() if is_dataclass(kind)}
ORDER = ("unplaced", "safety_below", "above_fair_share", "points", "tie_break")
HEAD = {"version", "valid_from", "weights", "services", *SECTIONS}


@cache
def load_policy(name: str = LATEST) -> Policy:
    """Read a shipped policy by its name, or any policy by a path that ends with .toml.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    return read_policy(read_toml(path, FOLDER))


def read_policy(document: Mapping[str, Any]) -> Policy:
    """Turn a parsed document into a policy; see `load_policy` for the errors."""
    same_keys("policy", set(document), HEAD)
    numbers: dict[str, PolicyNumber] = {}
    sections = {
        name: read_section(name, document[name], kind, numbers) for name, kind in SECTIONS.items()
    }
    weights = {
        key: read_number(f"weights.{key}", entry, int, numbers)
        for key, entry in document["weights"].items()
    }
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) != 100:
        raise PolicyError("policy: weights must be 0 or more and sum to 100")
    policy = Policy(
        version=read_text("version", document["version"]),
        valid_from=read_day("valid_from", document["valid_from"]),
        weights=weights,
        services={key: _service(key, entry) for key, entry in sorted(document["services"].items())},
        numbers=numbers,
        **sections,
    )
    _check(policy)
    return policy


def _service(key: str, entry: Any) -> Service:
    same_keys(f"services.{key}", set(entry), {"regional", "obliged_by"})
    regional = typed(f"services.{key}.regional", entry["regional"], bool)
    return Service(key=key, regional=regional, obliged_by=typed(key, entry["obliged_by"], str))


def _check(policy: Policy) -> None:
    """Refuse numbers that are well typed and still make no sense together."""
    steps, aims = policy.aims.safety_steps, policy.aims
    demands = {
        "version: at most 100 characters": len(policy.version) <= 100,
        f"aims.order: {', '.join(ORDER)}; the engine knows no other": aims.order == ORDER,
        "aims.safety_steps: at most 6, rising, 1 to 100": list(steps) == sorted(set(steps))
        and len(steps) <= 6
        and all(1 <= step <= 100 for step in steps),
        "aims.safety_floor: one of aims.safety_steps": aims.safety_floor in steps,
        "evenness.form: price or guarantee": policy.evenness.form in {"price", "guarantee"},
        "safety.exposure_ceiling: five numbers": len(policy.safety.exposure_ceiling) == 5,
        "safety factors: above 0, at most 1": all(
            0 < factor <= 1 for factor in (policy.safety.alliance_factor, policy.safety.feud_factor)
        ),
        "work.work_share: 0 to 100": 0 <= policy.work.work_share <= 100,
        "half distances, half lives and periods: above 0": all(
            length > 0 for length in _lengths(policy)
        ),
    }
    for demand, met in demands.items():
        if not met:
            raise PolicyError(f"policy: {demand}")


def _lengths(policy: Policy) -> list[float]:
    numbers = policy.numbers.items()
    return [
        entry.value
        for name, entry in numbers
        if "half_" in name or name.endswith(("_days", "factor"))
    ]
