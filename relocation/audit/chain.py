"""The hash chain: each line's hash is over the hash before it and all of the line's fields."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What stands before the first line."""
LINE_MARK, HEAD_MARK = "line", "head"
"""What a mark is of, so that a line's never passes for the head's."""
Cell = int | str | bytes | datetime | None


def line_hash(previous: str, fields: Mapping[str, Cell]) -> str:
    """SHA-256, 64 hex digits, over the previous hash and the canonical form of the fields."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(fields)).hexdigest()


def canonical(fields: Mapping[str, Cell]) -> bytes:
    """The one way to write these fields: JSON, sorted, each value with its kind."""
    told = {name: _told(value) for name, value in fields.items()}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _told(value: Cell) -> int | str | list[str] | None:
    if isinstance(value, datetime):
        return ["instant", value.astimezone(UTC).isoformat(timespec="microseconds")]
    return ["bytes", value.hex()] if isinstance(value, bytes) else value
