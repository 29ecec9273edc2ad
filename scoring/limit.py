"""How long the engine may work: counted effort repeats exactly, seconds and a cancel do not."""

from collections.abc import Callable
from dataclasses import dataclass

SEED = 1
"""The solver's one seed; it is part of what it takes to repeat an answer."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds on one answer.

    Attributes:
        effort: counted work per aim, in the solver's deterministic seconds; None for no bound.
        seconds: wall clock over all aims; None for no bound. An answer cut by it is not repeatable.
    """

    effort: float | None = 120.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Told after each aim: its name, how many are settled, of how many, seconds so far."""

    aim: str
    settled: int
    of: int
    seconds: float


Tell = Callable[[Progress], None]
Cancelled = Callable[[], bool]
