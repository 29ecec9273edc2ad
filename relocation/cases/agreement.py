"""The exit agreement: what it says, its measures, and how the course under it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


def are_said(*texts: str) -> bool:
    """Whether none of these is blank."""
    return all(each.strip() for each in texts)


class Authority(StrEnum):
    """Who is responsible for a measure (WF-14)."""

    MUNICIPALITY = "municipality"
    POLICE = "police"
    PROBATION = "probation"
    REGION = "region"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHandover:
    """What passes from one contact person to the next; the earlier one stays on record (WF-22)."""

    handed_on: str
    on: date

    @property
    def is_told(self) -> bool:
        """Whether something was handed on."""
        return are_said(self.handed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What an authority does for the candidate (WF-14); its status is where its own steps stand."""

    what: str
    authority: Authority
    legal_basis: str
    since: date
    until: date

    @property
    def is_complete(self) -> bool:
        """Whether content, legal basis and a time frame are there."""
        return are_said(self.what, self.legal_basis) and self.since <= self.until

    def is_still(self, other: "Measure") -> bool:
        """Whether it is the same measure, be it with another time frame."""
        mine = self.what, self.authority, self.legal_basis
        return mine == (other.what, other.authority, other.legal_basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The exit agreement, whole (WF-21).

    Attributes:
        can_start: the national template's list: what each authority could start.
        measures: what is started, by the municipality and by others.
        relapse: what a relapse into dangerous crime means for the course.
    """

    course: str
    can_start: Mapping[Authority, tuple[str, ...]]
    measures: tuple[Measure, ...]
    requirements: tuple[str, ...]
    relapse: str

    @property
    def is_complete(self) -> bool:
        """Whether each of its parts is there."""
        lists = self.can_start and self.measures and self.requirements
        whole = all(each.is_complete for each in self.measures)
        return bool(lists) and whole and are_said(self.course, self.relapse, *self.requirements)

    def keeps_the_measures_of(self, earlier: "Agreement") -> bool:
        """Whether each measure of an earlier version is still there, at its place.

        A new version adds measures and moves time frames; a measure is ended by its own authority.
        """
        kept = self.measures[: len(earlier.measures)]
        return len(kept) == len(earlier.measures) and all(
            mine.is_still(theirs) for mine, theirs in zip(kept, earlier.measures, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How the course goes, and whether the requirements are met (WF-14)."""

    on: date
    account: str
    requirements_are_met: bool
