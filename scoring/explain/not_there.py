"""Why not there (EX-2): closed by which rules, or what forcing it would cost and who would move."""

from dataclasses import replace

from scoring.country import CHRISTIANSOE, MunicipalityCode, Whole
from scoring.explain.bounds import bounds
from scoring.explain.closed import closed_by, decided_elsewhere
from scoring.explain.here import named
from scoring.explain.parts import parts
from scoring.explain.repaired import repaired
from scoring.explain.standing_plan import StandingPlan, standing_plan
from scoring.explanation import AimChange, AimSpan, ExplainError, Forced, Move, Quick, WhyNot
from scoring.limit import Cancelled, Limit
from scoring.problem import PlacementProblem
from scoring.result import Result, Status
from scoring.solver import solve
from scoring.solver.board import NOWHERE

DEFAULT = Limit()
PROVEN = (Status.PROVEN, Status.PROVEN_BUT_TIE_BREAK)


def why_not(
    problem: PlacementProblem,
    result: Result,
    person: str,
    municipality: str,
    limit: Limit = DEFAULT,
    *,
    cancelled: Cancelled | None = None,
) -> WhyNot:
    """Say exactly why somebody does not get a place: the whole round is solved with it forced.

    Raises:
        ExplainError: person or municipality is unknown, or the result answers another round.
    """
    quick = why_not_at_once(problem, result, person, municipality)
    if quick.quick is None:
        return quick
    unit = problem.units[standing_plan(problem, result).unit_of(person)]
    fixed = dict.fromkeys(unit.keys, quick.municipality)
    forced = solve(problem, limit, cancelled=cancelled, fixed=fixed)
    return replace(quick, forced=_forced(problem, result, forced, person))


def _no_place(code: str) -> str:
    if code == CHRISTIANSOE:
        return "Christiansø (0411) is no municipality; nobody can be sent there"
    return "no such code in the register; codes have four digits"


def why_not_at_once(
    problem: PlacementProblem, result: Result, person: str, municipality: str
) -> WhyNot:
    """Say what is known without a search: the closing rules, or a repaired plan and a bound.

    Raises:
        ExplainError: as for `why_not`.
    """
    plan = standing_plan(problem, result)
    named(problem, person)
    if municipality not in problem.country.at:
        raise ExplainError(f"municipality: {_no_place(municipality)}")
    code = MunicipalityCode(municipality)
    at = problem.country.at[code]
    if person in problem.decided:
        closed = () if problem.decided[person] == at else decided_elsewhere(problem, person)
        return WhyNot(person, code, closed)
    unit = plan.unit_of(person)
    column = plan.board.column(unit, at)
    if column == NOWHERE:
        return WhyNot(person, code, closed_by(plan, unit, at))
    if column == plan.columns[unit]:
        return WhyNot(person, code)
    return WhyNot(person, code, quick=_quick(plan, unit, column))


def _quick(plan: StandingPlan, unit: int, column: int) -> Quick:
    after = repaired(plan, unit, column)
    stated = {aim.name: aim.value for aim in plan.result.aims}
    spans = (
        AimSpan(aim.name, stated[aim.name], bound, aim.sign * aim.of(after, plan.board))
        for aim, bound in zip(plan.aims, bounds(plan, unit, column), strict=True)
    )
    return Quick(tuple(spans), _moves(plan, after))


def _moves(plan: StandingPlan, after: Whole) -> tuple[Move, ...]:
    changed = (
        (key, plan.code(int(plan.columns[number])), plan.code(int(after[number])))
        for number, unit in enumerate(plan.problem.units)
        for key in unit.keys
    )
    return tuple(sorted((Move(*c) for c in changed if c[1] != c[2]), key=lambda m: m.person))


def _forced(problem: PlacementProblem, result: Result, forced: Result, person: str) -> Forced:
    standing = {line.person: line.municipality for line in result.placements}
    moves = (
        Move(line.person, standing[line.person], line.municipality) for line in forced.placements
    )
    before = parts(standing_plan(problem, result), person)
    after = parts(standing_plan(problem, forced), person)
    own = {key: before.own[key] - worth for key, worth in after.own.items()}
    return Forced(
        status=forced.status,
        exact=result.status in PROVEN and forced.status in PROVEN,
        aims=tuple(
            AimChange(now.name, now.value, then.value, now.proven and then.proven)
            for now, then in zip(result.aims, forced.aims, strict=True)
        ),
        losses={key: before.points.get(key, 0) - points for key, points in after.points.items()},
        own=own,
        others={key: before.others[key] - worth for key, worth in after.others.items()},
        worth=sum(own.values()),
        prices=after.prices - before.prices,
        rises=after.rises - before.rises,
        moves=tuple(move for move in moves if move.before != move.after),
    )
