"""What must hold of statements together, and beside what was said before."""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from relocation.threats.model import (
    CERTAINTY,
    MOST_NAME,
    PRESENCE,
    SEVERITY,
    GroupSaid,
    PresenceSaid,
    RelationSaid,
    Said,
    key_of,
    newest,
)

LONG_NUMBER = re.compile(r"[0-9][0-9 -]{4,}[0-9]")
"""Six digits or more, as of a person's number: no person stands in the picture."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, never with what stands there.

    Attributes:
        at: the statement's place among those given, counted from 0.
        field: of the file's columns.
        rule: a stable code.
    """

    at: int
    field: str
    rule: str
    says: str
    remedy: str


def faults(
    said: Sequence[Said], before: Iterable[Said], codes: Collection[str], today: date
) -> Iterator[Fault]:
    """Find what is wrong with statements that are to be added to those before."""
    before = tuple(before)
    known = {key_of(each.name) for each in (*before, *said) if isinstance(each, GroupSaid)}
    seen: set[Hashable] = set()
    for at, each in enumerate(said):
        yield from _of_itself(at, each, today)
        yield from _of_groups(at, each, known)
        if isinstance(each, PresenceSaid) and each.municipality not in codes:
            remedy = "Give the official code with four digits, such as 0101."
            yield Fault(at, "municipality", "unknown", "this is no municipality", remedy)
        if (each.subject, each.as_of) in seen:
            remedy = "Say it once a day; keep the line that counts."
            yield Fault(at, "group", "duplicate", "the same is said before of this day", remedy)
        seen.add((each.subject, each.as_of))
    yield from _contradictions(said, before)


def _of_itself(at: int, each: Said, today: date) -> Iterator[Fault]:
    if each.as_of > today:
        remedy = "Give the day that it was known on; today at the latest."
        yield Fault(at, "since", "future", "the day is in the future", remedy)
    if each.certainty_percent not in CERTAINTY:
        says, remedy = "not 0 to 100", "Give whole per cent; 0 takes it back."
        yield Fault(at, "certainty_percent", "out_of_range", says, remedy)
    if isinstance(each, GroupSaid) and each.severity not in SEVERITY:
        remedy = "Give a group's severity from 1, slight, to 5, deadly."
        yield Fault(at, "level", "out_of_range", "not 1 to 5", remedy)
    if isinstance(each, PresenceSaid) and each.level not in PRESENCE:
        remedy = "Give a presence from 0, none, to 4, home ground."
        yield Fault(at, "level", "out_of_range", "not 0 to 4", remedy)
    if isinstance(each, RelationSaid) and each.until is not None and each.until <= each.as_of:
        yield Fault(at, "until", "order", "it ends before it begins", "Give a later day.")


def _of_groups(at: int, each: Said, known: Collection[str]) -> Iterator[Fault]:
    for field, name in zip(("group", "other_group"), each.groups, strict=False):
        if not key_of(name) or len(name) > MOST_NAME or not name.isprintable():
            says = f"a name has 1 to {MOST_NAME} letters on one line"
            yield Fault(at, field, "name", says, "Give the group's name as it is known.")
        elif LONG_NUMBER.search(name):
            remedy = "Give the group's name; no person and no case stands in the picture."
            yield Fault(at, field, "number", "a long number stands in the name", remedy)
        elif key_of(name) not in known:
            remedy = "Add a line of the kind group for it, or correct the name."
            yield Fault(at, field, "unknown_group", "no group of this name is there", remedy)
    if isinstance(each, RelationSaid) and len(each.pair) == 1:
        says, remedy = "a group stands to itself", "Name two different groups."
        yield Fault(at, "other_group", "itself", says, remedy)


def _contradictions(said: Sequence[Said], before: Iterable[Said]) -> Iterator[Fault]:
    """An alliance and a feud of the same two on the same day."""
    counts: defaultdict[frozenset[str], list[RelationSaid]] = defaultdict(list)
    for each in newest((*before, *said)).values():
        if isinstance(each, RelationSaid):
            counts[each.pair].append(each)
    for at, each in enumerate(said):
        if not isinstance(each, RelationSaid) or each not in counts[each.pair]:
            continue
        if any(each.contradicts(other) for other in counts[each.pair]):
            remedy = "End the one before the other begins."
            yield Fault(at, "since", "opposite", "alliance and feud on the same day", remedy)
