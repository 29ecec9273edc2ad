"""Faults of households and of people kept together by hand."""

from collections import Counter
from collections.abc import Iterator

from scoring.round import KeepTogether, Round
from scoring.round_bounds import CHILDREN, PERSONS
from scoring.round_faults.fault import Fault, Path
from scoring.round_faults.known import Known, Seen, reasoned, well_formed_key, within


def household_faults(round_: Round, known: Known) -> Iterator[Fault]:  # noqa: ARG001
    """Find households twice, too small for their candidates, or of children only."""
    seen = Seen("household_twice", "give each household one entry with a key of its own")
    candidates = Counter(person.household for person in round_.people)
    for at, household in enumerate(round_.households):
        path = ("households", at)
        yield from well_formed_key((*path, "key"), household.key)
        yield from seen.again((*path, "key"), household.key)
        yield from within((*path, "persons"), household.persons, PERSONS)
        yield from within((*path, "children"), household.children, CHILDREN)
        if household.children >= household.persons:
            remedy = "persons counts everybody, candidates and children included"
            yield Fault((*path, "children"), "more_children_than_persons", remedy)
        if candidates[household.key] > household.persons:
            remedy = "count every candidate of the household in its persons"
            yield Fault((*path, "persons"), "more_candidates_than_persons", remedy)


def together_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find people kept together who are not there, already placed, or named twice."""
    for at, kept in enumerate(round_.keep_together):
        path = ("keep_together", at)
        yield from reasoned((*path, "reason"), kept.reason)
        if len(kept.people) < 2:
            yield Fault((*path, "people"), "too_few_people", "name at least two people")
        yield from _members(path, kept, known)


def _members(path: Path, kept: KeepTogether, known: Known) -> Iterator[Fault]:
    seen = Seen("person_named_twice", "name each person once")
    for at, key in enumerate(kept.people):
        place = (*path, "people", at)
        yield from seen.again(place, key)
        if key in known.people:
            continue
        if key in known.placed:
            remedy = "whoever has a place does not move: force the others to it by an instruction"
            yield Fault(place, "together_with_placed", remedy)
            continue
        yield Fault(place, "unknown_person", "name somebody in people")
