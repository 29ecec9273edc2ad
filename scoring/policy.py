"""Every number that is policy, dated, with unit and source; the files are read by `policy_file`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


class PolicyError(ValueError):
    """A policy file says something unusable; the message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number with what stands behind it.

    Attributes:
        status: "proposed" (ours: nobody has published one) or "published".
        reason: why this value, or the source that publishes it.
        sensitivity: what moves when it moves.
        plausible: the lowest and highest value that could be defended; None where it is no number.
    """

    name: str
    value: Any
    unit: str
    status: str
    reason: str
    sensitivity: str
    plausible: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """How distance counts."""

    own_minutes: int
    without_licence_factor: float


@dataclass(frozen=True, slots=True)
class Safety:
    """Numbers of SC-2 and SC-3; `exposure_ceiling` is per threat level 1 to 5."""

    half_distance_minutes: float
    half_exposure: float
    alliance_factor: float
    feud_factor: float
    hostile_from: float
    unknown_presence: float
    left_within_minutes: int
    closing_presence: int
    exposure_ceiling: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers of SC-4."""

    half_distance_minutes: float
    own_child_half_distance_minutes: float
    milieu_half_distance_minutes: float


@dataclass(frozen=True, slots=True)
class Work:
    """Numbers of SC-5; shares are of 100."""

    half_distance_minutes: float
    education_half_distance_minutes: float
    work_share: int
    employment_for_zero_points: float
    employment_for_full_points: float
    points_at_mean_accessibility: int
    education_not_found_points: int
    unknown_points: int
    not_sought_points: int


@dataclass(frozen=True, slots=True)
class Social:
    """Numbers of SC-6; supplies are parts of 1."""

    must_weight: int
    should_weight: int
    unknown_supply: float
    full_supply: float
    obliged_supply: float
    regional_half_distance_minutes: float


@dataclass(frozen=True, slots=True)
class Evenness:
    """Numbers of SC-7; `form` is "price" or "guarantee"."""

    form: str
    half_life_days: int
    points_per_fair_share: int


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure, in per cent, a value is that is no fact (SC-8)."""

    derived_percent: int
    missing_percent: int


@dataclass(frozen=True, slots=True)
class Room:
    """Numbers of the room and ceiling rules of SV-1; factors are of the fair share."""

    period_days: int
    factor: float
    declared_factor: float
    district_factor: float


@dataclass(frozen=True, slots=True)
class Apart:
    """Numbers of keep-apart (SV-1); the price is in hundredths of a point."""

    rival_minutes: int
    window_days: int
    price_after_window: int


@dataclass(frozen=True, slots=True)
class Aims:
    """Numbers of SV-2 to SV-5; `order` names the kinds of aim, the first first."""

    order: tuple[str, ...]
    safety_steps: tuple[int, ...]
    safety_floor: int
    tie_salt: str
    near_best_points_percent: float
    diverse_plans: int
    diverse_share_percent: int
    count_limit: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Numbers of SE-6."""

    options: int
    open_places_at_least: int


@dataclass(frozen=True, slots=True)
class Service:
    """A service somebody can need.

    Attributes:
        regional: True where the region provides it and reach counts (psychiatry).
        obliged_by: the law that obliges the municipality to provide it; "" when none does.
    """

    key: str
    regional: bool
    obliged_by: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One dated policy: weights that sum to 100, and every number of criteria, rules and aims."""

    version: str
    valid_from: date
    weights: Mapping[str, int]
    travel: Travel
    safety: Safety
    family: Family
    work: Work
    social: Social
    evenness: Evenness
    certainty: Certainty
    room: Room
    apart: Apart
    aims: Aims
    shortlist: Shortlist
    services: Mapping[str, Service]
    numbers: Mapping[str, PolicyNumber]
