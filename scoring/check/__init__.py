"""The checker: verifies any answer against its round, sharing no code with the models (SV-3)."""

from collections.abc import Iterable

from scoring.check.beside import check_beside
from scoring.check.conflicts import without_reasons, wrong_conflicts
from scoring.check.plan import broken_lines, broken_rules, places, wrong_outcomes
from scoring.check.proofs import (
    refuted_bounds,
    wrong_bounds,
    wrong_status,
    wrong_values,
    wrong_versions,
)
from scoring.check.reading import Reading
from scoring.check.violation import Fault, Violation
from scoring.problem import PlacementProblem
from scoring.result import Result

__all__ = ["Fault", "Violation", "check", "check_beside"]


def check(
    problem: PlacementProblem, result: Result, *, fixed: Iterable[str] = ()
) -> tuple[Violation, ...]:
    """List everything wrong with an answer; nothing when it is what it claims to be.

    Args:
        problem: the round that the answer is for.
        result: the answer; whoever made it.
        fixed: keys of people whose places a what-if question held, so that the bounds do too.
    """
    unreadable = tuple(broken_lines(problem, result))
    if unreadable:
        return (*unreadable, *wrong_versions(problem, result))
    reading, at, held = Reading(problem), places(problem, result), frozenset(fixed)
    broken = tuple(broken_rules(reading, at))
    stated = tuple(wrong_values(reading, at, result))
    # Bounds of aims that the policy does not have say nothing, and their names are the file's own.
    named = not any(violation.fault is Fault.AIMS for violation in stated)
    found = (
        *wrong_outcomes(reading, result),
        *broken,
        *stated,
        *(wrong_bounds(result) if named else ()),
        *wrong_status(result),
        *wrong_conflicts(reading, at, result),
        # An answer to a what-if question names no conflicts.
        *(() if held else without_reasons(reading, at, result)),
        *wrong_versions(problem, result),
    )
    if broken or stated:
        return found
    return (*found, *refuted_bounds(reading, at, result, held))
