"""What is written in a placement: proposal, hearings, the chosen place, contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from relocation.placements.model import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The engine's answer for this candidate, as it was given.

    Attributes:
        ranking: the municipalities that are open to the candidate, the best first.
    """

    answer: Mapping[str, Any]
    ranking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMunicipality:
    """The rules that leave no municipality, by name (REL-11)."""

    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What sender or candidate said in its hearing, and when (REL-5)."""

    said: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reasons of one step, or the legal ground for leaving one out."""

    reasons: str


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
