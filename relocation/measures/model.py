"""What is on record about a measure when somebody takes a step in it."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """The status of a measure."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    PASSED_ON = "passed_on"
    """Nobody coordinates it any more; it stays in force with its own authority (WF-17)."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For one measure; nothing is on record unless it is said.

    Attributes:
        is_the_authoritys_own: the actor acts for the authority that is responsible for it.
        acts_for_the_responsible: the actor's municipality is responsible for the course (HO-5).
        coordination_is_over: the case has ended, however.
    """

    is_the_authoritys_own: bool = False
    acts_for_the_responsible: bool = False
    has_new_time_frame: bool = False
    has_reasons: bool = False
    coordination_is_over: bool = False
