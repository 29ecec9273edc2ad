"""What the engine is told of a candidate's situation: household, ties, needs, milieu, dangers.

What is None was told by nobody, which is something else than that there is none.
"""

from dataclasses import dataclass

from scoring.person import Need, Search, TieKind, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The milieu left; no group where it was none.

    Attributes:
        group: as the threat picture names it, which the central unit reads; empty where none.
        kind: of milieu, in words.
        position: what the candidate was in it, in words.
    """

    group: str
    kind: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One who moves, the candidate included.

    Attributes:
        age: in whole years.
        needs: in words; what the engine reads stands in the case's needs.
    """

    name: str
    age: int
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTie:
    """Somebody who matters, by what it is and where; never by name.

    Attributes:
        strength: 0 (hardly) to 1 (decisive).
        known_to: groups that know where this person is, by name.
    """

    kind: TieKind
    municipality: str
    strength: float
    known_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who moves, and who matters.

    Attributes:
        members: the candidate among them.
        ties: in words; the engine reads `known_ties`.
        known_ties: empty where there are none; None where nobody asked: then no place is sought.
    """

    members: tuple[Member, ...]
    ties: str
    known_ties: tuple[KnownTie, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What the candidate needs of a municipality.

    Attributes:
        services: in words; the engine reads `asked`.
        health: in words.
        work_and_education: in words; the engine reads `search`.
        asked: each service by the policy's key, whether it is a must, and for how many; empty where
            none is needed, None where nobody asked, and no place is sought then.
        search: what work or education is sought; where nobody told it the engine counts it missing.
    """

    services: tuple[str, ...]
    health: str
    work_and_education: str
    asked: tuple[Need, ...] | None = None
    search: Search | None = None
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerousPlace:
    """A municipality that is dangerous.

    Attributes:
        severity: 1 (low) to 5 (extreme).
    """

    municipality: str
    severity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedArea:
    """What the police close: all within some minutes of a municipality, or a police district.

    Attributes:
        minutes: of travel by car.
        district: by its name in the register.
    """

    municipality: str | None = None
    minutes: int | None = None
    district: str | None = None
