"""Criterion 4: are the services that the household needs there, with room, within reach?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from scoring.country import Mask, Provenance, Real
from scoring.criterion import Closing, Criterion, FactValue, Points, Reason
from scoring.geography import decay, minutes
from scoring.once import once_per_problem
from scoring.person import Need, Person
from scoring.problem import PlacementProblem
from scoring.reasons import half_up, shared, whole_points
from scoring.round import DeclaredService

PSYCHIATRY = "psychiatry"
"""The one regional service whose sites the register knows."""


@dataclass(frozen=True, eq=False)
class _Supply:
    """One service at each municipality: 0 to 1, and where a stated default stands in for a fact."""

    value: Real
    missing: Mask


class SocialNeeds:
    """How much of each needed service is there; what must be met counts more."""

    key = "social_needs"
    order = 4
    label = "Social needs"
    unit = "points, 0 to 100: the weighted part of the needs that is met"
    source = "KL's recommendations for a framework model (8 April 2014), p. 5, bullet 4"
    valid_from = date(2014, 4, 8)
    reason_codes: tuple[str, ...] = (
        "social.no_needs",
        "social.declared",
        "social.full",
        "social.obliged",
        "social.absent",
        "social.not_declared",
        "social.regional_reach",
        "social.regional_unknown",
    )
    closing_codes: tuple[str, ...] = ("social.must_absent",)

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """The met part of the needs; closed where a must is known to be absent and free to be."""
        closings = [
            closing
            for service in sorted({need.service for need in person.needs if need.must})
            for closing in _absent(problem, service)
        ]
        needs = tuple(sorted((need.service, need.must) for need in person.needs))
        judged = _points(problem, needs)
        return Points(judged.points, judged.certainty, tuple(closings))

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """Each need's part: its weight × how much of it is there."""
        if not person.needs:
            return (Reason("social.no_needs", 100),)
        weights = [_weight(need.must, problem) for need in person.needs]
        parts = [
            (_reason(need, at, problem), 100 * weight * float(value) / sum(weights))
            for need, weight in zip(person.needs, weights, strict=True)
            for value in [_supply(problem, need.service).value[at]]
        ]
        return shared(int(self.judge(person, problem).points[at]), parts)


def _weight(must: bool, problem: PlacementProblem) -> int:
    social = problem.policy.social
    return social.must_weight if must else social.should_weight


@once_per_problem
def _points(problem: PlacementProblem, needs: tuple[tuple[str, bool], ...]) -> Points:
    n = len(problem.country)
    if not needs:
        return Points(np.full(n, 100, np.int64), np.full(n, 100, np.int64))
    value, certainty, weights = np.zeros(n), np.zeros(n), 0
    for service, must in needs:
        weight, supply = _weight(must, problem), _supply(problem, service)
        value += weight * supply.value
        missing = problem.policy.certainty.missing_percent
        certainty += weight * np.where(supply.missing, missing, 100)
        weights += weight
    return Points(whole_points(100 * value / weights), half_up(certainty / weights))


@once_per_problem
def _supply(problem: PlacementProblem, service: str) -> _Supply:
    if problem.policy.services[service].regional:
        return _regional(service, problem)
    social, n = problem.policy.social, len(problem.country)
    value, missing = np.full(n, social.unknown_supply), np.ones(n, bool)
    absent = social.obliged_supply if problem.policy.services[service].obliged_by else 0.0
    for at, declared in _declared(problem, service).items():
        there = social.full_supply if declared.room == 0 else 1.0
        value[at], missing[at] = (there if declared.present else absent), False
    return _Supply(value, missing)


def _regional(service: str, problem: PlacementProblem) -> _Supply:
    """Reach of the nearest known site; where the table may lack one, at least the default."""
    reach = (_near(problem) * _sites(service, problem)[0]).max(axis=1, initial=0.0)
    missing = _is_unknown(service, problem)
    return _Supply(np.where(missing, problem.policy.social.unknown_supply, reach), missing)


def _is_unknown(service: str, problem: PlacementProblem) -> Mask:
    """Where the table of sites is incomplete and no known one is within reach of the default."""
    sites, complete = _sites(service, problem)
    reach = (_near(problem) * sites).max(axis=1, initial=0.0)
    unknown: Mask = ~complete & (reach < problem.policy.social.unknown_supply)
    return unknown


def _sites(service: str, problem: PlacementProblem) -> tuple[Mask, Mask]:
    """Where the register has a site, and where its table is known to be complete."""
    if service == PSYCHIATRY:
        return problem.country.psychiatry, problem.country.psychiatry_complete
    nowhere = np.zeros(len(problem.country), bool)
    return nowhere, nowhere


def _near(problem: PlacementProblem) -> Real:
    return decay(problem, problem.policy.social.regional_half_distance_minutes)


@once_per_problem
def _declared(problem: PlacementProblem, service: str) -> Mapping[int, DeclaredService]:
    """The declaration of each municipality, by position; a round has at most one for each."""
    rows = (row for row in problem.round.services if row.service == service)
    return {problem.country.at[row.municipality]: row for row in rows}


@once_per_problem
def _absent(problem: PlacementProblem, service: str) -> tuple[Closing, ...]:
    """One closing for each municipality that declares it has none, where no law obliges it."""
    known = problem.policy.services[service]
    if known.regional or known.obliged_by:
        return ()
    codes = np.array(problem.country.codes)
    rows = [row for _, row in sorted(_declared(problem, service).items()) if not row.present]
    source = "declared by the municipality"
    return tuple(
        Closing("social.must_absent", codes == row.municipality, source, row.as_of) for row in rows
    )


def _reason(need: Need, at: int, problem: PlacementProblem) -> Reason:
    facts: dict[str, FactValue] = {"service": need.service, "must": need.must}
    if problem.policy.services[need.service].regional:
        return _regional_reason(facts, need.service, at, problem)
    declared = _declared(problem, need.service).get(at)
    if declared is None:
        return Reason("social.not_declared", 0, facts, Provenance.MISSING)
    facts["room"] = declared.room
    law = problem.policy.services[need.service].obliged_by
    if declared.present:
        code = "social.full" if declared.room == 0 else "social.declared"
    else:
        code = "social.obliged" if law else "social.absent"
        facts["law"] = law or None
    return Reason(code, 0, facts, Provenance.FACT, declared.as_of)


def _regional_reason(
    facts: Mapping[str, FactValue], service: str, at: int, problem: PlacementProblem
) -> Reason:
    sites, complete = _sites(service, problem)
    if _is_unknown(service, problem)[at]:
        return Reason("social.regional_unknown", 0, facts, Provenance.MISSING)
    reach = np.where(sites, _near(problem)[at], 0.0)
    nearest = int(np.argmax(reach))
    near: dict[str, FactValue] = {
        "municipality": problem.country.codes[nearest] if sites.any() else None,
        "minutes": int(minutes(problem)[at, nearest]) if sites.any() else None,
        "complete": bool(complete[at]),
    }
    return Reason("social.regional_reach", 0, {**facts, **near})


CRITERION: Criterion = SocialNeeds()
