"""Criterion 2: are there people nearby on whom a life outside crime can rest?"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from scoring.country import Provenance, Real
from scoring.criterion import Criterion, FactValue, Points, Reason
from scoring.geography import decay, minutes
from scoring.person import Person, Tie, TieKind
from scoring.problem import PlacementProblem
from scoring.reasons import NOISE, Part, clamping, shared, whole_points


class FamilyAndNetwork:
    """Support of which any one tie would do, less the pull of ties into the milieu."""

    key = "family_and_network"
    order = 2
    label = "Family and network"
    unit = "points, 0 to 100: the chance that support is within reach, less that of a pull"
    source = "KL's recommendations for a framework model (8 April 2014), p. 5, bullet 2"
    valid_from = date(2014, 4, 8)
    reason_codes: tuple[str, ...] = (
        "family.none",
        "family.supportive",
        "family.own_child",
        "family.milieu",
        "family.clamped",
    )
    closing_codes: tuple[str, ...] = ()

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """100 × (support − pull), each 1 − Π(1 − strength × what the distance leaves)."""
        support, pull = _either(_supporting(person), problem), _either(_pulling(person), problem)
        known = np.full(len(problem.country), 100, np.int64)
        return Points(whole_points(100 * (support - pull)), known)

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """Each tie's part of the support or of the pull, and what clamping at 0 takes."""
        if not person.ties:
            return (Reason("family.none", 0),)
        support = list(_parts(_supporting(person), at, problem, sign=100))
        parts = support + list(_parts(_pulling(person), at, problem, sign=-100))
        parts += clamping("family.clamped", sum(part for _, part in parts))
        return shared(int(self.judge(person, problem).points[at]), parts)


def _supporting(person: Person) -> list[Tie]:
    return [tie for tie in person.ties if tie.kind is not TieKind.MILIEU]


def _pulling(person: Person) -> list[Tie]:
    return [tie for tie in person.ties if tie.kind is TieKind.MILIEU]


def _reached(tie: Tie, problem: PlacementProblem) -> Real:
    """What the distance leaves of a tie's strength, from each municipality; a little below 1."""
    half = {
        TieKind.SUPPORTIVE: problem.policy.family.half_distance_minutes,
        TieKind.OWN_CHILD: problem.policy.family.own_child_half_distance_minutes,
        TieKind.MILIEU: problem.policy.family.milieu_half_distance_minutes,
    }[tie.kind]
    left = tie.strength * decay(problem, half)[:, problem.country.at[tie.municipality]]
    return np.minimum(left, 1 - NOISE)


def _either(ties: Sequence[Tie], problem: PlacementProblem) -> Real:
    missed = np.ones(len(problem.country))
    for tie in ties:
        missed *= 1 - _reached(tie, problem)
    return 1 - missed


def _parts(ties: Sequence[Tie], at: int, problem: PlacementProblem, sign: int) -> Iterator[Part]:
    terms = [-np.log1p(-_reached(tie, problem)[at]) for tie in ties]
    total = sum(terms)
    whole = -np.expm1(-total)
    for tie, term in zip(ties, terms, strict=True):
        facts: dict[str, FactValue] = {
            "municipality": tie.municipality,
            "minutes": int(minutes(problem)[at, problem.country.at[tie.municipality]]),
            "strength_percent": round(100 * tie.strength),
        }
        reason = Reason(f"family.{tie.kind}", 0, facts, Provenance.ASSESSMENT)
        yield reason, float(sign * whole * term / total) if total else 0.0


CRITERION: Criterion = FamilyAndNetwork()
