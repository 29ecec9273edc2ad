"""Names a problem by its content and says with what it was solved, so that it can be run again."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import numpy as np

from scoring.limit import SEED, Limit
from scoring.policy import Policy
from scoring.problem import PlacementProblem
from scoring.result import ENGINE_VERSION, Versions

LIBRARIES = ("highspy", "networkx", "numpy", "ortools")


def fingerprint(problem: PlacementProblem) -> str:
    """SHA-256 over all that can change the answer; the order in which a round lists things cannot.

    The prose behind the policy's numbers is left out, their values are not.
    """
    parts = {
        "country": _plain(problem.country),
        "round": _unordered(_plain(problem.round)),
        "policy": _plain(problem.policy) | {"numbers": None},
    }
    return sha256(_text(parts).encode()).hexdigest()


def policy_identity(policy: Policy) -> str:
    """The policy's version and sixteen digits of all that stands in it, the prose too.

    A file of one's own with a shipped policy's version so has another identity; how a file is laid
    out, and its comments, change nothing.
    """
    return f"{policy.version}+{sha256(_text(_plain(policy)).encode()).hexdigest()[:16]}"


@cache
def libraries() -> Mapping[str, str]:
    """The versions of the libraries that an answer can depend on."""
    return {name: version(name) for name in LIBRARIES}


def versions(problem: PlacementProblem, limit: Limit, *, seed: int = SEED) -> Versions:
    """All it takes to compute the answer again; `seed` is the solver's."""
    return Versions(
        fingerprint=fingerprint(problem),
        policy=policy_identity(problem.policy),
        register=problem.country.version,
        engine=ENGINE_VERSION,
        salt=problem.policy.aims.tie_salt,
        limit={"effort": limit.effort, "seconds": limit.seconds, "seed": seed},
        libraries=dict(libraries()),
    )


def _plain(value: Any) -> Any:
    """Turn dataclasses, arrays, dates and numbers into what JSON writes in one way only."""
    if isinstance(value, np.ndarray):
        return [value.dtype.str, list(value.shape), sha256(value.tobytes()).hexdigest()]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, StrEnum | date):
        return str(value)
    return value


def _unordered(value: Any) -> Any:
    """Sort every list: a round's lists are sets, and so are its pairs."""
    if isinstance(value, dict):
        return {key: _unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(each) for each in value), key=_text)
    return value


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
