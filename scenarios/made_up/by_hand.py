"""What a made-up round has settled by hand: decided, forced, forbidden, together, apart."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scenarios.made_up.draw import Draw
from scenarios.made_up.setting import Setting
from scoring.country import Real
from scoring.person import Person
from scoring.round import Instruction, InstructionKind, KeepApart, KeepTogether, Placed

REASON = "made up: settled by the central unit"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What was settled by hand."""

    instructions: tuple[Instruction, ...]
    keep_together: tuple[KeepTogether, ...]
    keep_apart: tuple[KeepApart, ...]


def made_up_by_hand(
    setting: Setting,
    people: tuple[Person, ...],
    placed: tuple[Placed, ...],
    unfit: frozenset[str],
) -> ByHand:
    """Settle a few things by hand, never one against another, nobody in an unfit municipality."""
    draw = Draw(setting.seed, 8)
    sizes = Counter(person.household for person in people)
    alone = [person for person in people if sizes[person.household] == 1]
    each = max(1, round(setting.people * 2 / 100))
    shuffled = [alone[at] for at in draw.some(len(alone), np.ones(len(alone)))]
    settled, free = shuffled[: 2 * each], shuffled[2 * each :]
    fit = _fit(setting, unfit, placed)
    together = _together(free, each)
    tied = {key for kept in together for key in kept.people}
    apart = [person for person in free if person.key not in tied]
    return ByHand(
        tuple(_instructions(setting, draw, settled, fit)),
        tuple(together),
        tuple(_apart(draw, apart, placed, each)),
    )


def _fit(setting: Setting, unfit: frozenset[str], placed: tuple[Placed, ...]) -> Real:
    """Weights by population where nothing speaks against a place, if possible nobody placed."""
    taken = unfit | {each.municipality for each in placed}
    for avoided in (taken, unfit):
        fit = np.array([code not in avoided for code in setting.country.codes])
        if fit.any():
            weights: Real = setting.population() * fit
            return weights
    return setting.population()


def _instructions(
    setting: Setting, draw: Draw, settled: list[Person], fit: Real
) -> Iterator[Instruction]:
    for number, person in enumerate(settled):
        kind = (InstructionKind.DECIDED, InstructionKind.FORCED)[number % 2]
        left = setting.country.at[person.moves_from]
        weights = fit * (setting.far(left, 90) > 0)
        at = draw.at(weights if weights.any() else setting.population())
        yield Instruction(
            kind=kind, person=person.key, municipality=setting.code(at), reason=REASON
        )


def _together(free: list[Person], each: int) -> list[KeepTogether]:
    """Pair people who left the same group where there are any, neighbours in the draw otherwise."""
    pairs = [
        (one, other)
        for at, one in enumerate(free)
        for other in free[at + 1 :]
        if one.former_group == other.former_group
    ] or list(pairwise(free))
    kept: list[KeepTogether] = []
    met: set[str] = set()
    for one, other in pairs:
        if len(kept) < each and not {one.key, other.key} & met:
            met |= {one.key, other.key}
            people = tuple(sorted((one.key, other.key)))
            kept.append(KeepTogether(people=people, reason=REASON))
    return kept


def _apart(
    draw: Draw, free: list[Person], placed: tuple[Placed, ...], each: int
) -> Iterator[KeepApart]:
    """Keep some away from another who waits, and one away from somebody placed."""
    for at in range(min(each, len(free) - 1)):
        people = (free[-1 - at].key, free[-2 - at].key)
        yield KeepApart(people=people, minutes=15 * draw.whole(1, 4), reason=REASON)
    if free and placed:
        people = (free[0].key, draw.one(placed).key)
        yield KeepApart(people=people, minutes=15 * draw.whole(1, 4), reason=REASON)
