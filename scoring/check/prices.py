"""What it would cost to let a rule give way for somebody without a place, worked out anew."""

from collections.abc import Mapping, Sequence

from scoring.check.costs import Cost
from scoring.check.reading import NOWHERE, Reading
from scoring.check.values import lot, received
from scoring.country import Whole

TIE_BREAK, MAXIMISED = "tie_break", "points"


def changes(
    reading: Reading, at: Whole, costs: Sequence[Cost], number: int, place: int
) -> Mapping[str, int]:
    """Per aim, how its stated value changes if a unit gets a place and all others stay."""
    here = int(received(reading, at)[place])
    there = here + len(reading.units[number])
    found = {}
    for cost in costs:
        change = int(cost.there[number, place]) - int(cost.nowhere[number])
        if cost.name == TIE_BREAK:
            # Written down for open places alone, and this one is mostly closed.
            rows = reading.units[number]
            change = sum(lot(reading, row, place) - lot(reading, row, NOWHERE) for row in rows)
        if cost.paid is not None:
            change += int(cost.paid[place, there]) - int(cost.paid[place, here])
        found[cost.name] = -change if cost.name == MAXIMISED else change
    return found
