"""What one number of a policy may be; these marks stand beside the fields, in `Annotated`."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Protocol


class Broken(NamedTuple):
    """The rule that a value breaks and what to do; never the value."""

    rule: str
    remedy: str
    where: str = "value"


class Mark(Protocol):
    """One demand on a value alone; `Below` and `Among` look at another value beside it."""

    def broken(self, value: Any) -> Broken | None:
        """Judge a value of the right type."""


@dataclass(frozen=True, slots=True)
class Within:
    """The least and the most, of each where there are many; `above`: the least itself is not."""

    least: float
    most: float
    above: bool = False

    def broken(self, value: Any) -> Broken | None:
        """Refuse a number outside."""
        each = value if isinstance(value, tuple) else (value,)
        return None if all(map(self.allows, each)) else Broken("out_of_range", self._remedy)

    def allows(self, number: float) -> bool:
        """Whether one number is inside."""
        return self.least <= number <= self.most and not (self.above and number == self.least)

    @property
    def _remedy(self) -> str:
        if self.above:
            return f"use numbers above {self.least:g}, at most {self.most:g}"
        return f"use numbers from {self.least:g} to {self.most:g}"


@dataclass(frozen=True, slots=True)
class Below:
    """Less than another number of its section, or than the least of them; `equal`: or the same."""

    other: str
    equal: bool = False

    def broken_beside(self, value: Any, other: Any) -> Broken | None:
        """Refuse the wrong order."""
        if value < other or (self.equal and value == other):
            return None
        words = "at most" if self.equal else "less than"
        return Broken("wrong_order", f"use {words} the value of {self.other}")


@dataclass(frozen=True, slots=True)
class Among:
    """One of the numbers that another entry of its section lists."""

    other: str

    def broken_beside(self, value: Any, other: Any) -> Broken | None:
        """Refuse what is not listed there."""
        if value in other:
            return None
        return Broken("not_listed", f"use one of the values of {self.other}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these words."""

    words: tuple[str, ...]

    def broken(self, value: Any) -> Broken | None:
        """Refuse another word."""
        if value in self.words:
            return None
        return Broken("unknown_word", f"use one of {', '.join(self.words)}")


@dataclass(frozen=True, slots=True)
class InThisOrder:
    """Just these words, in this order: the engine knows no other."""

    words: tuple[str, ...]

    def broken(self, value: Any) -> Broken | None:
        """Refuse another list."""
        if value == self.words:
            return None
        return Broken("unknown_order", f"write {', '.join(self.words)}; the engine knows no other")


@dataclass(frozen=True, slots=True)
class Many:
    """How many there are in a list."""

    least: int
    most: int

    def broken(self, value: Any) -> Broken | None:
        """Refuse too few and too many."""
        if self.least <= len(value) <= self.most:
            return None
        exact = self.least == self.most
        span = f"exactly {self.least}" if exact else f"{self.least} to {self.most}"
        return Broken("wrong_length", f"list {span} of them")


@dataclass(frozen=True, slots=True)
class Rising:
    """Each more than the one before it, from a place in the list on; `equal`: or the same."""

    start: int = 0
    equal: bool = False

    def broken(self, value: Any) -> Broken | None:
        """Refuse a list that falls."""
        pairs = pairwise(value[self.start :])
        if all(a < b or (self.equal and a == b) for a, b in pairs):
            return None
        where = f" after the first {self.start}" if self.start else ""
        least = "no less than" if self.equal else "more than"
        return Broken("not_rising", f"make each{where} {least} the one before it")


@dataclass(frozen=True, slots=True)
class NeverRising:
    """None more than the one before it."""

    def broken(self, value: Any) -> Broken | None:
        """Refuse a list that rises anywhere."""
        if all(a >= b for a, b in pairwise(value)):
            return None
        return Broken("rising", "make none more than the one before it")


@dataclass(frozen=True, slots=True)
class Short:
    """A text of some characters, and no more than these."""

    most: int

    def broken(self, value: Any) -> Broken | None:
        """Refuse an empty text and a long one."""
        if value.strip() and len(value) <= self.most:
            return None
        return Broken("wrong_length", f"write 1 to {self.most} characters")


PERCENT = Within(0, 100)
Points = Annotated[int, PERCENT]
Percent = Annotated[int, PERCENT]
Minutes = Annotated[int, Within(0, 2_000)]
HalfDistance = Annotated[float, Within(5, 1_000)]
"""Minutes; from five on, what is left at the far end of the country is still a number above 0."""
Part = Annotated[float, Within(0, 1)]
SomePart = Annotated[float, Within(0, 1, above=True)]
Factor = Annotated[float, Within(0, 100, above=True)]
Days = Annotated[int, Within(1, 36_500)]
