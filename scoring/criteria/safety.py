"""Criterion 1: is it defensible to live there, given who is after the candidate?"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from scoring.closed_for_safety import closed_for_safety
from scoring.country import Provenance
from scoring.criterion import Criterion, FactValue, Points, Reason
from scoring.exposure import (
    certainty,
    danger_around,
    exposure,
    hostile_groups,
    known_by,
    reported,
    tie_around,
)
from scoring.geography import decay, minutes
from scoring.hostility import Hostility
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.reasons import Part, half_up, shared, whole_points


class Safety:
    """100 points without exposure, half of them at the policy's half exposure, and so on."""

    key = "safety"
    order = 1
    label = "Safety"
    unit = "points, 0 to 100; half at safety.half_exposure"
    source = "KL's recommendations for a framework model (8 April 2014), p. 5, bullet 1"
    valid_from = date(2014, 4, 8)
    reason_codes: tuple[str, ...] = (
        "safety.base",
        "safety.own_group",
        "safety.ally",
        "safety.rival",
        "safety.unknown_presence",
        "safety.named_danger",
        "safety.known_tie",
    )
    closing_codes: tuple[str, ...] = (
        "safety.police_exclusion",
        "safety.place_left",
        "safety.place_left_earlier",
        "safety.hostile_presence",
        "safety.exposure_ceiling",
    )

    def judge(self, person: Person, problem: PlacementProblem) -> Points:
        """Fewer points the more exposed; closed where the police, the policy or the law say so."""
        half = problem.policy.safety.half_exposure
        return Points(
            whole_points(100 * np.exp2(-exposure(person, problem) / half)),
            half_up(100 * certainty(problem, person.former_group)),
            closed_for_safety(person, problem),
        )

    def reasons(self, person: Person, at: int, problem: PlacementProblem) -> tuple[Reason, ...]:
        """Who or what is near: the base of 100, less each source's part of the exposure."""
        terms = [*_from_groups(person, at, problem), *_from_places(person, at, problem)]
        total = sum(term for _, term in terms)
        lost = 100 * (1 - np.exp2(-total / problem.policy.safety.half_exposure))
        parts = [(reason, -lost * term / total) for reason, term in terms if term > 0]
        points = int(self.judge(person, problem).points[at])
        return shared(points, [(Reason("safety.base", 0), 100.0), *parts])


def _from_groups(person: Person, at: int, problem: PlacementProblem) -> Iterator[Part]:
    for group, hostility in hostile_groups(person, problem).items():
        of = reported(problem, group)
        if of.around[at] > 0:
            reason = _presence(group, hostility, at, problem)
            yield reason, float(hostility.value * of.around[at])
        if of.unknown_around[at] > 0:
            facts: dict[str, FactValue] = {
                "group": group,
                "path": _path(hostility),
                "unknown": int((~of.known).sum()),
            }
            missing = Reason("safety.unknown_presence", 0, facts, Provenance.MISSING)
            yield missing, float(hostility.value * of.unknown_around[at])


def _presence(group: str, hostility: Hostility, at: int, problem: PlacementProblem) -> Reason:
    """The strongest path of exposure: along which groups, and from where."""
    of = reported(problem, group)
    reach = decay(problem, problem.policy.safety.half_distance_minutes)[at]
    strongest = int(np.argmax(np.round(reach * of.level, 9)))
    report = of.presence[strongest]
    facts: dict[str, FactValue] = {
        "group": group,
        "path": _path(hostility),
        "hostility_percent": round(100 * hostility.value),
        "municipality": problem.country.codes[strongest],
        "minutes": int(minutes(problem)[at, strongest]),
        "level": report.level,
        "age_days": (problem.round.date - report.as_of).days,
        "source": report.source or None,
        "certainty_percent": report.certainty_percent,
    }
    return Reason(_code(hostility), 0, facts, Provenance.ASSESSMENT, report.as_of)


def _from_places(person: Person, at: int, problem: PlacementProblem) -> Iterator[Part]:
    for danger in person.dangers:
        facts: dict[str, FactValue] = {
            "municipality": danger.municipality,
            "minutes": int(minutes(problem)[at, problem.country.at[danger.municipality]]),
            "severity": danger.severity,
            "age_days": (problem.round.date - danger.as_of).days,
            "source": danger.source or None,
        }
        reason = Reason("safety.named_danger", 0, facts, Provenance.ASSESSMENT, danger.as_of)
        yield reason, float(danger_around(danger, problem)[at])
    for tie in person.ties:
        facts = {
            "municipality": tie.municipality,
            "minutes": int(minutes(problem)[at, problem.country.at[tie.municipality]]),
            "group": known_by(tie, person, problem)[0],
        }
        reason = Reason("safety.known_tie", 0, facts, Provenance.ASSESSMENT)
        yield reason, float(tie_around(tie, person, problem)[at])


def _code(hostility: Hostility) -> str:
    if len(hostility.path) == 1:
        return "safety.own_group"
    return "safety.rival" if hostility.feud else "safety.ally"


def _path(hostility: Hostility) -> str:
    return " → ".join(hostility.path)


CRITERION: Criterion = Safety()
