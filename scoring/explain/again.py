"""Computes a stored answer again, bit for bit, or says which version stands in the way (EX-8)."""

from dataclasses import replace

from scoring.explanation import Recomputed
from scoring.fingerprint import libraries, versions
from scoring.limit import SEED, Limit
from scoring.problem import PlacementProblem
from scoring.result import ENGINE_VERSION, Result, Versions
from scoring.result_file import result_bytes
from scoring.solver import solve

SECONDS = "limit.seconds"
"""What a result says of the clock, which cannot be verified."""


def recompute(problem: PlacementProblem, result: Result) -> Recomputed:
    """Solve the round again as the result says it was solved, and compare every byte.

    The clock is left out, only counted effort repeats; a result that the clock ended does not.
    """
    limit = Limit(effort=result.versions.limit.get("effort"))
    now = versions(problem, limit)
    differs = _differences(result.versions, now)
    if differs:
        return Recomputed(differs)
    again = solve(problem, limit)
    again = replace(again, versions=replace(again.versions, limit=result.versions.limit))
    same = result.repeatable and result_bytes(again) == result_bytes(result)
    return Recomputed(() if same else ("answer",))


def made_elsewhere(result: Result) -> tuple[str, ...]:
    """The engine, its seed and the libraries that are not here as the result names them.

    The plan can be as good as it ever was; it only cannot be computed again here. Seconds are
    named too: nothing can tell how long the clock ran.
    """
    stored = result.versions
    limit = {**stored.limit, "seed": SEED}
    here = replace(stored, engine=ENGINE_VERSION, libraries=libraries(), limit=limit)
    timed = () if stored.limit.get("seconds") is None else (SECONDS,)
    return (*_differences(stored, here), *timed)


def _differences(stored: Versions, now: Versions) -> tuple[str, ...]:
    names = ("fingerprint", "policy", "register", "engine", "salt")
    found = [name for name in names if getattr(stored, name) != getattr(now, name)]
    if {**stored.limit, "seconds": None} != {**now.limit, "seconds": None}:
        found.append("limit")
    found.extend(
        f"libraries.{name}"
        for name, version in sorted(now.libraries.items())
        if stored.libraries.get(name) != version
    )
    if stored.libraries.keys() - now.libraries.keys():
        # Their names are the file's own, so they are not repeated.
        found.append("libraries")
    return tuple(found)
