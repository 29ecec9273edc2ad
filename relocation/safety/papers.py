"""What is written about safety: the picture for those who must know it, precautions for staff."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The safety picture (WF-4, WF-19); whoever is named in it is named in this case alone.

    Attributes:
        allows: it does not speak against going on.
    """

    account: str
    enemies: tuple[str, ...]
    dangerous_places: tuple[str, ...]
    allows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Precautions:
    """What staff and candidate look out for."""

    for_candidate: str
    for_staff: str
