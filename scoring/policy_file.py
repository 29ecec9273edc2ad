"""Reads a dated policy from TOML and refuses whatever is unknown, missing or out of its range."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from scoring.policy import Policy, PolicyError, PolicyNumber, Service

FOLDER = Path(__file__).parent / "policies"
LATEST = "2026-proposed"
SECTIONS = {name: kind for name, kind in get_type_hints(Policy).items() if is_dataclass(kind)}
ENTRY = {"value", "unit", "status", "reason", "sensitivity"}
ORDER = ("unplaced", "safety_below", "above_fair_share", "points", "tie_break")
STATUSES = ("proposed", "published")
HEAD = {"version", "valid_from", "weights", "services", *SECTIONS}


@cache
def load_policy(name: str = LATEST) -> Policy:
    """Read a shipped policy by its name, or any policy by a path that ends with .toml.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.toml")))
        raise PolicyError(f"policy: the file cannot be read; shipped policies: {known}") from None
    except tomllib.TOMLDecodeError as fault:
        place = str(fault).rpartition("(")[2].rstrip(")")
        raise PolicyError(f"policy: not TOML {place}; mend the syntax there") from None
    return read_policy(document)


def read_policy(document: Mapping[str, Any]) -> Policy:
    """Turn a parsed document into a policy; see `load_policy` for the errors."""
    _same_keys("policy", set(document), HEAD)
    numbers: dict[str, PolicyNumber] = {}
    sections = {
        name: _section(name, document[name], kind, numbers) for name, kind in SECTIONS.items()
    }
    weights = {
        key: _number(f"weights.{key}", entry, int, numbers)
        for key, entry in document["weights"].items()
    }
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) != 100:
        raise PolicyError("policy: weights must be 0 or more and sum to 100")
    policy = Policy(
        version=_text("version", document["version"]),
        valid_from=_day("valid_from", document["valid_from"]),
        weights=weights,
        services={key: _service(key, entry) for key, entry in sorted(document["services"].items())},
        numbers=numbers,
        **sections,
    )
    _check(policy)
    return policy


def _section(name: str, table: Any, kind: Any, numbers: dict[str, PolicyNumber]) -> Any:
    hints = get_type_hints(kind)
    _same_keys(
        name, set(table) if isinstance(table, dict) else set(), {f.name for f in fields(kind)}
    )
    return kind(
        **{key: _number(f"{name}.{key}", table[key], hint, numbers) for key, hint in hints.items()}
    )


def _number(place: str, entry: Any, kind: Any, numbers: dict[str, PolicyNumber]) -> Any:
    if not isinstance(entry, dict):
        raise PolicyError(f"policy: {place} must be a table with {', '.join(sorted(ENTRY))}")
    _same_keys(place, set(entry) - {"plausible"}, ENTRY)
    if entry["status"] not in STATUSES:
        raise PolicyError(f"policy: {place}.status must be one of {', '.join(STATUSES)}")
    value = _typed(place, entry["value"], kind)
    texts = {key: _text(f"{place}.{key}", entry[key]) for key in sorted(ENTRY - {"value"})}
    plausible = tuple(float(end) for end in entry["plausible"]) if "plausible" in entry else None
    numbers[place] = PolicyNumber(name=place, value=value, plausible=plausible, **texts)  # type: ignore[arg-type]
    return value


def _typed(place: str, value: Any, kind: Any) -> Any:
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_typed(place, each, kind.__args__[0]) for each in value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (kind is float and not 0 <= value < float("inf")):
        raise PolicyError(
            f"policy: {place}.value must be a finite {getattr(kind, '__name__', 'list')}"
        )
    return value


def _service(key: str, entry: Any) -> Service:
    _same_keys(f"services.{key}", set(entry), {"regional", "obliged_by"})
    regional = _typed(f"services.{key}.regional", entry["regional"], bool)
    return Service(key=key, regional=regional, obliged_by=_typed(key, entry["obliged_by"], str))


def _text(place: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PolicyError(f"policy: {place} must be a text that is not empty")
    return value


def _day(place: str, value: Any) -> date:
    if type(value) is not date:
        raise PolicyError(f"policy: {place} must be a date such as 2026-11-22, without quotes")
    return value


def _same_keys(place: str, found: set[str], wanted: set[str]) -> None:
    missing, extra = sorted(wanted - found), sorted(found - wanted)
    if missing:
        raise PolicyError(f"policy: {place} lacks {', '.join(missing)}")
    if extra:
        raise PolicyError(
            f"policy: {place} has {len(extra)} unknown key(s); allowed: {', '.join(sorted(wanted))}"
        )


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
