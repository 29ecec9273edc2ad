"""Every number that is policy, dated, with unit and source; the files are read by `policy_file`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from scoring.policy_kinds import (
    Among,
    Below,
    Days,
    Factor,
    HalfDistance,
    InThisOrder,
    Many,
    Minutes,
    NeverRising,
    OneOf,
    Part,
    Percent,
    Points,
    Rising,
    Short,
    SomePart,
    Within,
)

ORDER = ("unplaced", "safety_below", "above_fair_share", "points", "tie_break")


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

    own_minutes: Annotated[int, Within(0, 120)]
    without_licence_factor: Annotated[float, Within(1, 5)]


@dataclass(frozen=True, slots=True)
class Safety:
    """Numbers of SC-2 and SC-3; `exposure_ceiling` is per threat level 1 to 5."""

    half_distance_minutes: HalfDistance
    half_exposure: Annotated[float, Within(0.1, 1_000)]
    alliance_factor: SomePart
    feud_factor: SomePart
    hostile_from: Annotated[float, Within(0.01, 1)]
    unknown_presence: Annotated[float, Within(0, 4, above=True)]
    left_within_minutes: Minutes
    closing_presence: Annotated[int, Within(1, 4)]
    exposure_ceiling: Annotated[
        tuple[float, ...], Many(5, 5), Within(0, 1_000_000, above=True), NeverRising()
    ]


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers of SC-4."""

    half_distance_minutes: HalfDistance
    own_child_half_distance_minutes: HalfDistance
    milieu_half_distance_minutes: HalfDistance


@dataclass(frozen=True, slots=True)
class Work:
    """Numbers of SC-5; shares are of 100."""

    half_distance_minutes: HalfDistance
    education_half_distance_minutes: HalfDistance
    work_share: Percent
    employment_for_zero_points: Annotated[float, Within(0, 1), Below("employment_for_full_points")]
    employment_for_full_points: Part
    points_at_mean_accessibility: Points
    education_not_found_points: Points
    unknown_points: Points
    not_sought_points: Points


@dataclass(frozen=True, slots=True)
class Social:
    """Numbers of SC-6; supplies are parts of 1."""

    must_weight: Annotated[int, Within(1, 100)]
    should_weight: Annotated[int, Within(1, 100), Below("must_weight", equal=True)]
    unknown_supply: Part
    full_supply: Part
    obliged_supply: Part
    regional_half_distance_minutes: HalfDistance


@dataclass(frozen=True, slots=True)
class Evenness:
    """Numbers of SC-7; `form` is "price" or "guarantee"."""

    form: Annotated[str, OneOf(("price", "guarantee"))]
    half_life_days: Days
    points_per_fair_share: Points


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure, in per cent, a value is that is no fact (SC-8)."""

    derived_percent: Percent
    missing_percent: Percent


@dataclass(frozen=True, slots=True)
class Room:
    """Numbers of the room and ceiling rules of SV-1; factors are of the fair share."""

    period_days: Days
    factor: Annotated[float, Within(0, 100, above=True), Below("declared_factor", equal=True)]
    declared_factor: Factor
    district_factor: Factor


@dataclass(frozen=True, slots=True)
class Apart:
    """Numbers of keep-apart (SV-1); the price is in hundredths of a point."""

    rival_minutes: Minutes
    window_days: Days
    price_after_window: Annotated[int, Within(0, 10_000)]


@dataclass(frozen=True, slots=True)
class Aims:
    """Numbers of SV-2 to SV-5; `order` names the kinds of aim, the first first."""

    order: Annotated[tuple[str, ...], InThisOrder(ORDER)]
    safety_steps: Annotated[tuple[int, ...], Many(1, 6), Within(1, 100), Rising()]
    safety_floor: Annotated[int, Within(1, 100), Among("safety_steps")]
    tie_salt: Annotated[str, Short(100)]
    near_best_points_percent: Annotated[float, Within(0, 100)]
    diverse_plans: Annotated[int, Within(1, 20)]
    diverse_share_percent: Annotated[int, Within(1, 100)]
    count_limit: Annotated[int, Within(1, 10_000)]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Numbers of SE-6."""

    options: Annotated[int, Within(1, 3)]
    open_places_at_least: Annotated[int, Within(1, 98)]


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
