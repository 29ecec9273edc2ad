"""Draws from a seed that fall alike on every machine."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from scoring.country import Real

T = TypeVar("T")


class Draw:
    """One stream of draws; each part of a round has its own, so that parts change alone."""

    def __init__(self, seed: int, part: int) -> None:
        """Start the stream of one part."""
        self._random = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, part))))

    def chance(self, per_cent: int) -> bool:
        """Whether something of that many per cent happens."""
        return self._random.random() * 100 < per_cent

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return least + int(self._random.random() * (most - least + 1))

    def one(self, among: Sequence[T]) -> T:
        """One of a sequence."""
        return among[self.whole(0, len(among) - 1)]

    def at(self, weights: Real) -> int:
        """A position, as likely as its weight."""
        sums = np.cumsum(weights)
        drawn = self._random.random() * float(sums[-1])
        return min(int(np.searchsorted(sums, drawn, side="right")), len(sums) - 1)

    def some(self, count: int, weights: Real) -> list[int]:
        """Different positions, fewer than asked where the weights run out."""
        left = np.array(weights, float)
        drawn: list[int] = []
        while len(drawn) < count and left.sum() > 0:
            drawn.append(self.at(left))
            left[drawn[-1]] = 0
        return drawn

    def day(self, on: date, least: int, most: int) -> date:
        """A day between `least` and `most` days before."""
        return on - timedelta(days=self.whole(least, most))
