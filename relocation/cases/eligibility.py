"""Why somebody is not eligible, and the one outcome that everybody else is told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class ExclusionGround(StrEnum):
    """Why somebody is not eligible (WF-8); open to the two who found so, and to nobody else."""

    ILLNESS = "illness"
    SUBSTANCE_ABUSE = "substance_abuse"
    STAFF_SAFETY = "staff_safety"
    CRITERIA_NOT_MET = "criteria_not_met"
    SHARED_OUTCOME = "shared_outcome"
    """The assessment of eligibility says no, and says no more (WF-9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Why not, by one of its authors (WF-8)."""

    ground: ExclusionGround
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEligible:
    """The shared outcome: whatever the ground, the same words and the same time (WF-8, WF-9).

    Attributes:
        renewed_assessment: by the policy, not by whoever finds so: a day that is chosen would tell.
    """

    renewed_assessment: date
    outcome: Literal["not eligible"] = "not eligible"
