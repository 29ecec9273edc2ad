"""How many candidates a municipality and a district may still receive in the period (SV-1)."""

import numpy as np

from scoring.country import Real, Whole
from scoring.problem import PlacementProblem


def ceil_share(numbers: Real) -> Whole:
    """Round up, but never because of rounding noise."""
    return np.ceil(numbers - 1e-9).astype(np.int64)


def largest_unit(problem: PlacementProblem) -> int:
    """How many must share a place at the most: no place is too small for one such household."""
    return max((len(keys) for keys in problem.together), default=1)


def received_in_period(problem: PlacementProblem) -> Whole:
    """Standing people per municipality who count against the period's room."""
    counts = np.zeros(len(problem.country), np.int64)
    for standing in problem.standing:
        days = (problem.round.date - standing.since).days
        if standing.decided or 0 <= days < problem.policy.room.period_days:
            counts[standing.place] += 1
    return counts


def room_left(problem: PlacementProblem) -> Whole:
    """Candidates each municipality may still receive; what it declares informs the room."""
    received = received_in_period(problem)
    fair = problem.country.share * (received.sum() + len(problem.people))
    policy = problem.policy.room
    own = np.maximum(largest_unit(problem), ceil_share(policy.factor * fair))
    most = np.maximum(own, ceil_share(policy.declared_factor * fair))
    room = own.copy()
    for declared in problem.round.room:
        at = problem.country.at[declared.municipality]
        if declared.candidates > own[at]:
            room[at] = min(declared.candidates, most[at])
        elif declared.approved_because is not None:
            room[at] = declared.candidates
    return np.maximum(0, room - received)


def district_left(problem: PlacementProblem) -> dict[str, int]:
    """Candidates each police district may still receive."""
    received = received_in_period(problem)
    basis = received.sum() + len(problem.people)
    districts = np.array(problem.country.districts)
    least, left = largest_unit(problem), {}
    for district in sorted(set(problem.country.districts)):
        inside = districts == district
        share = problem.country.population[inside].sum() / problem.country.population.sum()
        fair = np.array(problem.policy.room.district_factor * share * basis)
        left[district] = max(0, max(least, int(ceil_share(fair))) - int(received[inside].sum()))
    return left
