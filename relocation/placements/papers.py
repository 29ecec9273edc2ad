"""What is written in a placement: proposal, hearings, the chosen place, contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from relocation.placements.model import Criterion, Deviation


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith:
    """What an answer of the engine was made with, so that it can be known as old, or made again.

    Attributes:
        told: a digest of all that was told of the candidate, of the numbers and of the closings.
        round: a digest of the whole round, its day apart.
        kept: the row that keeps the whole round and the whole answer: gone when any case of it is.
        cases: of a proposal of before such rows, of everybody who waited or had a place; their keys
            together open `kept`, which is round and answer itself then.
    """

    told: str
    round: str
    kept: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The engine's answer for this candidate, as it was given.

    Attributes:
        answer: status, aims with bounds, versions, and the explanation with its coded reasons.
        ranking: the municipalities that are open to the candidate: the plan's, then the best.
    """

    answer: Mapping[str, Any]
    ranking: tuple[str, ...]
    made_with: MadeWith | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMunicipality:
    """The rules that leave no municipality, by name (REL-11)."""

    rules: tuple[str, ...]
    answer: Mapping[str, Any] = field(default_factory=dict)
    made_with: MadeWith | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What sender or candidate said in its hearing, and when (REL-5)."""

    said: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen place, with reasons that may tell it: both stand in its class (REL-6).

    Attributes:
        deviates_for: what a choice that leaves the proposal is counted under.
        leaves_proposal: whether it does; the button finds out, whatever is handed in.
    """

    municipality: str
    reasons: Mapping[Criterion, str]
    reason_for_deviating: str = ""
    deviates_for: Deviation = Deviation.OTHER
    leaves_proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPlace:
    """A place that somebody must get, or must not (SV-1)."""

    municipality: str
    is_forbidden: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """How far from somebody else, and why."""

    minutes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """All that the central unit settles for a candidate outside of the engine.

    Attributes:
        together_with: why, by the placement of somebody who must get the same place.
        apart_from: by the placement of somebody who must not be near.
    """

    places: tuple[SettledPlace, ...] = ()
    together_with: Mapping[str, str] = field(default_factory=dict)
    apart_from: Mapping[str, Apart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who at the receiver was contacted, and when (REL-7)."""

    who: str
    on: date
