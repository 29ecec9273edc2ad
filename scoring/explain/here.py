"""Why here (EX-1): points, reasons, wishes, and what the whole round gained or gave."""

from scoring.criteria import ALL
from scoring.explain.alone import alone
from scoring.explain.closed_since import closed_since
from scoring.explain.standing_plan import StandingPlan, standing_plan
from scoring.explanation import CriterionHere, ExplainError, WhyHere, WishHere
from scoring.person import Person, WishKind
from scoring.problem import PlacementProblem
from scoring.result import Outcome, Result
from scoring.solver.aims import paid_steps
from scoring.solver.board import NOWHERE


def why_here(problem: PlacementProblem, result: Result, person: str) -> WhyHere:
    """Say why the plan gives this person this place.

    Raises:
        ExplainError: the person is not in the round, or the result answers another one.
    """
    plan = standing_plan(problem, result)
    found = named(problem, person)
    line = next(line for line in result.placements if line.person == person)
    at = None if line.municipality is None else problem.country.at[line.municipality]
    criteria = () if at is None else criteria_at(problem, found, at)
    decided = line.outcome is Outcome.DECIDED
    unit = None if decided else plan.unit_of(person)
    price, rise = (0, 0) if unit is None else _taken(plan, unit)
    return WhyHere(
        person=person,
        unit=() if unit is None else problem.units[unit].keys,
        outcome=line.outcome,
        municipality=line.municipality,
        criteria=criteria,
        worth=worth(criteria),
        price=price,
        rise=rise,
        wishes=_wishes(found, line.municipality),
        alone=None if unit is None else alone(plan, unit, person),
        conflict=next((c for c in result.conflicts if person in c.people), None),
        closed_since=closed_since(problem, person) if decided else (),
    )


def named(problem: PlacementProblem, person: str) -> Person:
    """Find somebody of the round, decided or waiting.

    Raises:
        ExplainError: nobody of the round has this key.
    """
    found = next((each for each in problem.round.people if each.key == person), None)
    if found is None:
        raise ExplainError("person: nobody in the round has this key; list the people of the plan")
    return found


def criteria_at(problem: PlacementProblem, person: Person, at: int) -> tuple[CriterionHere, ...]:
    """Each criterion's points for one person at one municipality, with certainty and reasons."""
    found = []
    for criterion in ALL:
        judged = criterion.judge(person, problem)
        found.append(
            CriterionHere(
                key=criterion.key,
                weight=problem.policy.weights[criterion.key],
                points=int(judged.points[at]),
                certainty=int(judged.certainty[at]),
                reasons=criterion.reasons(person, at, problem),
                source=criterion.source,
            )
        )
    return tuple(found)


def worth(criteria: tuple[CriterionHere, ...]) -> int:
    """Weighted points, in hundredths of a point."""
    return sum(each.weight * each.points for each in criteria)


def _taken(plan: StandingPlan, unit: int) -> tuple[int, int]:
    """Hundredths taken from a unit at its place: prices, and the last steps of evenness there."""
    column = int(plan.columns[unit])
    if column == NOWHERE:
        return 0, 0
    at, choices = int(plan.board.place[column]), plan.board.choices
    weights = plan.problem.policy.weights
    points = choices.judgement.points
    full = sum(
        weights[key] * int(points[key][list(choices.units[unit].people), at].sum())
        for key in points
    )
    without = plan.with_unit_at(unit, NOWHERE)
    before, after = (
        int(paid_steps(choices.rises, plan.board.counts(columns))[at])
        for columns in (without, plan.columns)
    )
    return full - int(choices.worth[unit, at]), after - before


def _wishes(person: Person, place: str | None) -> tuple[WishHere, ...]:
    return tuple(
        WishHere(
            wish.kind,
            wish.municipality,
            place is not None and (wish.municipality == place) == (wish.kind is WishKind.WANTS),
        )
        for wish in person.wishes
    )
