"""How far places are from each other, with the policy's minutes inside one's own municipality."""

import numpy as np

from scoring.country import Mask, Real, Whole
from scoring.once import once_per_problem
from scoring.problem import PlacementProblem


@once_per_problem
def minutes(problem: PlacementProblem) -> Whole:
    """Minutes by car, n × n, with `travel.own_minutes` on the diagonal."""
    table: Whole = problem.country.minutes.copy()
    np.fill_diagonal(table, problem.policy.travel.own_minutes)
    table.setflags(write=False)
    return table


@once_per_problem
def within(problem: PlacementProblem, limit: int) -> Mask:
    """Which places may be within so many minutes of each other, n × n: doubt closes.

    The table's stated error is taken off its minutes first; a place is always within reach of
    itself.
    """
    error = problem.country.minutes_error_percent
    near: Mask = problem.country.minutes * (100 - error) <= limit * 100
    np.fill_diagonal(near, val=True)
    near.setflags(write=False)
    return near


@once_per_problem
def decay(problem: PlacementProblem, half_distance: float, times_longer: float = 1.0) -> Real:
    """How much of something is left at a distance, n × n: half after each `half_distance`.

    Args:
        problem: supplies the minutes.
        half_distance: minutes after which half is left.
        times_longer: how much longer every distance counts, the own minutes too.
    """
    left: Real = np.exp2(-minutes(problem) * times_longer / half_distance)
    left.setflags(write=False)
    return left
