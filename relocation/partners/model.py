"""What is on record about a partner when somebody takes a step with it."""

from dataclasses import dataclass
from enum import StrEnum


class Partner(StrEnum):
    """Whether a partner takes part."""

    NAMED = "named"
    TAKING_PART = "taking_part"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For one partner; nothing is on record unless it is said.

    Attributes:
        has_basis: the candidate's consent with its day, or another legal basis.
        is_told_what_was_shared: what, on which day and on which basis.
    """

    has_basis: bool = False
    is_told_what_was_shared: bool = False
    has_reasons: bool = False
