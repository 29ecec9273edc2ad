"""Shares of a key figure: none of a few people, and none from which one person would follow."""

from dataclasses import dataclass

from relocation.statistics_policy import Shares

STEPS = (1, 2, 4, 5, 10, 20, 25, 50)
"""Per cent; each divides a hundred, so that no last step is narrower than the others."""
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A share as it is published: somewhere from one whole per cent to another.

    Attributes:
        whole: the denominator, people.
        at_least: per cent.
        below: per cent; the last step has 100 in it too.
    """

    whole: int
    at_least: int
    below: int


def share(part: int, whole: int, numbers: Shares) -> Share | None:
    """The share of `part` among `whole` people; None where they are too few.

    It is rounded down to the finest step at which the policy's number of numerators stay possible.
    Of fewer than a hundred people the nearest whole per cent would tell the numerator, and with the
    next release whether the one who joined counts in it.

    Raises:
        ValueError: the part is not one of the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("a part is from 0 to the whole")
    if whole < numbers.least_denominator:
        return None
    for step in STEPS:
        # Fewest numerators fall into a step where both its ends lie between two of them.
        if step * whole // WHOLE >= numbers.least_numerators:
            at_least = min(part * WHOLE // whole // step * step, WHOLE - step)
            return Share(whole, at_least, at_least + step)
    return None


def standing_share(older: Share, newer: Share | None, least_change: int) -> Share:
    """The newer share, where enough people came to it or left it; else the older one."""
    if newer is None or abs(newer.whole - older.whole) < least_change:
        return older
    return newer
