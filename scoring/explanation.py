"""What an explanation says, as plain values: why a place, why not another, what readers may get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.country import MunicipalityCode
from scoring.criterion import FactValue, Reason
from scoring.person import WishKind
from scoring.result import Conflict, Outcome, Status


class ExplainError(ValueError):
    """Something that cannot be explained; the message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class CriterionHere:
    """One criterion's points for one person at one municipality, and what they are made of.

    Attributes:
        weight: hundredths; weight × points is the criterion's part of the worth.
        certainty: whole per cent.
    """

    key: str
    weight: int
    points: int
    certainty: int
    reasons: tuple[Reason, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WishHere:
    """A wish of the candidate, and whether the place meets it; it informs, it does not bind."""

    kind: WishKind
    municipality: MunicipalityCode
    met: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """What keeps somebody from the place that they would have alone.

    Attributes:
        code: a rule's code, "even_distribution", "above_fair_share" or "not_proven".
        names: what exactly, for example ("0101",) for the room there.
        people: who holds it in the plan; for the central unit only.
    """

    code: str
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alone:
    """The place that somebody would have with everything settled standing and nobody else waiting.

    Attributes:
        differences: per criterion, points here less points there.
        worth: the unit's worth here less its worth there, hundredths of a point.
        causes: why the round gives another place; empty when it gives this one.
    """

    municipality: MunicipalityCode
    differences: Mapping[str, int]
    worth: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class WhyHere:
    """Why one person gets this place (EX-1).

    Attributes:
        unit: keys of the waiting people who share the place; empty for somebody decided.
        municipality: None for an unplaced or unplaceable person, who has no criteria then.
        worth: the person's weighted points, hundredths of a point.
        price: hundredths taken from the unit for being near people placed before.
        rise: hundredths that the unit's candidates cost because the place receives others too.
        conflict: the rules that leave the unit without a place.
        closed_since: what closes a decided place today (REL-9); for the central unit only.
    """

    person: str
    unit: tuple[str, ...]
    outcome: Outcome
    municipality: MunicipalityCode | None
    criteria: tuple[CriterionHere, ...]
    worth: int
    price: int
    rise: int
    wishes: tuple[WishHere, ...]
    alone: Alone | None
    conflict: Conflict | None
    closed_since: tuple["ClosedBy", ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """One rule that closes a place for somebody.

    Attributes:
        people: members of the unit whom a criterion or keeping apart concerns; else empty.
        facts: what is told beside: the group reported, or the person placed who is too near and
            how; for the central unit only.
    """

    rule: str
    source: str
    as_of: date | None
    people: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose place would change; None is no place."""

    person: str
    before: MunicipalityCode | None
    after: MunicipalityCode | None


@dataclass(frozen=True, slots=True)
class AimSpan:
    """An aim's value now, and the two ends between which forcing puts it.

    Attributes:
        bound: proven; read in order, no plan with the place forced is better than the bounds.
        repaired: what the repaired plan reaches.
    """

    name: str
    standing: int
    bound: int
    repaired: int


@dataclass(frozen=True, slots=True)
class Quick:
    """The answer at once: a repaired plan and a bound, never the answer itself."""

    aims: tuple[AimSpan, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class AimChange:
    """An aim's value in the standing plan and in the best plan with the place forced."""

    name: str
    standing: int
    forced: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Forced:
    """The round solved again with the place forced; what is lost is negative where it is gained.

    Own, others, prices and rises add up to what the aim of points loses.

    Attributes:
        status: how well the forced plan is proven.
        exact: whether both plans are proven, so that the changes are the exact price.
        losses: per criterion, the points that this person loses.
        own: the same weighted, hundredths of a point.
        others: per criterion, what everybody else loses together, weighted, in hundredths.
        worth: the sum of `own`.
        prices: hundredths more for being near people placed before.
        rises: hundredths more for the steps of evenness.
    """

    status: Status
    exact: bool
    aims: tuple[AimChange, ...]
    losses: Mapping[str, int]
    own: Mapping[str, int]
    others: Mapping[str, int]
    worth: int
    prices: int
    rises: int
    moves: tuple[Move, ...]

    @property
    def lost(self) -> int:
        """What the whole round loses of its points, hundredths of a point."""
        return self.worth + sum(self.others.values()) + self.prices + self.rises


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why somebody does not get that place (EX-2): closed, or what it would cost.

    Where nothing of it is told, the place is the one that the plan gives already.

    Attributes:
        closed: every rule that closes it; the rest is None then.
        forced: None until the round has been solved again.
    """

    person: str
    municipality: MunicipalityCode
    closed: tuple[ClosedBy, ...] = ()
    quick: Quick | None = None
    forced: Forced | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A coded sentence with its facts; the words stand in the locale."""

    code: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Option:
    """One place of a shortlist: sentences on the own candidate, without points or order."""

    municipality: MunicipalityCode
    name: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that readers of one person's proposal may draw on (EX-5).

    Attributes:
        options: the shortlist, by name; empty when too few places are open to release one.
        needs: the services needed and the work sought, coded.
        precautions: what safety asks of staff and candidate, coded.
    """

    here: WhyHere
    options: tuple[Option, ...]
    needs: tuple[Sentence, ...]
    precautions: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Whether a stored result came out again bit for bit (EX-8), and what differs if not.

    Attributes:
        differs: "fingerprint", "policy", "register", "engine", "salt", "limit",
            "libraries.<name>", "libraries" (one that is not used here) or, with equal versions,
            "answer".
    """

    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every version and every byte is the same."""
        return not self.differs
