"""What a plan's points are made of: each criterion for one person and the others, prices, rises."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.explain.standing_plan import StandingPlan
from scoring.solver.aims import paid_steps
from scoring.solver.board import NOWHERE


@dataclass(frozen=True, slots=True)
class Parts:
    """A plan's points in parts that add up to the aim: own + others − prices − rises.

    Attributes:
        points: per criterion, one person's own points; empty without a place.
        own: the same weighted, hundredths of a point.
        others: per criterion, the weighted points of everybody else, hundredths of a point.
        prices: taken for being near people placed before, hundredths.
        rises: the steps of evenness that the plan pays, hundredths.
    """

    points: Mapping[str, int]
    own: Mapping[str, int]
    others: Mapping[str, int]
    prices: int
    rises: int


def parts(plan: StandingPlan, person: str) -> Parts:
    """Take the points of a plan apart, one waiting person's from those of the rest."""
    choices, weights = plan.board.choices, plan.problem.policy.weights
    placed = np.flatnonzero(plan.columns != NOWHERE)
    columns = plan.columns[placed]
    place_of = {
        row: int(plan.board.place[plan.columns[number]])
        for number in placed.tolist()
        for row in choices.units[number].people
    }
    rows, at = np.array([*place_of], np.int64), np.array([*place_of.values()], np.int64)
    judged = choices.judgement.points
    everybody = {key: weights[key] * int(of[rows, at].sum()) for key, of in judged.items()}
    me = plan.problem.position[person]
    points = {key: int(of[me, place_of[me]]) for key, of in judged.items() if me in place_of}
    own = {key: weights[key] * points.get(key, 0) for key in judged}
    worth = int(choices.worth[placed, plan.board.place[columns]].sum())
    return Parts(
        points=points,
        own=own,
        others={key: everybody[key] - own[key] for key in judged},
        prices=sum(everybody.values()) - worth,
        rises=int(paid_steps(choices.rises, plan.board.counts(plan.columns)).sum()),
    )
