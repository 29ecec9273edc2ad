"""Faults of people kept apart by hand."""

from collections.abc import Iterator, Mapping

from scoring.round import InstructionKind, Round
from scoring.round_bounds import MINUTES
from scoring.round_faults.fault import Fault
from scoring.round_faults.known import Known, reasoned, within


def apart_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find people kept apart who are not there, the same, or kept together as well."""
    forced, standing = _forced(round_), _standing(round_)
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
        elif _settled_together(kept.people, forced, standing):
            remedy = "they are settled at one place: drop one of the demands"
            yield Fault((*path, "people"), "settled_and_apart", remedy)
        yield from within((*path, "minutes"), kept.minutes, MINUTES)
        yield from reasoned((*path, "reason"), kept.reason)


def _forced(round_: Round) -> Mapping[str, str]:
    """Where those who wait are forced to."""
    forced = (each for each in round_.instructions if each.kind is InstructionKind.FORCED)
    return {each.person: each.municipality for each in forced}


def _standing(round_: Round) -> Mapping[str, str]:
    """Where those are who have a place already."""
    decided = (each for each in round_.instructions if each.kind is InstructionKind.DECIDED)
    placed = {each.key: each.municipality for each in round_.placed}
    return placed | {each.person: each.municipality for each in decided}


def _settled_together(
    people: tuple[str, str], forced: Mapping[str, str], standing: Mapping[str, str]
) -> bool:
    """Whether both are settled at one place, at least one of them by force.

    Two who stand there already are a fact that the answer names, and no contradiction.
    """
    places = [forced.get(key) or standing.get(key) for key in people]
    return places[0] is not None and places[0] == places[1] and any(k in forced for k in people)
