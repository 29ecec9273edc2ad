"""Faults of people kept apart by hand."""

from collections.abc import Iterator

from scoring.round import Round
from scoring.round_bounds import MINUTES
from scoring.round_faults.fault import Fault
from scoring.round_faults.known import Known, reasoned, within


def apart_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find people kept apart who are not there, the same, or kept together as well."""
    for at, kept in enumerate(round_.keep_apart):
        path = ("keep_apart", at)
        one, other = kept.people
        for side, key in enumerate(kept.people):
            if key not in known.people and key not in known.placed:
                remedy = "name somebody in people or placed"
                yield Fault((*path, "people", side), "unknown_person", remedy)
        if one == other:
            yield Fault((*path, "people"), "apart_from_oneself", "name two different people")
        elif one in known.people and known.unit.get(one) == known.unit.get(other):
            remedy = "they share a household or are kept together: drop one of the two demands"
            yield Fault((*path, "people"), "together_and_apart", remedy)
        yield from within((*path, "minutes"), kept.minutes, MINUTES)
        yield from reasoned((*path, "reason"), kept.reason)
