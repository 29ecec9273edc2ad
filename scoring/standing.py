"""Somebody who already has a place, as the rules of a round count one."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate placed or decided before this round; `place` is a position in the country."""

    key: str
    place: int
    since: date
    former_group: str | None
    decided: bool = False
