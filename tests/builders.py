"""Small makers with sane defaults, so that a test shows only what matters to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from scoring.country import Country, MunicipalityCode
from scoring.person import Household, Person, Urgency
from scoring.policy import Policy
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round import Round

TODAY = date(2026, 11, 22)


def code(number: int) -> MunicipalityCode:
    """The code of the n-th made-up municipality, counted from 0."""
    return MunicipalityCode(f"{9001 + number:04d}")


def country(minutes: Sequence[Sequence[int]] | int = 3, **facts: Any) -> Country:
    """A made-up country; by default n municipalities in a row, 60 minutes from one to the next."""
    if isinstance(minutes, int):
        minutes = [[60 * abs(a - b) for b in range(minutes)] for a in range(minutes)]
    n = len(minutes)
    defaults: dict[str, Any] = {
        "codes": tuple(code(i) for i in range(n)),
        "names": tuple(f"Made-up {i}" for i in range(n)),
        "districts": tuple(f"District {i}" for i in range(n)),
        "regions": ("Region A",) * n,
        "minutes": np.array(minutes, np.int64),
        "minutes_error_percent": 0,
        "population": np.full(n, 10_000, np.int64),
        "working_age": np.full(n, 6_000, np.int64),
        "unemployment_pct": np.full(n, 3.0),
        "education": {},
        "psychiatry": np.zeros(n, bool),
        "psychiatry_complete": np.ones(n, bool),
        "version": "made-up",
    }
    return Country(**(defaults | facts))


def person(key: str = "p1", **facts: Any) -> Person:
    """Somebody from the first municipality, standard track, threat level 1."""
    defaults: dict[str, Any] = {
        "household": f"h-{key}",
        "urgency": Urgency.STANDARD,
        "threat_level": 1,
        "moves_from": code(0),
    }
    return Person(key=key, **(defaults | facts))


def round_of(*people: Person, **facts: Any) -> Round:
    """A made-up round of these people, each household just as large as its candidates."""
    sizes: dict[str, int] = {}
    for each in people:
        sizes[each.household] = sizes.get(each.household, 0) + 1
    defaults: dict[str, Any] = {
        "date": TODAY,
        "label": "made up for a test",
        "made_up": True,
        "people": people,
        "households": tuple(Household(key=key, persons=size) for key, size in sizes.items()),
    }
    return Round(**(defaults | facts))


def policy(changes: Mapping[str, Any] | None = None) -> Policy:
    """The proposed policy with numbers changed: {"safety.half_exposure": 5.0}."""
    changed = load_policy()
    for name, value in (changes or {}).items():
        section, _, number = name.partition(".")
        new = replace(getattr(changed, section), **{number: value}) if number else value
        changed = replace(changed, **{section: new})
    return changed


def problem(
    *people: Person,
    land: Country | None = None,
    rules: Mapping[str, Any] | None = None,
    **facts: Any,
) -> PlacementProblem:
    """A placement problem of these people in a made-up country."""
    return PlacementProblem(land or country(), round_of(*people, **facts), policy(rules))
