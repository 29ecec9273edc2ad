"""What closes a place for whom, read from the reference once more (SC-3, SV-1)."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from scoring.check.room import (
    binds,
    days_since,
    district_left,
    must_persons,
    room_left,
    service_rooms,
)
from scoring.check.threats import Stance, hostile_groups, near, stances
from scoring.check.together import together
from scoring.country import Mask, Whole
from scoring.judging import Judgement
from scoring.person import PoliceExclusion
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind
from scoring.standing import Standing

Units = tuple[tuple[int, ...], ...]
CEILING = "safety.exposure_ceiling"


def closings(problem: PlacementProblem, judgement: Judgement, units: Units) -> Mapping[str, Mask]:
    """Per code, units × municipalities; exposure is the safety criterion's own measure."""
    per_person = {code: read(problem) for code, read in PER_PERSON.items()}
    per_person[CEILING] = judgement.closings[CEILING]
    shape = (len(units), len(problem.country))
    per_unit = {code: read(problem, units) for code, read in PER_UNIT.items()}
    return {
        code: np.array([mask[list(unit)].any(axis=0) for unit in units], bool).reshape(shape)
        for code, mask in per_person.items()
    } | per_unit


def _nobody(problem: PlacementProblem) -> Mask:
    return np.zeros((len(problem.people), len(problem.country)), bool)


def _police_exclusion(problem: PlacementProblem) -> Mask:
    return _by_exclusions(problem, lambda each: each.source != "place_left_earlier")


def _place_left_earlier(problem: PlacementProblem) -> Mask:
    return _by_exclusions(problem, lambda each: each.source == "place_left_earlier")


def _by_exclusions(problem: PlacementProblem, counts: Callable[[PoliceExclusion], bool]) -> Mask:
    closed = _nobody(problem)
    for row, person in enumerate(problem.people):
        for exclusion in filter(counts, person.exclusions):
            closed[row] |= _excluded(problem, exclusion)
    return closed


def _excluded(problem: PlacementProblem, exclusion: PoliceExclusion) -> Mask:
    country = problem.country
    if exclusion.municipality is None:
        return np.array([exclusion.district == d for d in country.districts], bool)
    here = country.at[exclusion.municipality]
    alone: Mask = np.arange(len(country)) == here
    return alone if exclusion.minutes is None else near(problem, exclusion.minutes)[here]


def _place_left(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    around = near(problem, problem.policy.safety.left_within_minutes)
    for row, person in enumerate(problem.people):
        closed[row] = around[problem.country.at[person.moves_from]]
    return closed


def _hostile_presence(problem: PlacementProblem) -> Mask:
    closed, hostile = _nobody(problem), hostile_groups(problem)
    strong = [
        (report.group, problem.country.at[report.municipality])
        for report in problem.round.presence
        if report.level >= problem.policy.safety.closing_presence
    ]
    for row, person in enumerate(problem.people):
        for group, at in strong:
            if person.former_group is not None and group in hostile[person.former_group]:
                closed[row, at] = True
    return closed


def _must_absent(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    for said in problem.round.services:
        if said.present or not binds(problem, said.service):
            continue
        for row in range(len(problem.people)):
            if said.service in must_persons(problem, row):
                closed[row, problem.country.at[said.municipality]] = True
    return closed


def _closed_for_all(problem: PlacementProblem) -> Mask:
    closed, day = _nobody(problem), problem.round.date
    for closure in problem.round.closures:
        if closure.since <= day and (closure.until is None or day < closure.until):
            closed[:, problem.country.at[closure.municipality]] = True
    return closed


def _instructed(problem: PlacementProblem, kind: InstructionKind) -> Iterable[tuple[int, int]]:
    for given in problem.round.instructions:
        if given.kind is kind and given.person in problem.position:
            at = problem.country.at[given.municipality]
            yield problem.position[given.person], at


def _forbidden(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    for row, at in _instructed(problem, InstructionKind.FORBIDDEN):
        closed[row, at] = True
    return closed


def _forced(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    for row, at in _instructed(problem, InstructionKind.FORCED):
        closed[row] = np.arange(len(problem.country)) != at
    return closed


def _keep_together(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    for row, person in enumerate(problem.people):
        for mate in together(problem, person.key) & problem.decided.keys():
            closed[row] = np.arange(len(problem.country)) != problem.decided[mate]
    return closed


def _placed_too_near(problem: PlacementProblem) -> Mask:
    closed = _nobody(problem)
    for row, standing, reach in standing_conflicts(problem):
        if in_window(problem, standing):
            closed[row] |= reach
    keys = {standing.key: standing for standing in problem.standing}
    for apart in problem.round.keep_apart:
        for key, other in (apart.people, apart.people[::-1]):
            if key in problem.position and other in keys:
                around = near(problem, apart.minutes)[keys[other].place]
                closed[problem.position[key]] |= around
    return closed


def in_window(problem: PlacementProblem, standing: Standing) -> bool:
    """Whether a standing person closes places rather than making them dearer."""
    recent = days_since(problem, standing) < problem.policy.apart.window_days
    return standing.decided or recent


def standing_conflicts(
    problem: PlacementProblem,
) -> Iterable[tuple[int, Standing, Mask]]:
    """Per waiting person and standing person who may not meet, the places that are too near."""
    known, here = stances(problem), np.eye(len(problem.country), dtype=bool)
    around = near(problem, problem.policy.apart.rival_minutes)
    for row, person in enumerate(problem.people):
        for standing in problem.standing:
            stance = known.get((person.former_group or "", standing.former_group or ""))
            if stance is None or _share_a_place(problem, person.key, standing):
                continue
            reach = around if stance is Stance.RIVAL else here
            yield row, standing, reach[standing.place]


def _share_a_place(problem: PlacementProblem, key: str, standing: Standing) -> bool:
    return standing.decided and standing.key in together(problem, key)


def _room_alone(problem: PlacementProblem, units: Units) -> Mask:
    return _sizes(units)[:, None] > room_left(problem)[None, :]


def _district_alone(problem: PlacementProblem, units: Units) -> Mask:
    left = district_left(problem)
    per_place = np.array([left[d] for d in problem.country.districts], np.int64)
    return _sizes(units)[:, None] > per_place[None, :]


def _service_alone(problem: PlacementProblem, units: Units) -> Mask:
    closed = np.zeros((len(units), len(problem.country)), bool)
    for (at, service), room in service_rooms(problem).items():
        for number, unit in enumerate(units):
            persons = sum(must_persons(problem, row).get(service, 0) for row in unit)
            closed[number, at] |= persons > room
    return closed


def _sizes(units: Units) -> Whole:
    return np.array([len(unit) for unit in units], np.int64)


PER_PERSON: Mapping[str, Callable[[PlacementProblem], Mask]] = {
    "safety.police_exclusion": _police_exclusion,
    "safety.place_left": _place_left,
    "safety.place_left_earlier": _place_left_earlier,
    "safety.hostile_presence": _hostile_presence,
    "social.must_absent": _must_absent,
    "closed_for_all": _closed_for_all,
    "by_hand.forbidden": _forbidden,
    "by_hand.forced": _forced,
    "keep_together": _keep_together,
    "keep_apart.placed": _placed_too_near,
}
PER_UNIT: Mapping[str, Callable[[PlacementProblem, Units], Mask]] = {
    "room_to_receive": _room_alone,
    "district_ceiling": _district_alone,
    "room_per_service": _service_alone,
}
