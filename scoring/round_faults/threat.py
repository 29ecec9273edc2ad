"""Faults of the threat picture: groups, their relations, where they are."""

from collections.abc import Iterator
from datetime import date

from scoring.round import Round
from scoring.round_bounds import PER_CENT, PRESENCE_LEVEL, SEVERITY
from scoring.round_faults.fault import Fault
from scoring.round_faults.known import Known, Seen, lasting, well_formed_key, within
from scoring.threat import Relation


def group_faults(round_: Round, known: Known) -> Iterator[Fault]:  # noqa: ARG001
    """Find what is wrong with the groups themselves."""
    seen = Seen("group_twice", "give each group one entry with a key of its own")
    for at, group in enumerate(round_.groups):
        yield from well_formed_key(("groups", at, "key"), group.key)
        yield from seen.again(("groups", at, "key"), group.key)
        yield from within(("groups", at, "severity"), group.severity, SEVERITY)


def relation_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find relations of nobody known, of one group alone, or against each other."""
    met: dict[frozenset[str], list[Relation]] = {}
    for at, relation in enumerate(round_.relations):
        path = ("relations", at)
        for side, group in enumerate(relation.groups):
            yield from known.group((*path, "groups", side), group)
        if relation.groups[0] == relation.groups[1]:
            remedy = "name two different groups"
            yield Fault((*path, "groups"), "relation_with_itself", remedy)
        yield from lasting((*path, "until"), relation.since, relation.until)
        earlier = met.setdefault(frozenset(relation.groups), [])
        if any(_contradict(relation, other) for other in earlier):
            remedy = "end the alliance before the feud begins, or the other way round"
            yield Fault(path, "alliance_and_feud", remedy)
        earlier.append(relation)


def _contradict(one: Relation, other: Relation) -> bool:
    one_until, other_until = one.until or date.max, other.until or date.max
    overlap = one.since < other_until and other.since < one_until
    return overlap and one.kind is not other.kind


def presence_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find reports of unknown groups or places, twice, or from the future."""
    seen = Seen("presence_twice", "give each group one report per municipality, the newest")
    for at, presence in enumerate(round_.presence):
        path = ("presence", at)
        yield from known.group((*path, "group"), presence.group)
        yield from known.municipality((*path, "municipality"), presence.municipality)
        yield from seen.again(path, (presence.group, presence.municipality))
        yield from within((*path, "level"), presence.level, PRESENCE_LEVEL)
        yield from known.report((*path, "as_of"), presence.as_of)
        yield from within((*path, "certainty_percent"), presence.certainty_percent, PER_CENT)
