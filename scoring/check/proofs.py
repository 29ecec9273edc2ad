"""Whether the stated aims, bounds, status and versions are what plan and problem bear out."""

from collections.abc import Iterator, Mapping

from scoring.check.costs import costs, least, reached_by_moves
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.check.violation import Fault, Violation
from scoring.country import Whole
from scoring.fingerprint import fingerprint, policy_identity
from scoring.problem import PlacementProblem
from scoring.result import AimResult, Result, Status

TIE_BREAK = "tie_break"
MAXIMISED = "points"
BOUNDS = ("effort", "seconds")


def wrong_values(reading: Reading, at: Whole, result: Result) -> Iterator[Violation]:
    """Aims that are missing or in another order, and values that the plan does not reach."""
    reached = values(reading, at)
    if [aim.name for aim in result.aims] != list(reached):
        yield Violation("aim.names", (), Fault.AIMS)
        return
    for number, aim in enumerate(result.aims):
        if aim.value != reached[aim.name]:
            facts = {"where": f"aims.{number}.value", "aim": aim.name}
            yield Violation("aim.value", (), Fault.VALUE, facts)


def wrong_bounds(result: Result) -> Iterator[Violation]:
    """Bounds on the wrong side of their values."""
    for number, aim in enumerate(result.aims):
        if _cost(aim, aim.bound) > _cost(aim, aim.value):
            yield _bound(number, aim, Fault.BOUND_PASSED)


def refuted_bounds(
    reading: Reading, at: Whole, result: Result, held: frozenset[str]
) -> Iterator[Violation]:
    """Bounds that simple arithmetic beats, or that a plan with one unit moved refutes."""
    all_costs = costs(reading)
    gains: Mapping[str, int] = reached_by_moves(reading, at, held, all_costs)
    for number, (aim, cost) in enumerate(zip(result.aims, all_costs, strict=True)):
        if _cost(aim, aim.bound) < least(reading, cost):
            yield _bound(number, aim, Fault.BOUND_WEAK)
        if _cost(aim, aim.value) - gains.get(aim.name, 0) < _cost(aim, aim.bound):
            yield _bound(number, aim, Fault.BOUND_BEATEN)


def _bound(number: int, aim: AimResult, fault: Fault) -> Violation:
    facts = {"where": f"aims.{number}.bound", "aim": aim.name}
    return Violation("aim.bound", (), fault, facts)


def _cost(aim: AimResult, number: int) -> int:
    return -number if aim.name == MAXIMISED else number


def wrong_status(result: Result) -> Iterator[Violation]:
    """A status that the aims do not bear out."""
    unproven = [aim.name for aim in result.aims if aim.value != aim.bound]
    unnamed = any(not conflict.proven for conflict in result.conflicts)
    fits = {
        Status.PROVEN: not unproven,
        Status.PROVEN_BUT_TIE_BREAK: unproven == [TIE_BREAK],
        Status.FEASIBLE: bool(unproven) and unproven != [TIE_BREAK],
        Status.STOPPED: bool(unproven) or unnamed,
    }
    if not fits[result.status]:
        yield Violation("status", (), Fault.STATUS)


def wrong_versions(problem: PlacementProblem, result: Result) -> Iterator[Violation]:
    """An answer to another problem, policy or register, or with limits that cannot have been."""
    found = {
        "fingerprint": result.versions.fingerprint == fingerprint(problem),
        "policy": result.versions.policy == policy_identity(problem.policy),
        "register": result.versions.register == problem.country.version,
        "salt": result.versions.salt == problem.policy.aims.tie_salt,
    }
    for name, same in found.items():
        if not same:
            yield Violation("versions", (), Fault.MADE_FOR_ANOTHER, {"version": name})
    if not _possible(result):
        yield Violation("versions", (), Fault.LIMITS, {"version": "limit"})


def _possible(result: Result) -> bool:
    """Whether these limits are limits at all and can have left the aims as the status says."""
    limit = result.versions.limit
    amounts = {name: limit.get(name) for name in BOUNDS}
    whole = limit.keys() == {*BOUNDS, "seed"} and limit["seed"] is not None
    counted = all(amount is None or amount >= 0 for amount in amounts.values())
    endless = all(amount is None for amount in amounts.values())
    cut = result.status in {Status.FEASIBLE, Status.PROVEN_BUT_TIE_BREAK}
    return whole and counted and not (endless and cut)
