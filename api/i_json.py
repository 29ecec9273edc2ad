"""Whether bytes are JSON that every reader understands alike: I-JSON, RFC 7493."""

import json
from collections.abc import Iterator
from typing import Any

DEEPEST = 32
"""Levels; the deepest body that is meant has eight."""
MOST_SAFE = 2**53 - 1
"""Beyond it, readers that keep numbers as doubles read another one."""


class _Unfit(ValueError):
    """What does not hold, in words that repeat nothing."""


def fault_of(body: bytes) -> str | None:
    """What does not hold of a body; None where all does."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    try:
        _look_through(json.loads(text, object_pairs_hook=_once, parse_constant=_no_number))
    except _Unfit as unfit:
        return str(unfit)
    except RecursionError:
        return "nested too deeply"
    except ValueError:
        return "not JSON"
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Unfit("a key stands twice")
    return found


def _no_number(_word: str) -> None:
    raise _Unfit("not a number")


def _look_through(whole: Any) -> None:
    level = [whole]
    for _ in range(DEEPEST):
        level = [below for each in level for below in _below(each)]
        if not level:
            return
    raise _Unfit("nested too deeply")


def _below(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key in value:
            _look_at(key)
        yield from value.values()
    elif isinstance(value, list):
        yield from value
    else:
        _look_at(value)


def _look_at(value: Any) -> None:
    if isinstance(value, str):
        if any(each == "\0" or "\ud800" <= each <= "\udfff" for each in value):
            raise _Unfit("a character that no text has")
    elif isinstance(value, int | float) and not -MOST_SAFE <= value <= MOST_SAFE:
        raise _Unfit("a number that is too large")
