"""What the central unit writes where it ends a case."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralEnding:
    """Why the central unit ends a case: the person has another one, which stays (SE-13).

    Attributes:
        other: what the central unit calls the case that stays.
        stays: its id, where it is one of the same person; the product fills it in.
    """

    other: str
    reasons: str
    stays: str | None = None
