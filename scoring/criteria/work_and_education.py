"""Criterion 3: is the work and the education that the candidate seeks within reach?"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from scoring.accessibility import employment_within_reach, industry_counted, times_the_mean
from scoring.country import Mask, Provenance, Real
from scoring.criterion import Criterion, FactValue, Points, Reason
from scoring.geography import decay, minutes
from scoring.once import once_per_problem
from scoring.person import Person, Search
from scoring.problem import PlacementProblem
from scoring.reasons import Part, clamping, half_up, shared, whole_points


@dataclass(frozen=True, eq=False)
class _Side:
    """Work or education: exact points before clamping, and how sure they are in per cent."""

    exact: Real
    certainty: Real


class WorkAndEducation:
    """Jobs per person who competes for them, and the nearest school at the level sought."""

    key = "work_and_education"
    order = 3
    label = "Work and education"
    unit = "points, 0 to 100; work.points_at_mean_accessibility at the national mean"
    source = "KL's recommendations for a framework model (8 April 2014), p. 5, bullet 3"
    valid_from = date(2014, 4, 8)
    reason_codes: tuple[str, ...] = (
        "work.accessibility",
        "work.derived_employment",
        "work.education_reach",
        "work.education_not_found",
        "work.not_sought",
        "work.unknown",
        "work.clamped",
    )
    closing_codes: tuple[str, ...] = ()

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """What is sought within reach; the policy's stated points where it is not known."""
        return _points(problem, person.search)

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """The part of work, the part of education, and what clamping takes."""
        search = person.search
        points = int(_points(problem, search).points[at])
        if search is None:
            return (Reason("work.unknown", points, {}, Provenance.MISSING),)
        parts: list[Part] = []
        if search.work:
            parts += _work_parts(search, at, problem)
        if search.education:
            parts.append(_education_part(search, search.education, at, problem))
        return shared(points, parts or [(Reason("work.not_sought", 0), float(points))])


@once_per_problem
def _points(problem: PlacementProblem, search: Search | None) -> Points:
    policy, n = problem.policy, len(problem.country)
    if search is None:
        missing = np.full(n, policy.certainty.missing_percent, np.int64)
        return Points(np.full(n, policy.work.unknown_points, np.int64), missing)
    exact, certainty = np.zeros(n), np.zeros(n)
    for share, side in _sides(search, problem):
        exact += share * np.clip(side.exact, 0, 100)
        certainty += share * side.certainty
    if not (search.work or search.education):
        exact, certainty = exact + policy.work.not_sought_points, certainty + 100
    return Points(whole_points(exact), half_up(certainty))


def _sides(search: Search, problem: PlacementProblem) -> list[tuple[float, _Side]]:
    work_share = _work_share(search, problem)
    sides = [(work_share, _work(search, problem))] if search.work else []
    if search.education:
        sides.append((1 - work_share, _education(search, search.education, problem)))
    return sides


def _work_share(search: Search, problem: PlacementProblem) -> float:
    """The part of the points that work decides, 0 to 1."""
    if search.work and search.education:
        return problem.policy.work.work_share / 100
    return float(search.work)


def _work(search: Search, problem: PlacementProblem) -> _Side:
    policy, n = problem.policy, len(problem.country)
    industry = industry_counted(problem, search.industry)
    if industry is None:
        low, high = policy.work.employment_for_zero_points, policy.work.employment_for_full_points
        employment = employment_within_reach(problem, licence=search.licence)
        derived = np.full(n, float(policy.certainty.derived_percent))
        return _Side(100 * (employment - low) / (high - low), derived)
    relative = times_the_mean(problem, industry, licence=search.licence)
    return _Side(policy.work.points_at_mean_accessibility * relative, np.full(n, 100.0))


def _education(search: Search, level: str, problem: PlacementProblem) -> _Side:
    """Reach of the nearest school; where none was found at a place, one may still be there."""
    found, least = _found(level, problem), problem.policy.work.education_not_found_points
    near = 100 * _near(search, problem)
    reach = (near * found).max(axis=1, initial=0.0)
    exact = np.where(found, reach, np.maximum(reach, least))
    sure = np.where(found, 100.0, problem.policy.certainty.missing_percent)
    return _Side(exact, sure)


def _found(level: str, problem: PlacementProblem) -> Mask:
    nowhere = np.zeros(len(problem.country), bool)
    return problem.country.education.get(level, nowhere)


def _near(search: Search, problem: PlacementProblem) -> Real:
    longer = 1.0 if search.licence else problem.policy.travel.without_licence_factor
    return decay(problem, problem.policy.work.education_half_distance_minutes, longer)


def _work_parts(search: Search, at: int, problem: PlacementProblem) -> list[Part]:
    share, exact = _work_share(search, problem), float(_work(search, problem).exact[at])
    industry = industry_counted(problem, search.industry)
    facts: dict[str, FactValue] = {"licence": search.licence, "industry": search.industry}
    if industry is None:
        employment = employment_within_reach(problem, licence=search.licence)[at]
        facts["employment_percent"] = round(100 * float(employment), 1)
        reason = Reason("work.derived_employment", 0, facts, Provenance.DERIVED)
    else:
        relative = times_the_mean(problem, industry, licence=search.licence)[at]
        facts["percent_of_mean"] = round(100 * float(relative))
        reason = Reason("work.accessibility", 0, facts)
    clamped = [(taken, share * part) for taken, part in clamping("work.clamped", exact)]
    return [(reason, share * exact), *clamped]


def _education_part(search: Search, level: str, at: int, problem: PlacementProblem) -> Part:
    share, side = 1 - _work_share(search, problem), _education(search, level, problem)
    found = _found(level, problem)
    part = share * float(side.exact[at])
    reach = np.where(found, _near(search, problem)[at], 0.0)
    nearest = int(np.argmax(reach))
    facts: dict[str, FactValue] = {"level": level, "licence": search.licence}
    if found[at] or 100 * reach[nearest] > problem.policy.work.education_not_found_points:
        facts["municipality"] = problem.country.codes[nearest]
        facts["minutes"] = int(minutes(problem)[at, nearest])
    if found[at]:
        return Reason("work.education_reach", 0, facts), part
    return Reason("work.education_not_found", 0, facts, Provenance.MISSING), part


CRITERION: Criterion = WorkAndEducation()
