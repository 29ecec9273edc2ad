"""JSON more strictly than the standard library reads it: no field twice, no NaN, no odd texts."""

import json
import re
from itertools import takewhile
from typing import Any

from scoring.round_faults import Path
from scoring.round_file.form_of_round import NAMES
from scoring.round_file.positions import Spot, lines_of, spots
from scoring.round_file.refused import MOST_ERRORS, LineError, RoundRefused, refused_at, written

MOST_FIELDS = 100
MOST_DIGITS = 18
MOST_OF_A_DECIMAL = 40
HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
CONSTANTS = {"NaN", "Infinity", "-Infinity"}


class _Watch:
    """Notes, while the parser runs, whether something is odd; where, a second pass finds out."""

    def __init__(self) -> None:
        self.odd = False

    def pairs(self, found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        self.odd |= len(made) != len(found) or len(made) > MOST_FIELDS
        return made

    def whole(self, digits: str) -> int:
        if len(digits.lstrip("-")) <= MOST_DIGITS:
            return int(digits)
        self.odd = True
        return 0

    def decimal(self, digits: str) -> float:
        if len(digits) <= MOST_OF_A_DECIMAL and abs(float(digits)) != float("inf"):
            return float(digits)
        self.odd = True
        return 0.0

    def constant(self, _: str) -> None:
        self.odd = True


def parsed(text: str) -> Any:
    """Parse a text, refusing what JSON leaves open.

    Raises:
        RoundRefused: no JSON, or JSON with fields twice, NaN, endless numbers or broken characters.
    """
    watch = _Watch()
    try:
        document = json.loads(
            text,
            object_pairs_hook=watch.pairs,
            parse_int=watch.whole,
            parse_float=watch.decimal,
            parse_constant=watch.constant,
        )
    except json.JSONDecodeError as fault:
        remedy = f"mend the JSON there: {fault.msg[:1].lower()}{fault.msg[1:]}"
        raise refused_at(text, fault.pos, "not_json", remedy) from None
    if watch.odd or HALF_A_CHARACTER.search(text):
        _refuse_odd(text)
    return document


def _refuse_odd(text: str) -> None:
    listed: list[tuple[int, str, str, str]] = []
    count = 0
    for spot in spots(text):
        for offset, rule, remedy in _odd(spot):
            count += 1
            if len(listed) < MOST_ERRORS:
                listed.append((offset, written(_shown(spot.path)), rule, remedy))
    if not count:
        return
    places = lines_of(text, [offset for offset, *_ in listed])
    errors = (LineError(*place, *error) for place, (_, *error) in zip(places, listed, strict=True))
    raise RoundRefused(tuple(errors), count - len(listed))


def _shown(path: Path) -> Path:
    """The path as far as the format knows its fields: a field's name may hold anything."""
    known = (isinstance(step, int) or step in NAMES for step in path)
    return tuple(step for step, _ in zip(path, takewhile(bool, known), strict=False))


def _odd(spot: Spot) -> list[tuple[int, str, str]]:
    found = []
    if spot.again:
        found.append((spot.key_at, "field_twice", "keep one of the two fields of this name"))
    if spot.fields == MOST_FIELDS + 1:
        found.append((spot.key_at, "too_many_fields", "no object has so many fields"))
    if spot.key_at != spot.at and _is_broken(spot.name):
        found.append((spot.key_at, "broken_character", "write whole characters, no half pairs"))
    if spot.piece[0] == '"':
        if _is_broken(json.loads(spot.piece)):
            found.append((spot.at, "broken_character", "write whole characters, no half pairs"))
    elif _is_odd_number(spot.piece):
        found.append((spot.at, "not_a_number", "write a finite number of a sensible length"))
    return found


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _is_odd_number(piece: str) -> bool:
    if piece in CONSTANTS:
        return True
    if piece[0] not in "-0123456789":
        return False
    watch = _Watch()
    decimal = any(sign in piece for sign in ".eE")
    watch.decimal(piece) if decimal else watch.whole(piece)
    return watch.odd
