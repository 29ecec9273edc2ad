"""A line of a case's list, and what somebody is to a case because of it."""

from dataclasses import dataclass
from datetime import datetime

from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.spans import runs

OF_THE_PERSON = frozenset({DataClass.IDENTITY, DataClass.ADDRESS})
"""Who somebody is and where it lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a case's named list, or of its exclusion list.

    Attributes:
        reader: the user's id.
        organisation: whose account it was when put on the list; in another one it counts no more.
        excluded: deny beats allow.
        classes: what it is narrowed to; None for all that the role's row gives.
        since: the moment that its reader is told; what was written counts, whatever a clock says.
        until: when it ends by itself; None for as long as the role lasts.
        after: the number of the log's last line as it was written, where it ends by itself.
        over: the log has seen its end, or a clock from before its beginning: it stays over.
        is_there: it is of where the person will live, whatever its role is.
        left: its reader has no part in the case any more, not even in an emergency.
    """

    reader: str
    organisation: str
    role: Role
    since: datetime
    reason: str
    excluded: bool = False
    classes: frozenset[DataClass] | None = None
    until: datetime | None = None
    after: int | None = None
    over: bool = False
    is_there: bool = False
    left: bool = False

    def reads(self, classes: frozenset[DataClass]) -> bool:
        """Whether it is not narrowed to less than these."""
        return self.classes is None or classes <= self.classes

    def counts(self, now: datetime) -> bool:
        """Whether it is in force."""
        if self.left or self.over:
            return False
        return self.until is None or runs(self.since, self.until, now)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to a case at one moment; every right follows from it.

    Attributes:
        entries: the lines in force that name this reader for this case; at least one.
        version: the case's, which counts every change in it.
    """

    case: str
    stage: Stage
    entries: tuple[Entry, ...]
    version: int = 1

    @property
    def roles(self) -> frozenset[Role]:
        """What the reader is to the case, mostly one thing."""
        return frozenset(entry.role for entry in self.entries)

    def level(self, kind: DataClass) -> Level:
        """How much of a class the reader gets: the most that any line in force gives."""
        found = (
            level(entry.role, kind, self.stage)
            for entry in self.entries
            if entry.classes is None or kind in entry.classes
        )
        return min(found, key=tuple(Level).index, default=Level.NOTHING)

    def opens_its_own(self, kind: DataClass) -> bool:
        """Whether a row that gives the reduced form lets an author read in full what it wrote.

        Not who somebody is or where it lives once the case is closed: these open at most inside a
        follow-up task that is open, whoever wrote them.
        """
        return self.stage is not Stage.CLOSED or kind not in OF_THE_PERSON
