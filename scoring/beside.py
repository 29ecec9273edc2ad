"""What a result's file states beside the answer: equally good plans counted, and diverse plans."""

from dataclasses import dataclass

from scoring.result import Placement


@dataclass(frozen=True, slots=True)
class StatedPlan:
    """A diverse plan as the file has it; nothing of it is believed yet.

    Attributes:
        aims: name and value of each aim, in order.
        people_differing: how many of those who wait get something else than in the answer.
    """

    placements: tuple[Placement, ...]
    aims: tuple[tuple[str, int], ...]
    people_differing: int


@dataclass(frozen=True, slots=True)
class StatedTies:
    """How many plans are said to be equally good, and whether there are no more."""

    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Both are None where nobody asked for them."""

    ties: StatedTies | None = None
    plans: tuple[StatedPlan, ...] | None = None
