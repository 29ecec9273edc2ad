"""What every made-up life is lived in: hands that press, people at work, and who comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.demo.candidates import Candidate
from api.demo.hands import Hands
from api.demo.staff import Side, Staff
from relocation.actor import Actor


@dataclass
class World:
    """The store with its people.

    Attributes:
        coming: candidates who were not referred yet.
        ready: those who wait and were proposed together, for the lives that come.
        receiving: who was contacted to receive somebody, one after the other.
    """

    hands: Hands
    staff: Staff
    coming: Iterator[Candidate]
    ready: list["Waiting"] = field(default_factory=list)
    receiving: list[Side] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """One case, and where its candidate lived when it was opened."""

    id: str
    who: Candidate
    home: Side

    def consultant(self, world: World) -> Actor:
        """The crime-prevention consultant of the home."""
        return world.staff.consultants[self.who.home]


@dataclass(frozen=True)
class Waiting:
    """A case that waits for a place, and the id of its placement."""

    case: Case
    placement: str
