"""What a line of the audit log says, and what its readers get of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from relocation.actor import Actor, Function
from relocation.permissions import DataClass, Role

CODE = re.compile(r"[a-z0-9_.]{1,64}")


class Kind(StrEnum):
    """What was done."""

    READ = "read"
    STEP = "step"
    EXPORT = "export"
    REFUSED = "refused"
    NAME_ASKED = "name_asked"
    """The first of two persons asks whose pseudonym it is."""
    NAME_OPENED = "name_opened"
    """The second one opens it."""


class Purpose(StrEnum):
    """What for; always one of these, since free text would name people."""

    CASEWORK = "casework"
    DECISION = "decision"
    PLACEMENT = "placement"
    HANDOVER = "handover"
    FOLLOW_UP = "follow_up"
    PROTECTION = "protection"
    BREAK_GLASS = "break_glass"
    SUPERVISION = "supervision"
    ACCESS_REQUEST = "access_request"


class Regime(StrEnum):
    """The law that the reading or the change is under."""

    LAW_ENFORCEMENT = "law_enforcement"
    """Retshåndhævelsesloven: police, Prison and Probation Service."""
    GDPR = "gdpr"
    """The regulation and databeskyttelsesloven: municipalities."""


LAW_ENFORCERS = frozenset(
    {
        Function.CENTRAL_CASEWORKER,
        Function.CENTRAL_DECISION_MAKER,
        Function.POLICE_EXIT_COORDINATOR,
        Function.PROBATION_OFFICER,
    }
)
"""The central unit is the police's; so its readings and changes are under their law."""


def regime_of(actor: Actor) -> Regime:
    """The law under which somebody reads and writes."""
    return Regime.LAW_ENFORCEMENT if actor.function in LAW_ENFORCERS else Regime.GDPR


NEEDS_PURPOSE = frozenset(
    {
        DataClass.IDENTITY,
        DataClass.SAFETY,
        DataClass.FAMILY,
        DataClass.RECEIVER_MUNI,
        DataClass.ADDRESS,
        DataClass.TEMP_LOCATION,
    }
)
OPENS = frozenset({Kind.READ, Kind.EXPORT})
ON_DATA = frozenset({Kind.READ, Kind.STEP, Kind.EXPORT})
"""What touches the facts of a case; the rest is about its users."""


@dataclass(frozen=True, slots=True)
class InRole:
    """Who acts, and in which role.

    Attributes:
        person: the person's own id, the same for all of the person's accounts.
        role: what the person is to this case.
    """

    person: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is to be logged, still with the real ids; none of them is stored in clear.

    Attributes:
        case: the case's id; None only for a change that belongs to no case.
        detail: a code: the step's name, or why it was refused. Never a text that somebody wrote.
        classes: the data classes that were touched.
        version: of the row that was read or changed.
    """

    kind: Kind
    actor: InRole
    case: str | None
    regime: Regime
    classes: frozenset[DataClass] = frozenset()
    purpose: Purpose | None = None
    detail: str | None = None
    version: int | None = None

    def __post_init__(self) -> None:
        if self.case is None and self.kind is not Kind.STEP:
            raise ValueError("a line needs its case; only a step can be without one")
        if self.kind is Kind.STEP and self.detail is None:
            raise ValueError("a step is logged with its name")
        if self.detail is not None and not CODE.fullmatch(self.detail):
            raise ValueError("the detail of a line is a code, not a text")

    @property
    def lacks_purpose(self) -> bool:
        """Whether it touches what opens only for a stated purpose, and none is stated."""
        is_bound = self.kind is not Kind.REFUSED and bool(self.classes & NEEDS_PURPOSE)
        return is_bound and self.purpose is None

    @property
    def opens_case(self) -> bool:
        """Whether it counts as opening the case; a row of a list, which only exists, does not."""
        return self.kind in OPENS and bool(self.classes - {DataClass.EXISTENCE})


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """What the person a case is about learns: when and why.

    No number, role, law, class or step: each would tell which authority it was.
    """

    at: datetime
    kind: str
    purpose: str | None


@dataclass(frozen=True, slots=True)
class AuditorEntry:
    """What the auditor learns: when, why, in what role, by which pseudonym of this case.

    Of an erased case neither role nor pseudonym: who was there would tell where the person lived.
    """

    number: int
    at: datetime
    kind: str
    purpose: str | None
    role: str | None
    user: str | None
