"""Room, ceilings, fair shares and rises as the checker reads them."""

from collections.abc import Mapping
from math import ceil, floor

import numpy as np

from scoring.check.together import largest_unit
from scoring.country import Real, Whole
from scoring.problem import PlacementProblem
from scoring.standing import Standing

NOISE = 1e-9


def whole_up(number: float) -> int:
    """Round up, but not for noise in the last digits."""
    return ceil(number - NOISE)


def days_since(problem: PlacementProblem, standing: Standing) -> int:
    """Whole days from somebody's placement to the round."""
    return (problem.round.date - standing.since).days


def in_period(problem: PlacementProblem, standing: Standing) -> bool:
    """Whether a standing person takes up room of the period."""
    inside = 0 <= days_since(problem, standing) < problem.policy.room.period_days
    return standing.decided or inside


def standing_in_period(problem: PlacementProblem) -> Whole:
    """Per municipality, the standing people who take up room of the period."""
    places = [s.place for s in problem.standing if in_period(problem, s)]
    return np.bincount(np.array(places, np.int64), minlength=len(problem.country))


def room_left(problem: PlacementProblem) -> Whole:
    """Per municipality, the candidates that still fit."""
    standing = standing_in_period(problem)
    declared = {d.municipality: d for d in problem.round.room}
    policy = problem.policy.room
    least, rooms = largest_unit(problem), []
    for code, share in zip(problem.country.codes, problem.country.share, strict=True):
        fair = float(share) * int(standing.sum() + len(problem.people))
        room = max(least, whole_up(policy.factor * fair))
        said = declared.get(code)
        if said and said.candidates < room and said.approved_because is not None:
            room = said.candidates
        elif said and said.candidates > room:
            believed = max(least, whole_up(policy.declared_factor * fair))
            room = max(room, min(said.candidates, believed))
        rooms.append(room)
    left: Whole = np.maximum(0, np.array(rooms, np.int64) - standing)
    return left


def district_left(problem: PlacementProblem) -> Mapping[str, int]:
    """Per police district, the candidates that still fit."""
    country, standing = problem.country, standing_in_period(problem)
    people: dict[str, int] = {}
    received: dict[str, int] = {}
    for at, district in enumerate(country.districts):
        people[district] = people.get(district, 0) + int(country.population[at])
        received[district] = received.get(district, 0) + int(standing[at])
    basis = int(standing.sum()) + len(problem.people)
    total = int(country.population.sum())
    factor, least = problem.policy.room.district_factor, largest_unit(problem)
    return {
        district: max(0, max(least, whole_up(factor * (people[district] / total) * basis)) - taken)
        for district, taken in received.items()
    }


def service_rooms(problem: PlacementProblem) -> Mapping[tuple[int, str], int]:
    """Per place and service, the declared room that binds: municipal, and by no law obliged."""
    return {
        (problem.country.at[said.municipality], said.service): said.room
        for said in problem.round.services
        if said.present and said.room is not None and binds(problem, said.service)
    }


def binds(problem: PlacementProblem, service: str) -> bool:
    """Whether a municipality may lack this service or its room: municipal, by no law obliged."""
    known = problem.policy.services[service]
    return not known.regional and not known.obliged_by


def must_persons(problem: PlacementProblem, person: int) -> Mapping[str, int]:
    """Per service, the persons of one candidate who must have it."""
    return {need.service: need.persons for need in problem.people[person].needs if need.must}


def rises(problem: PlacementProblem) -> Whole:
    """Municipalities × number received: what all received cost together beyond their worth."""
    many = len(problem.people) + 1
    if problem.policy.evenness.form == "guarantee":
        return np.zeros((len(problem.country), many), np.int64)
    evenness = problem.policy.evenness
    step = problem.policy.weights["even_distribution"] * evenness.points_per_fair_share
    costs = np.zeros((len(problem.country), many), np.int64)
    for at, share in enumerate(_fair_share(problem)):
        each = [floor(step * j / float(share) + 0.5 + NOISE) for j in range(many - 1)]
        costs[at, 1:] = np.cumsum(np.array(each, np.int64))
    return costs


def _fair_share(problem: PlacementProblem) -> Real:
    half_life = problem.policy.evenness.half_life_days
    faded = [2.0 ** (-max(0, days_since(problem, s)) / half_life) for s in problem.standing]
    share: Real = problem.country.share * (sum(faded) + len(problem.people))
    return share


def caps(problem: PlacementProblem, candidates: int) -> Whole:
    """Per municipality, how many it may receive under the guarantee of evenness."""
    places = [each.place for each in problem.standing]
    standing = np.bincount(np.array(places, np.int64), minlength=len(problem.country))
    total = len(problem.standing) + candidates
    cap = np.array([whole_up(float(s) * total) for s in problem.country.share], np.int64)
    allowed: Whole = np.maximum(0, cap - standing)
    return allowed
