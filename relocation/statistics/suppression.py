"""Which numbers of one table are shown: not the small ones, nor any from which one would follow."""

from collections.abc import Mapping


def hidden_in(counts: Mapping[str, int], least: int) -> tuple[str, ...]:
    """The areas that a table does not show, in the order of its areas.

    Areas below `least` are hidden, and then others in the order of the areas, one by one, until all
    hidden ones together reach `least` once more than areas of at least `least` are among them. Then
    every hidden area may have any of at least `least` values, 0 among them where it is small, also
    for somebody who knows this very rule and which areas were hidden by which part of it:

    - Each sum on the way stayed below its bound, and so does it with any number below `least` in
      the place of a small one: `least` values.
    - An area that was hidden along with the small ones and was not enough had any number from
      `least` to twice as many less one: `least` values.
    - The last one makes up the sum of all hidden ones, which is what everybody sees. What was
      hidden before it had `least` sums or more, and beside each of them it stays large enough.

    Where all areas are hidden, any of them may have 0 or another number below `least`, all the rest
    being in one other: that hides all of them as well.

    Args:
        counts: events by area, in an order that does not depend on them.
        least: the least number that is shown.
    """
    hidden = {area for area, count in counts.items() if count < least}
    if not hidden:
        return ()
    along = 0
    for area, count in counts.items():
        together = sum(counts[each] for each in hidden)
        if along and together >= least * (along + 1):
            break
        if count >= least:
            hidden.add(area)
            along += 1
    return tuple(area for area in counts if area in hidden)
