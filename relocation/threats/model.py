"""What is said of groups, each on a day, and the picture that all of it gives on a day."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.country import MunicipalityCode
from scoring.threat import RelationKind

MOST_NAME = 60
"""Characters of a group's name."""
SEVERITY = range(1, 6)
"""From slight to deadly: what a group is capable of."""
PRESENCE = range(5)
"""From none to home ground."""
CERTAINTY = range(101)
"""Per cent; 0 takes back what was said of that day."""


class Origin(StrEnum):
    """What kind of material a statement rests on; never who told it."""

    POLICE_REPORT = "police_report"
    INVESTIGATION = "investigation"
    NATIONAL_ASSESSMENT = "national_assessment"
    PRISON = "prison"
    OPEN_MATERIAL = "open_material"


def key_of(name: str) -> str:
    """What a group is known by, however its name is written."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSaid:
    """A group, what it is capable of, and whether it was looked for everywhere.

    Attributes:
        severity: 1 to 5.
        surveyed: it was looked for everywhere, so that where it is not said to be it is not.
    """

    name: str
    severity: int
    surveyed: bool
    as_of: date
    origin: Origin
    certainty_percent: int

    @property
    def subject(self) -> Hashable:
        return ("group", key_of(self.name))

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSaid:
    """An alliance or a feud, from `as_of` until the day before `until`.

    Attributes:
        until: the first day on which it is over; None where no end is known.
    """

    kind: RelationKind
    one: str
    other: str
    as_of: date
    until: date | None
    origin: Origin
    certainty_percent: int

    @property
    def pair(self) -> frozenset[str]:
        return frozenset({key_of(self.one), key_of(self.other)})

    @property
    def subject(self) -> Hashable:
        return (self.kind, self.pair, self.as_of)

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.one, self.other)

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.as_of <= day and (self.until is None or day < self.until)

    def contradicts(self, other: "RelationSaid") -> bool:
        """Whether it says on some day the opposite of another one."""
        mine, theirs = self.until or date.max, other.until or date.max
        overlap = self.as_of < theirs and other.as_of < mine
        return overlap and self.pair == other.pair and self.kind is not other.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceSaid:
    """How much of a group is in a municipality.

    Attributes:
        level: 0 (none) to 4.
    """

    group: str
    municipality: MunicipalityCode
    level: int
    as_of: date
    origin: Origin
    certainty_percent: int

    @property
    def subject(self) -> Hashable:
        return ("presence", key_of(self.group), self.municipality)

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.group,)


Said = GroupSaid | RelationSaid | PresenceSaid


@dataclass(frozen=True, slots=True)
class Picture:
    """What counts on a day: the newest that was said of each thing by then, and not taken back."""

    day: date
    groups: tuple[GroupSaid, ...]
    relations: tuple[RelationSaid, ...]
    presence: tuple[PresenceSaid, ...]


def newest(said: Iterable[Said]) -> Mapping[Hashable, Said]:
    """Of each thing what is newest, by its own day; of one day what comes last here."""
    found: dict[Hashable, Said] = {}
    for each in sorted(said, key=lambda one: one.as_of):
        found[each.subject] = each
    return {subject: each for subject, each in found.items() if each.certainty_percent}


def picture_of(said: Iterable[Said], day: date) -> Picture:
    """The picture on a day, from all that was ever said in the order it was written.

    What is said of a group that was taken back counts for nothing.
    """
    counts = newest(each for each in said if each.as_of <= day).values()
    groups = tuple(each for each in counts if isinstance(each, GroupSaid))
    known = {key_of(group.name) for group in groups}
    relations = (each for each in counts if isinstance(each, RelationSaid) and each.holds_on(day))
    presence = (each for each in counts if isinstance(each, PresenceSaid))
    return Picture(
        day,
        tuple(sorted(groups, key=lambda each: key_of(each.name))),
        tuple(each for each in relations if each.pair <= known),
        tuple(each for each in presence if key_of(each.group) in known),
    )
