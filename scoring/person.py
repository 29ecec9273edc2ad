"""A candidate as the engine sees one: a pseudonym with needs, ties and dangers; never a name."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.country import MunicipalityCode


class Urgency(StrEnum):
    """The track of a case, the most urgent first (REL-10)."""

    ACUTE = "acute"
    URGENT = "urgent"
    STANDARD = "standard"


class TieKind(StrEnum):
    """What a tie is to the candidate."""

    SUPPORTIVE = "supportive"
    OWN_CHILD = "own_child"
    MILIEU = "milieu"


class WishKind(StrEnum):
    """A wish informs, it does not bind (REL-5)."""

    WANTS = "wants"
    AVOIDS = "avoids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A person who matters, and where.

    Attributes:
        strength: 0 (hardly) to 1 (decisive).
        known_to: keys of the groups that know where this person is.
    """

    kind: TieKind
    municipality: MunicipalityCode
    strength: float
    known_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """A place named as dangerous for the candidate; severity 1 to 5."""

    municipality: MunicipalityCode
    severity: int
    as_of: date
    source: str = ""


LEFT_EARLIER = "place_left_earlier"
"""The source of an exclusion that is no word of the police: a place that the person fled before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceExclusion:
    """A place the police close: a municipality, all within `minutes` of it, or a district.

    Attributes:
        source: who says so; with `LEFT_EARLIER` it is told as a place left earlier.
    """

    as_of: date
    municipality: MunicipalityCode | None = None
    minutes: int | None = None
    district: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What work and education the candidate seeks.

    Attributes:
        industry: an industry of the imported job tables; None for any.
        education: a level of the register's education table; None when none is sought.
        licence: whether the candidate has a driving licence.
    """

    work: bool = False
    industry: str | None = None
    education: str | None = None
    licence: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A service needed by one or more persons of the household."""

    service: str
    must: bool
    persons: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A municipality the candidate wants or would avoid."""

    kind: WishKind
    municipality: MunicipalityCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who moves together: `persons` in all, candidates included, `children` of them children."""

    key: str
    persons: int
    children: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One exit candidate who waits for a place.

    Attributes:
        key: a pseudonym, used in results and in the tie-break.
        household: the key of the household that moves together.
        threat_level: 1 (low) to 5 (extreme), from the police's assessment.
        former_group: the key of the group left; None when there is none.
        moves_from: the municipality left.
        search: None when it is not known what work or education is sought (*missing*).
    """

    key: str
    household: str
    urgency: Urgency
    threat_level: int
    moves_from: MunicipalityCode
    former_group: str | None = None
    dangers: tuple[Danger, ...] = ()
    exclusions: tuple[PoliceExclusion, ...] = ()
    ties: tuple[Tie, ...] = ()
    search: Search | None = None
    needs: tuple[Need, ...] = ()
    wishes: tuple[Wish, ...] = ()
