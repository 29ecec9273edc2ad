"""The aims of a plan, their names in order and their values, worked out anew."""

from hashlib import sha256

import numpy as np

from scoring.check.reading import NOWHERE, Reading
from scoring.check.room import caps
from scoring.country import Mask, Whole
from scoring.person import Urgency

GUARANTEE = "guarantee"


def classes(reading: Reading) -> tuple[tuple[Urgency, int], ...]:
    """The classes of the first aim with somebody in them, the most urgent first."""
    people = reading.problem.people
    counted = (people[row] for row in np.flatnonzero(reading.counts))
    rank = {urgency: number for number, urgency in enumerate(Urgency)}
    found = {(person.urgency, person.threat_level) for person in counted}
    return tuple(sorted(found, key=lambda kind: (rank[kind[0]], -kind[1])))


def in_class(reading: Reading, kind: tuple[Urgency, int]) -> Mask:
    """Per person, whether it counts and belongs to a class."""
    people = reading.problem.people
    inside = np.array([(p.urgency, p.threat_level) == kind for p in people], bool)
    mask: Mask = inside & reading.counts
    return mask


def values(reading: Reading, at: Whole) -> dict[str, int]:
    """Each aim by name, in order, as this plan reaches it."""
    found: dict[str, int] = {}
    nowhere = at == NOWHERE
    for kind in classes(reading):
        name = f"unplaced.{kind[0].value}.{kind[1]}"
        found[name] = int((in_class(reading, kind) & nowhere).sum())
    for step in reading.problem.policy.aims.safety_steps:
        found[f"safety_below.{step}"] = int(below(reading, at, step).sum())
    if reading.problem.policy.evenness.form == GUARANTEE:
        found["above_fair_share"] = int(np.maximum(0, received(reading, at) - cap(reading)).sum())
    found["points"] = _points(reading, at)
    found["tie_break"] = _tie_break(reading, at)
    return found


def below(reading: Reading, at: Whole, step: int) -> Mask:
    """Per person, whether safety is below the step or the best that is open, whichever is less."""
    rows = np.arange(len(at))
    # Of those without a place it reads another's number, and does not ask it.
    under = reading.safety[rows, at] < np.minimum(step, reading.best_safety)
    mask: Mask = (under | (at == NOWHERE)) & reading.counts
    return mask


def received(reading: Reading, at: Whole) -> Whole:
    """Per municipality, the candidates placed there."""
    return np.bincount(at[at != NOWHERE], minlength=len(reading.problem.country))


def cap(reading: Reading) -> Whole:
    """Per municipality, what the guarantee of evenness still allows."""
    return caps(reading.problem, int(reading.counts.sum()))


def _points(reading: Reading, at: Whole) -> int:
    placed = np.flatnonzero(at != NOWHERE)
    worth = int(reading.worth[placed, at[placed]].sum())
    counts = received(reading, at)
    return worth - int(reading.rises[np.arange(len(counts)), counts].sum())


def _tie_break(reading: Reading, at: Whole) -> int:
    rows = np.flatnonzero(reading.counts)
    return sum(lot(reading, int(row), int(at[row])) for row in rows)


def lot(reading: Reading, row: int, place: int) -> int:
    """The published hash of one person and place."""
    problem = reading.problem
    code = "" if place == NOWHERE else problem.country.codes[place]
    text = f"{problem.policy.aims.tie_salt}\0{problem.people[row].key}\0{code}"
    return int.from_bytes(sha256(text.encode("utf-8")).digest()[:4], "big")
