"""What is written in a nomination: grounds, questions, judgement, reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from relocation.nominations.model import Ground, Outcome
from scoring.person import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Why a permanent relocation is asked for, and how much it presses.

    Attributes:
        grounds: the argument for each ground that is ticked.
    """

    grounds: Mapping[Ground, str]
    urgency: Urgency

    @property
    def argued(self) -> frozenset[Ground]:
        """Grounds that are more than ticked."""
        return frozenset(ground for ground, why in self.grounds.items() if why.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What more is asked for, and why."""

    asks_for: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was asked for."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The caseworker's answer, coded and with reasons."""

    outcome: Outcome
    reasons: str
