"""What is written in a handover: terms, knowledge, the move."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A term as somebody proposes it, and who performs it (HO-2)."""

    text: str
    performed_by: str
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """One item of the checklist (HO-3)."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the person will live."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The day of actual stay, or on which nobody came (HO-5, HO-10)."""

    day: date
    arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """The reasons of one step."""

    reasons: str
