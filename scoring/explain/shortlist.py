"""The shortlist of one person and all that readers of its proposal may draw on (EX-5, SE-6)."""

import numpy as np

from scoring.criteria import ALL
from scoring.danish import danish_order
from scoring.explain.alone import EVENNESS
from scoring.explain.here import named, why_here
from scoring.explain.standing_plan import StandingPlan, standing_plan
from scoring.explanation import Explanation, Option, Sentence
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.sentences import PRECAUTIONS, on_the_candidate, on_the_needs
from scoring.solver.board import NOWHERE


def explain(problem: PlacementProblem, result: Result, person: str) -> Explanation:
    """Gather what the readers of one person's proposal may get, each by its own row.

    Raises:
        ExplainError: the person is not in the round, or the result answers another one.
    """
    plan, found = standing_plan(problem, result), named(problem, person)
    places = () if person in problem.decided else shortlist(plan, plan.unit_of(person))
    options = (_option(problem, found, at) for at in places)
    return Explanation(
        here=why_here(problem, result, person),
        options=tuple(sorted(options, key=lambda o: (danish_order(o.name), o.municipality))),
        needs=on_the_needs(found, problem.households[found.household]),
        precautions=(Sentence(PRECAUTIONS, {}),),
    )


def shortlist(plan: StandingPlan, unit: int) -> tuple[int, ...]:
    """The plan's place and the next best others, from different police districts where they can be.

    As many as the policy says, or all that are open where they are fewer.

    What the places are worth counts by the own criteria alone: a list that moved with evenness
    would tell where others live. None without a place, or with fewer open places than the policy
    asks for.
    """
    policy, number = plan.problem.policy.shortlist, int(plan.board.choices.open[unit].sum())
    column = int(plan.columns[unit])
    if column == NOWHERE or number < policy.open_places_at_least:
        return ()
    chosen = [int(plan.board.place[column])]
    districts = plan.problem.country.districts
    while len(chosen) < min(policy.options, number):
        rest = [at for at in _best_first(plan, unit) if at not in chosen]
        seen = {districts[at] for at in chosen}
        elsewhere = [at for at in rest if districts[at] not in seen]
        chosen.append((elsewhere or rest)[0])
    return tuple(chosen)


def _best_first(plan: StandingPlan, unit: int) -> list[int]:
    choices = plan.board.choices
    people = list(choices.units[unit].people)
    weights = plan.problem.policy.weights
    worth = sum(
        weights[key] * points[people].sum(axis=0)
        for key, points in choices.judgement.points.items()
        if key != EVENNESS
    )
    order = np.lexsort((np.arange(len(plan.problem.country)), -np.asarray(worth)))
    return [int(at) for at in order if choices.open[unit, at]]


def _option(problem: PlacementProblem, person: Person, at: int) -> Option:
    reasons = [reason for criterion in ALL for reason in criterion.reasons(person, at, problem)]
    country = problem.country
    return Option(country.codes[at], country.names[at], on_the_candidate(reasons))
