"""What happened, as the tables of steps name it: a name and ids, never a person or a place."""

import re
from dataclasses import dataclass

CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a step tells of.

    Attributes:
        name: as it stands in the table of steps, such as "NominationSubmitted".
        row: the id of what moved.
    """

    name: str
    case: str
    row: str

    @property
    def kind(self) -> str:
        """The kind of the message that goes out."""
        return CAPITAL.sub("_", self.name).lower()
