"""Where the entries of a policy stand in its text; looked up only when something is wrong."""

import re
import tomllib
from collections.abc import Mapping

from scoring.policy_refused import Path

PIECE = re.compile(
    r'#[^\n]*|"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\'\n]*\''
    r"|[\[\]{}=.,\n]|[^\s\[\]{}=.,#\"']+",
    re.DOTALL,
)
Place = tuple[int, int]


def places_in(text: str) -> Mapping[Path, Place]:
    """Line and column of each table and key of a text that is known to be TOML.

    What stands inside an inline table has no place of its own: see `place_of`.
    """
    walk = _Walk()
    for match in PIECE.finditer(text):
        walk.take(match[0], match.start())
    return {path: _place(text, at) for path, at in walk.found.items()}


def place_of(places: Mapping[Path, Place], path: Path) -> Place | None:
    """The place of a path, or of the innermost table around it that has one."""
    around = (path[:end] for end in range(len(path), 0, -1))
    return next((places[each] for each in around if each in places), None)


class _Walk:
    """Goes from statement to statement: a table's head, or a key with its value."""

    def __init__(self) -> None:
        self.found: dict[Path, int] = {}
        self._table: Path = ()
        self._key: Path = ()
        self._at = 0
        self._in_head = self._in_value = False
        self._depth = 0

    def take(self, piece: str, at: int) -> None:
        """Take the next piece of the text."""
        if piece[0] == "#":
            return
        if self._in_value:
            self._pass_over(piece)
        elif piece == "[":
            self._in_head, self._key, self._at = True, (), at
        elif piece in {"]", "="}:
            self._settle(piece)
        elif piece not in {"\n", "."}:
            self._at = at if not self._key and not self._in_head else self._at
            self._key += (_bare(piece),)

    def _settle(self, piece: str) -> None:
        if piece == "]":
            self._table, self._in_head = self._key or self._table, False
            self._note(self._table)
        else:
            self._note(self._table + self._key)
            self._in_value, self._depth = True, 0
        self._key = ()

    def _note(self, path: Path) -> None:
        for end in range(1, len(path) + 1):
            self.found.setdefault(path[:end], self._at)
        self.found[path] = self._at

    def _pass_over(self, piece: str) -> None:
        self._depth += (piece in {"[", "{"}) - (piece in {"]", "}"})
        self._in_value = piece != "\n" or self._depth > 0


def _bare(piece: str) -> str:
    return str(tomllib.loads(f"key = {piece}")["key"]) if piece[0] in "\"'" else piece


def _place(text: str, at: int) -> Place:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
