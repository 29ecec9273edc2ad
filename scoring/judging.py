"""Judges everybody who waits on every criterion: points, certainty and closings as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.country import Mask, Whole
from scoring.criteria import ALL
from scoring.problem import PlacementProblem


@dataclass(frozen=True, eq=False)
class Judgement:
    """What the criteria say of all who wait, in the order of `problem.people`.

    Attributes:
        points: per criterion key, people × municipalities, 0 to 100.
        certainty: per criterion key, people × municipalities, per cent.
        closings: per rule code, people × municipalities, True where closed.
    """

    points: Mapping[str, Whole]
    certainty: Mapping[str, Whole]
    closings: Mapping[str, Mask]


def judge(problem: PlacementProblem) -> Judgement:
    """Judge every waiting person against every municipality."""
    shape = (len(problem.people), len(problem.country))
    points = {c.key: np.zeros(shape, np.int64) for c in ALL}
    certainty = {c.key: np.zeros(shape, np.int64) for c in ALL}
    closings = {code: np.zeros(shape, bool) for c in ALL for code in c.closing_codes}
    for row, person in enumerate(problem.people):
        for criterion in ALL:
            judged = criterion.judge(person, problem)
            points[criterion.key][row] = judged.points
            certainty[criterion.key][row] = judged.certainty
            for closing in judged.closings:
                closings[closing.rule][row] |= closing.places
    return Judgement(points, certainty, dict(sorted(closings.items())))
