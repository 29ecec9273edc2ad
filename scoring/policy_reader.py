"""Reads numbers of a dated policy from TOML, each with what stands behind it; refuses all else.

What kind of policy it is says its own file: sections are frozen classes whose fields are the
numbers asked for, here and in the casework alike.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from scoring.policy import PolicyError, PolicyNumber

ENTRY = {"value", "unit", "status", "reason", "sensitivity"}
STATUSES = ("proposed", "published")


def read_toml(path: Path, shipped: Path) -> Mapping[str, Any]:
    """The document of a policy; `shipped` is the folder whose policies a refusal names.

    Raises:
        PolicyError: the file is missing or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        known = ", ".join(sorted(p.stem for p in shipped.glob("*.toml")))
        raise PolicyError(f"policy: the file cannot be read; shipped policies: {known}") from None
    except tomllib.TOMLDecodeError as fault:
        place = str(fault).rpartition("(")[2].rstrip(")")
        raise PolicyError(f"policy: not TOML {place}; mend the syntax there") from None


def read_section(name: str, table: Any, kind: Any, numbers: dict[str, PolicyNumber]) -> Any:
    """One frozen class of numbers; each is noted in `numbers` with what stands behind it."""
    hints = get_type_hints(kind)
    same_keys(
        name, set(table) if isinstance(table, dict) else set(), {f.name for f in fields(kind)}
    )
    return kind(
        **{
            key: read_number(f"{name}.{key}", table[key], hint, numbers)
            for key, hint in hints.items()
        }
    )


def read_number(place: str, entry: Any, kind: Any, numbers: dict[str, PolicyNumber]) -> Any:
    """The value of one number, noted in `numbers` with what stands behind it."""
    if not isinstance(entry, dict):
        raise PolicyError(f"policy: {place} must be a table with {', '.join(sorted(ENTRY))}")
    same_keys(place, set(entry) - {"plausible"}, ENTRY)
    if entry["status"] not in STATUSES:
        raise PolicyError(f"policy: {place}.status must be one of {', '.join(STATUSES)}")
    value = typed(place, entry["value"], kind)
    texts = {key: read_text(f"{place}.{key}", entry[key]) for key in sorted(ENTRY - {"value"})}
    plausible = tuple(float(end) for end in entry["plausible"]) if "plausible" in entry else None
    numbers[place] = PolicyNumber(name=place, value=value, plausible=plausible, **texts)  # type: ignore[arg-type]
    return value


def typed(place: str, value: Any, kind: Any) -> Any:
    """The value if it is of this kind."""
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(typed(place, each, kind.__args__[0]) for each in value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (kind is float and not 0 <= value < float("inf")):
        raise PolicyError(
            f"policy: {place}.value must be a finite {getattr(kind, '__name__', 'list')}"
        )
    return value


def read_text(place: str, value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise PolicyError(f"policy: {place} must be a text that is not empty")
    return value


def read_day(place: str, value: Any) -> date:
    """A date."""
    if type(value) is not date:
        raise PolicyError(f"policy: {place} must be a date such as 2026-11-22, without quotes")
    return value


def same_keys(place: str, found: set[str], wanted: set[str]) -> None:
    """Refuse a table that lacks a key or has one too many."""
    missing, extra = sorted(wanted - found), sorted(found - wanted)
    if missing:
        raise PolicyError(f"policy: {place} lacks {', '.join(missing)}")
    if extra:
        raise PolicyError(
            f"policy: {place} has {len(extra)} unknown key(s); allowed: {', '.join(sorted(wanted))}"
        )
