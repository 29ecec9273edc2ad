"""Rounds points to whole ones and shares them among reasons, so that the parts always add up."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scoring.country import Real, Whole
from scoring.criterion import Reason

NOISE = 1e-9
"""What summing in another order may change; it never decides a rounding."""

Part = tuple[Reason, float]
"""A reason without its whole points yet, and its exact part of them."""


def half_up(exact: Real) -> Whole:
    """Round to whole numbers, halves up."""
    return np.floor(exact + (0.5 + NOISE)).astype(np.int64)


def whole_points(exact: Real) -> Whole:
    """Clamp to 0…100 and round, halves up."""
    points = half_up(np.clip(exact, 0.0, 100.0))
    points.setflags(write=False)
    return points


def clamping(code: str, exact: float) -> list[Part]:
    """The reason that takes what lies outside 0…100; none where nothing does."""
    taken = float(np.clip(exact, 0.0, 100.0)) - exact
    return [(Reason(code, 0), taken)] if abs(taken) > NOISE else []


def shared(points: int, parts: Sequence[Part]) -> tuple[Reason, ...]:
    """Share whole points among reasons by largest remainder, ties by reason code; largest first.

    Args:
        points: what the reasons must add up to: the parts' sum, rounded.
        parts: the reasons with their exact, possibly negative parts.
    """
    ordered = sorted(parts, key=lambda part: _name(part[0]))
    floors = [int(np.floor(exact + NOISE)) for _, exact in ordered]
    over = points - sum(floors)
    if not 0 <= over <= len(ordered):
        raise ValueError("the parts do not add up to the points")
    by_remainder = sorted(
        range(len(ordered)), key=lambda i: (-round(ordered[i][1] - floors[i], 6), i)
    )
    lifted = set(by_remainder[:over])
    whole = [
        replace(reason, points=floors[i] + (i in lifted)) for i, (reason, _) in enumerate(ordered)
    ]
    return tuple(sorted(whole, key=lambda reason: (-abs(reason.points), _name(reason))))


def _name(reason: Reason) -> tuple[str, str]:
    return reason.code, str(sorted(reason.facts.items()))
