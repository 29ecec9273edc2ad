"""Criterion 5: which municipalities have already received candidates?"""

from datetime import date

import numpy as np

from scoring.country import Real
from scoring.criterion import Criterion, Points, Reason
from scoring.once import once_per_problem
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.reasons import clamping, shared, whole_points


class EvenDistribution:
    """The less of its fair share a municipality has received, the more points.

    The price of r received candidates is φ(r) = points per fair share × r² / (2 × fair share); the
    points are 100 less the step from what it received to one more.
    """

    key = "even_distribution"
    order = 5
    label = "Even distribution"
    unit = "points, 0 to 100; each fair share received costs evenness.points_per_fair_share"
    source = "KL's recommendations for a framework model (8 April 2014), p. 5, bullet 5"
    valid_from = date(2014, 4, 8)
    reason_codes: tuple[str, ...] = (
        "even.base",
        "even.none_received",
        "even.received",
        "even.this_one",
        "even.clamped",
    )
    closing_codes: tuple[str, ...] = ()

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """The same for all who wait: 100 less the price of the first step."""
        return _points(problem, problem.decided.get(person.key))

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """What it received already, the half step of this candidate, and what clamping gives."""
        decided_at = problem.decided.get(person.key)
        fair, received = float(problem.fair_share[at]), float(_before(problem, decided_at)[at])
        price = problem.policy.evenness.points_per_fair_share / fair
        parts = [
            (Reason("even.base", 0), 100.0),
            (_received(person, at, problem, received), -price * received),
            (Reason("even.this_one", 0, {"fair_share": round(fair, 2)}), -price / 2),
        ]
        parts += clamping("even.clamped", sum(part for _, part in parts))
        return shared(int(_points(problem, decided_at).points[at]), parts)


def _received(person: Person, at: int, problem: PlacementProblem, received: float) -> Reason:
    """Whom it has received before this person, if anybody."""
    fair = round(float(problem.fair_share[at]), 2)
    ever = sum(each.place == at and each.key != person.key for each in problem.standing)
    if not ever:
        return Reason("even.none_received", 0, {"fair_share": fair})
    facts = {"received": round(received, 2), "fair_share": fair, "received_ever": ever}
    return Reason("even.received", 0, facts)


@once_per_problem
def _points(problem: PlacementProblem, decided_at: int | None) -> Points:
    price = problem.policy.evenness.points_per_fair_share / problem.fair_share
    known = np.full(len(problem.country), 100, np.int64)
    return Points(whole_points(100 - price * (_before(problem, decided_at) + 0.5)), known)


def _before(problem: PlacementProblem, decided_at: int | None) -> Real:
    """What was received before one person; somebody decided has not come before itself."""
    received: Real = problem.received.copy()
    if decided_at is not None:
        received[decided_at] -= 1
    return received


CRITERION: Criterion = EvenDistribution()
