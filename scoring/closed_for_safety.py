"""The places that safety closes for one person: by the police, the place left, groups, exposure."""

from collections.abc import Iterator

import numpy as np

from scoring.country import Mask, MunicipalityCode
from scoring.criterion import Closing
from scoring.exposure import exposure
from scoring.geography import within
from scoring.hostility import hostile
from scoring.once import once_per_problem
from scoring.person import LEFT_EARLIER, Person, PoliceExclusion
from scoring.problem import PlacementProblem
from scoring.reasons import NOISE


def closed_for_safety(person: Person, problem: PlacementProblem) -> tuple[Closing, ...]:
    """Each rule of safety that closes a place for this person, with its source and date."""
    closings = [
        *(_excluded(exclusion, problem) for exclusion in person.exclusions),
        _left(problem, person.moves_from),
        *(_presence(problem, person.former_group) if person.former_group else ()),
        *_too_exposed(person, problem),
    ]
    return tuple(closings)


def _excluded(exclusion: PoliceExclusion, problem: PlacementProblem) -> Closing:
    places: Mask = np.zeros(len(problem.country), bool)
    if exclusion.district is not None:
        places |= np.array(problem.country.districts) == exclusion.district
    if exclusion.municipality is not None:
        at = problem.country.at[exclusion.municipality]
        places[at] = True
        if exclusion.minutes is not None:
            places |= within(problem, exclusion.minutes)[:, at]
    is_earlier = exclusion.source == LEFT_EARLIER
    code = "safety.place_left_earlier" if is_earlier else "safety.police_exclusion"
    return Closing(code, places, exclusion.source, exclusion.as_of)


@once_per_problem
def _left(problem: PlacementProblem, place: MunicipalityCode) -> Closing:
    places = within(problem, problem.policy.safety.left_within_minutes)
    return Closing(
        "safety.place_left",
        places[:, problem.country.at[place]],
        f"policy {problem.policy.version}, safety.left_within_minutes",
        problem.policy.valid_from,
    )


@once_per_problem
def _presence(problem: PlacementProblem, former_group: str) -> tuple[Closing, ...]:
    groups = hostile(problem, former_group)
    floor = problem.policy.safety.closing_presence
    reports = [p for p in problem.round.presence if p.group in groups and p.level >= floor]
    reports.sort(key=lambda p: (p.municipality, p.group, p.as_of, p.source))
    codes = np.array(problem.country.codes)
    return tuple(
        Closing(
            "safety.hostile_presence",
            codes == report.municipality,
            report.source,
            report.as_of,
            {
                "group": report.group,
                "level": report.level,
                "certainty_percent": report.certainty_percent,
            },
        )
        for report in reports
    )


def _too_exposed(person: Person, problem: PlacementProblem) -> Iterator[Closing]:
    ceiling = problem.policy.safety.exposure_ceiling[person.threat_level - 1]
    places = exposure(person, problem) > ceiling + NOISE
    if places.any():
        source = f"policy {problem.policy.version}, safety.exposure_ceiling"
        yield Closing("safety.exposure_ceiling", places, source, problem.policy.valid_from)
