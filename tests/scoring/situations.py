"""Reads tests/situations/*.toml: given a person and municipalities, these points, these reasons."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import numpy as np
from pydantic import TypeAdapter

from scoring.country import Country
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.round import Round
from tests.builders import country, person, problem

FOLDER = Path(__file__).parents[1] / "situations"
EXPECTED = {"points", "certainty", "closed", "reasons"}
GIVEN = {"tells", "country", "person", "round", "policy"}


@dataclass(frozen=True)
class Situation:
    """One entry of a file: what is given as a problem of one person, and what is expected."""

    criterion: str
    tells: str
    person: Person
    problem: PlacementProblem
    expected: Mapping[str, Any]


def situations(criterion: str) -> Iterator[Situation]:
    document = tomllib.loads((FOLDER / f"{criterion}.toml").read_text(encoding="utf-8"))
    for entry in document["situation"]:
        if unknown := set(entry) - GIVEN - EXPECTED:
            raise ValueError(f"{criterion}: {entry['tells']} has unknown keys {sorted(unknown)}")
        land = _country(document["country"] | entry.get("country", {}))
        somebody = person(**_fields(Person, entry.get("person", {})))
        rules = document["policy"] | entry.get("policy", {})
        facts = _fields(Round, entry.get("round", {}))
        yield Situation(
            criterion=criterion,
            tells=entry["tells"],
            person=somebody,
            problem=problem(somebody, land=land, rules=rules, **facts),
            expected={key: entry[key] for key in EXPECTED & set(entry)},
        )


def _fields(kind: type, table: Mapping[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {key: _value(hints[key], value) for key, value in table.items()}


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return hint(**_fields(hint, value))
    if isinstance(value, list):
        return tuple(_value(get_args(hint)[0], each) for each in value)
    known = next((kind for kind in get_args(hint) if is_dataclass(kind)), None)
    return _value(known, value) if known else TypeAdapter(hint).validate_python(value)


def _country(table: Mapping[str, Any]) -> Country:
    facts = {key: value for key, value in table.items() if key != "minutes"}
    for key, value in facts.items():
        if isinstance(value, dict):
            facts[key] = {name: np.array(column) for name, column in value.items()}
        else:
            facts[key] = tuple(value) if key in {"districts", "regions"} else np.array(value)
    return country(table["minutes"], **facts)
