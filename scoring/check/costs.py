"""What each aim costs if one unit alone moves: bounds without search, and plans that refute one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scoring.check.reading import NOWHERE, Reading
from scoring.check.values import GUARANTEE, below, cap, classes, in_class, lot, received
from scoring.country import Mask, Whole


@dataclass(frozen=True, eq=False)
class Cost:
    """One aim as costs to be kept small; `points` stands here with its sign turned.

    Attributes:
        there: units × municipalities.
        nowhere: per unit, without a place.
        paid: municipalities × number received, for aims that count how many a place receives.
    """

    name: str
    there: Whole
    nowhere: Whole
    paid: Whole | None = None


def costs(reading: Reading) -> tuple[Cost, ...]:
    """Every aim in order."""
    return tuple(_costs(reading))


def _costs(reading: Reading) -> Iterator[Cost]:
    shape = (len(reading.problem.people), len(reading.problem.country))
    for kind in classes(reading):
        alone = in_class(reading, kind).astype(np.int64)
        name = f"unplaced.{kind[0].value}.{kind[1]}"
        yield Cost(name, _sum(reading, np.zeros(shape, np.int64)), _sum(reading, alone))
    everywhere = range(shape[1])
    for step in reading.problem.policy.aims.safety_steps:
        under = [below(reading, np.full(shape[0], place), step) for place in everywhere]
        there = np.array(under, np.int64).T
        yield Cost(f"safety_below.{step}", _sum(reading, there), reading.sizes)
    nothing = np.zeros(len(reading.units), np.int64)
    if reading.problem.policy.evenness.form == GUARANTEE:
        numbers = np.arange(shape[0] + 1)[None, :]
        above = np.maximum(0, numbers - cap(reading)[:, None])
        yield Cost("above_fair_share", _sum(reading, np.zeros(shape, np.int64)), nothing, above)
    yield Cost("points", -_sum(reading, reading.worth), nothing, reading.rises)
    lots = np.zeros(shape, np.int64)
    for row, place in np.argwhere(reading.open[reading.unit_of]):
        lots[row, place] = lot(reading, int(row), int(place))
    without = np.array([lot(reading, row, NOWHERE) for row in range(shape[0])], np.int64)
    yield Cost("tie_break", _sum(reading, lots), _sum(reading, without))


def _sum(reading: Reading, of_people: Whole) -> Whole:
    total = np.zeros((len(reading.units), *of_people.shape[1:]), np.int64)
    np.add.at(total, reading.unit_of, of_people)
    return total


def least(reading: Reading, cost: Cost) -> int:
    """A bound that needs no search: each unit gets what is cheapest for it alone."""
    closed = np.iinfo(np.int64).max
    there = np.where(reading.open, cost.there, closed).min(axis=1)
    counted = reading.open.any(axis=1)
    return int(np.minimum(there, cost.nowhere)[counted].sum())


def reached_by_moves(
    reading: Reading, at: Whole, held: frozenset[str], all_costs: tuple[Cost, ...]
) -> Mapping[str, int]:
    """Per aim, what it would gain by moving one unit within the rules, earlier aims unchanged."""
    now = np.array([at[unit[0]] for unit in reading.units], np.int64)
    movable = _movable(reading, at, now, held)
    gains: dict[str, int] = {}
    for cost in all_costs:
        change = _change(reading, at, now, cost)
        better = movable & (change < 0)
        if better.any():
            gains[cost.name] = int(-change[better].min())
        movable &= change == 0
    return gains


def _change(reading: Reading, at: Whole, now: Whole, cost: Cost) -> Whole:
    """Units × municipalities: how the aim changes when that unit alone moves there."""
    rows = np.arange(len(now))
    before = np.where(now == NOWHERE, cost.nowhere, cost.there[rows, np.maximum(now, 0)])
    change: Whole = cost.there - before[:, None]
    if cost.paid is None:
        return change
    counts, places = received(reading, at), np.arange(len(reading.problem.country))
    most = cost.paid.shape[1] - 1
    more = np.minimum(counts[None, :] + reading.sizes[:, None], most)
    change = change + cost.paid[places[None, :], more] - cost.paid[places, counts][None, :]
    placed = now != NOWHERE
    left = counts[now[placed]] - reading.sizes[placed]
    freed = cost.paid[now[placed], left] - cost.paid[now[placed], counts[now[placed]]]
    change[placed] += freed[:, None]
    return change


def _movable(reading: Reading, at: Whole, now: Whole, held: frozenset[str]) -> Mask:
    """Units × municipalities: where a unit could go while all others stay."""
    places = np.arange(len(reading.problem.country))
    free = reading.open & (now[:, None] != places[None, :])
    counts = received(reading, at)
    free &= counts[None, :] + reading.sizes[:, None] <= reading.room[None, :]
    free &= _within_districts(reading, now, counts)
    for (place, service), room in reading.services.items():
        persons = np.array(
            [sum(reading.needs[r].get(service, 0) for r in u) for u in reading.units]
        )
        free[:, place] &= persons + persons[now == place].sum() <= room
    for (one, other), reach in reading.reaches.items():
        for mover, stayer in ((one, other), (other, one)):
            if at[stayer] != NOWHERE:
                free[reading.unit_of[mover]] &= ~reach[:, at[stayer]]
    fixed = [not held.isdisjoint(reading.names(unit)) for unit in reading.units]
    mask: Mask = free & ~np.array(fixed, bool)[:, None]
    return mask


def _within_districts(reading: Reading, now: Whole, counts: Whole) -> Mask:
    names = sorted(reading.districts)
    district = np.array([names.index(d) for d in reading.problem.country.districts], np.int64)
    left = np.array([reading.districts[name] for name in names], np.int64)
    inside = np.bincount(district, weights=counts)
    same = (now[:, None] != NOWHERE) & (district[now][:, None] == district[None, :])
    arriving = np.where(same, 0, reading.sizes[:, None])
    fits: Mask = inside[district][None, :] + arriving <= left[district][None, :]
    return fits
