"""What the keys and numbers of a round may be, whether it comes from a file or from code."""

import re
from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the most a number may be, both allowed."""

    least: int
    most: int

    @property
    def remedy(self) -> str:
        """What to do about a number outside."""
        return f"use a number from {self.least} to {self.most}"


KEY_PATTERN = "[A-Za-z0-9_.-]{1,40}"
KEY = re.compile(KEY_PATTERN)
KEY_REMEDY = "use 1 to 40 of the characters A-Z, a-z, 0-9, '_', '.' and '-'"
CPR_PATTERN = "(^|[^A-Za-z0-9])[0-9]{6}-?[0-9]{4}($|[^A-Za-z0-9])"
"""Also where something stands around it; not within letters, as a keyed pseudonym may have it."""
CPR = re.compile(CPR_PATTERN)
CPR_RULE = "key_like_cpr"
CPR_REMEDY = "use a pseudonym that is no civil registration number and not made from one"
SEVERITY = Bounds(1, 5)
THREAT_LEVEL = Bounds(1, 5)
PRESENCE_LEVEL = Bounds(0, 4)
STRENGTH = Bounds(0, 1)
PER_CENT = Bounds(0, 100)
MINUTES = Bounds(0, 2_000)
PERSONS = Bounds(1, 100)
CHILDREN = Bounds(0, 99)
ROOM = Bounds(0, 1_000_000)
