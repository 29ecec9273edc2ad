"""The second pass over a file's text, run only when there are errors: where each value stands."""

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from scoring.round_faults import Path

PIECE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of the text.

    Attributes:
        at, key_at: offsets of the value and of its field's name; equal where it has no name.
        again: whether the field stood in the same object before.
        fields: how many fields its object has so far.
    """

    path: Path
    at: int
    key_at: int
    piece: str
    again: bool = False
    fields: int = 0

    @property
    def name(self) -> str:
        """The field's name, "" in a list."""
        return str(self.path[-1]) if self.key_at != self.at else ""


@dataclass(slots=True)
class _Open:
    """An object or list not yet closed; `names` is None for a list."""

    names: set[str] | None
    key_at: int | None = None
    again: bool = False
    step: str | int = 0
    keys: int = 0


def spots(text: str) -> Iterator[Spot]:
    """Walk through all values of a text that is known to be JSON, in its order."""
    stack: list[_Open] = []
    for match in PIECE.finditer(text):
        piece, at = match[0], match.start()
        if piece in "]}":
            stack.pop()
        elif piece == ",":
            _next(stack[-1])
        elif piece[0] == '"' and stack and stack[-1].names is not None and not stack[-1].key_at:
            _name(stack[-1], piece, at)
        elif piece != ":":
            yield _spot(stack, piece, at)
            if piece in "[{":
                stack.append(_Open(set() if piece == "{" else None))


def _next(top: _Open) -> None:
    top.key_at = None
    if isinstance(top.step, int) and top.names is None:
        top.step += 1


def _name(top: _Open, piece: str, at: int) -> None:
    top.step, top.key_at = json.loads(piece, strict=False), at
    names = top.names if top.names is not None else set()
    top.again = top.step in names
    names.add(str(top.step))
    top.keys += 1


def _spot(stack: list[_Open], piece: str, at: int) -> Spot:
    path = tuple(each.step for each in stack)
    if not stack or stack[-1].key_at is None:
        return Spot(path, at, at, piece)
    top = stack[-1]
    return Spot(path, at, top.key_at or at, piece, top.again, top.keys)


def located(text: str, wanted: Set[Path]) -> Mapping[Path, Spot]:
    """Find the spots of some paths, reading no further than the last of them."""
    left, found = set(wanted), {}
    for spot in spots(text):
        if spot.path in left:
            found[spot.path] = spot
            left.remove(spot.path)
        if not left:
            break
    return found


def lines_of(text: str, offsets: list[int]) -> list[tuple[int, int]]:
    """Turn rising offsets into lines and columns, both counted from 1."""
    places, line, before = [], 1, 0
    for offset in offsets:
        line += text.count("\n", before, offset)
        before = offset
        places.append((line, offset - text.rfind("\n", 0, offset)))
    return places
