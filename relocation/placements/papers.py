"""What is written in a placement: proposal, hearings, the chosen place, contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from relocation.placements.model import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith:
    """What an answer of the engine was made with, so that it can be known as old, or made again.

    Attributes:
        told: a digest of all that was told of the candidate, of the numbers and of the closings.
        round: a digest of the whole round, its day apart.
        cases: of everybody who waited or had a place; their keys together open `kept`.
        kept: the whole round and the whole answer, sealed: gone when any of those cases is.
    """

    told: str
    round: str
    cases: tuple[str, ...]
    kept: str


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
    """The chosen place, with reasons that may tell it: both stand in its class (REL-6)."""

    municipality: str
    reasons: Mapping[Criterion, str]
    reason_for_deviating: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who at the receiver was contacted, and when (REL-7)."""

    who: str
    on: date
