"""The threat picture of a round: groups, their relations, where they are. No persons."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.country import MunicipalityCode


class RelationKind(StrEnum):
    """How two groups stand to each other."""

    ALLIANCE = "alliance"
    FEUD = "feud"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A hostile group under a key of the round's own.

    Attributes:
        severity: 1 (slight) to 5 (deadly): what the group is capable of.
        surveyed: True when its presence was looked for everywhere, so that a municipality without a
            report counts as 0; otherwise such a municipality is *unknown*.
    """

    key: str
    severity: int
    surveyed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An alliance or a feud between two groups, from `since` until the day before `until`."""

    kind: RelationKind
    groups: tuple[str, str]
    since: date
    until: date | None = None
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the relation counts on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """How much of a group is in a municipality: 0 (none) to 4 (home ground)."""

    group: str
    municipality: MunicipalityCode
    level: int
    as_of: date
    source: str = ""
    certainty_percent: int = 100
