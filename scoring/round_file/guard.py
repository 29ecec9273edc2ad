"""What is refused before anything is parsed: size, encoding, nesting, sheer number of values."""

import re
from pathlib import Path

import numpy as np

from scoring.round_file.refused import RoundRefused, refused_at

MOST_BYTES = 50_000_000
MOST_DEPTH = 64
MOST_COMMAS = 2_000_000
MOST_BRACKETS = 2_000_000
STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
STRINGS = re.compile(STRING, re.DOTALL)
STRINGS_AND_BRACKETS = re.compile(STRING + rb"|[\[\]{}]", re.DOTALL)
NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
BOM = b"\xef\xbb\xbf"
CHUNK = 1_000_000


def bytes_of(path: Path) -> bytes:
    """Read a file, one byte more than allowed at the most.

    Raises:
        RoundRefused: the file cannot be read.
    """
    try:
        # Opening a pipe would wait without end.
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        pass
    remedy = "check that the file exists, is a regular file and may be read"
    raise refused_at("", 0, "unreadable_file", remedy)


def text_of(raw: bytes) -> str:
    """Decode what is fit to be parsed.

    Raises:
        RoundRefused: too large, not UTF-8, nested too deep or far too many values.
    """
    if len(raw) > MOST_BYTES:
        raise refused_at("", 0, "file_too_large", "a round takes at most 50 MB: split or thin it")
    raw = raw.removeprefix(BOM)
    text = _decoded(raw)
    deep = _too_deep_at(raw)
    if deep is not None:
        offset = len(raw[:deep].decode("utf-8"))
        raise refused_at(text, offset, "nested_too_deep", "nest at most 64 levels")
    brackets = sum(raw.count(bracket) for bracket in (b"[", b"]", b"{", b"}"))
    if brackets > MOST_BRACKETS or raw.count(b",") > MOST_COMMAS:
        remedy = "a round of 20,000 people takes far fewer entries: split it"
        raise refused_at("", 0, "too_many_values", remedy)
    return text


def _decoded(raw: bytes) -> str:
    nul = raw.find(b"\0")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        bad = fault.start if nul < 0 else min(nul, fault.start)
        raise _not_utf8(raw, bad) from None
    if nul >= 0:
        raise _not_utf8(raw, nul)
    return text


def _not_utf8(raw: bytes, offset: int) -> RoundRefused:
    before = raw[:offset].decode("utf-8")
    remedy = "save the file as UTF-8 text, without NUL bytes"
    return refused_at(before, len(before), "not_utf8", remedy)


def _too_deep_at(raw: bytes) -> int | None:
    """The offset of the bracket that goes one level too deep; brackets in texts do not count."""
    bare = np.frombuffer(STRINGS.sub(b"", raw).translate(None, NO_BRACKETS), np.uint8)
    depth = 0
    for start in range(0, len(bare), CHUNK):
        # "[" and "{" are 2 less than "]" and "}"; bit 2 of the code tells them apart.
        steps = np.where(bare[start : start + CHUNK] & 4, -1, 1)
        depths = depth + np.cumsum(steps)
        deep = np.flatnonzero(depths > MOST_DEPTH)
        if deep.size:
            return _bracket_at(raw, start + int(deep[0]))
        depth = int(depths[-1])
    return None


def _bracket_at(raw: bytes, number: int) -> int:
    found = (m for m in STRINGS_AND_BRACKETS.finditer(raw) if not m[0].startswith(b'"'))
    return next(match.start() for count, match in enumerate(found) if count == number)
