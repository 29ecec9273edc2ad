"""What is on record about a nomination when somebody takes a step in it."""

from dataclasses import dataclass
from enum import StrEnum

from relocation.actor import PersonId
from scoring.person import Urgency


class Ground(StrEnum):
    """Why a permanent relocation is asked for (KL 3)."""

    DECISIVE_FOR_SAFETY = "decisive_for_safety"
    DECISIVE_FOR_LEAVING = "decisive_for_leaving"
    PERSONAL_CIRCUMSTANCES = "personal_circumstances"


class Outcome(StrEnum):
    """The coded outcome beside the reasons of necessity; the list is ours."""

    NEEDED_FOR_SAFETY = "needed_for_safety"
    NEEDED_FOR_LEAVING = "needed_for_leaving"
    NEEDED_FOR_PERSONAL_CIRCUMSTANCES = "needed_for_personal_circumstances"
    CAN_BE_MANAGED_OTHERWISE = "can_be_managed_otherwise"
    GROUNDS_DO_NOT_CARRY = "grounds_do_not_carry"

    @property
    def is_of_necessity(self) -> bool:
        """Whether it goes with "necessary"."""
        return self.value.startswith("needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For a nomination; nothing is on record unless it is said.

    Attributes:
        argued: grounds with their argument; one that is only ticked is not in it.
        requested_by: who asked the local exit unit, and who wrote the request as it stands.
        is_endorsed_as_it_is: nobody wrote it anew since the unit endorsed it.
        judged_by: the caseworker whose judgement waits for confirmation.
        acting: who takes the step.
        is_admitted: the case has come through visitation (stage S1 or later).
        central_unit_is_there: one who judges and another who confirms are there or can be assigned.
        has_reasons: the reasons of the step itself.
        asks_for: what more is asked for is written down.
        is_answered: what was asked for is there.
        gave_what_was_put_right: who judged or confirmed an acute answer that was put right.
        can_be_judged_anew: such an answer, of which nothing has come yet.
    """

    argued: frozenset[Ground] = frozenset()
    urgency: Urgency | None = None
    requested_by: frozenset[PersonId] = frozenset()
    is_endorsed_as_it_is: bool = False
    judged_by: PersonId | None = None
    acting: PersonId | None = None
    is_admitted: bool = False
    central_unit_is_there: bool = False
    has_reasons: bool = False
    asks_for: bool = False
    is_answered: bool = False
    outcome: Outcome | None = None
    move_is_not_confirmed: bool = False
    is_untouched_and_warned: bool = False
    gave_what_was_put_right: frozenset[PersonId] = frozenset()
    can_be_judged_anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """For the review of an acute judgement after the fact.

    Attributes:
        judged_by: who judged and who confirmed it; the newest answer, where it was judged anew.
        is_too_late_to_judge: something came of the answer, or after it, in a case that is open.
        is_where_it_lives: who acts is of where the candidate lives; the receiver before the move
            is not.
    """

    has_reasons: bool = False
    judged_by: frozenset[PersonId] = frozenset()
    acting: PersonId | None = None
    is_too_late_to_judge: bool = False
    is_where_it_lives: bool = False
    case_is_closed: bool = False
