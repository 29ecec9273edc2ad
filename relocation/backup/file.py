"""The file of a backup: lines of JSON, the last of them a keyed hash of all before it.

It holds what the database holds: stages and dates in clear, everything else sealed or under
pseudonyms. The keys have a backup of their own, and are in none of this.
"""

import hashlib
import hmac
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from relocation.errors import BackupRefused
from scoring.whole_file import draft_of, forget

FORMAT = 1
PLACE = "backup of the database"
BYTES, INSTANT, DAY = "b", "t", "d"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup says of itself in its first line.

    Attributes:
        revision: of the tables that its rows are of.
    """

    revision: str
    made: datetime


class Writing:
    """A backup that is being written."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._file, self._mac = file, hmac.new(key, digestmod=hashlib.sha256)

    def put(self, line: Any) -> None:
        """Add a line."""
        told = json.dumps(line, separators=(",", ":")).encode() + b"\n"
        self._mac.update(told)
        self._file.write(told)

    def end(self) -> None:
        """Add the keyed hash, and see all of it onto the disk."""
        self._file.write(self._mac.hexdigest().encode())
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def writing(path: Path, head: Head, key: bytes) -> Iterator[Writing]:
    """Write a file whole or not at all, for this user alone.

    Raises:
        BackupRefused: it cannot be written there; nothing is left behind.
    """
    draft = draft_of(path)
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("r+b") as file:
            under_way = Writing(file, key)
            under_way.put([FORMAT, head.revision, head.made.isoformat()])
            yield under_way
            under_way.end()
        draft.replace(path)
    except OSError:
        remedy = "Make room on the disk, or name a folder that you may write to."
        raise BackupRefused(PLACE, "the file cannot be written", remedy) from None
    finally:
        forget(draft)


def read_head(path: Path, key: bytes) -> Head:
    """The first line of a file that was read to its end and found whole.

    Raises:
        BackupRefused: it cannot be read, is cut, altered, no backup, or of another key store.
    """
    mac, last, first = hmac.new(key, digestmod=hashlib.sha256), b"", b""
    for line in _lines(path):
        if last:
            mac.update(last)
        first = first or line
        last = line
    if not hmac.compare_digest(mac.hexdigest().encode(), last):
        raise _damaged()
    form, revision, made = json.loads(first)
    if form != FORMAT:
        rule = "the file is of another version of the program"
        raise BackupRefused(
            PLACE, rule, "Restore it with the version that wrote it, or a newer one."
        )
    return Head(revision, datetime.fromisoformat(made))


def rows_of(path: Path) -> Iterator[tuple[str, Row]]:
    """Every row with its table, in the order of writing; of a file that was found whole before."""
    lines = _lines(path)
    next(lines)
    table, columns = "", []
    for line in lines:
        if not line.endswith(b"\n"):
            return
        found = json.loads(line)
        if isinstance(found, dict):
            table, columns = found["table"], found["columns"]
        else:
            yield table, {name: _value(cell) for name, cell in zip(columns, found, strict=True)}


def ids_of(path: Path, table: str) -> list[str]:
    """The ids of a table's rows; nothing else of the file is taken apart."""
    found, is_there, at = [], False, 0
    for line in _lines(path):
        if line.startswith(b"{"):
            head = json.loads(line)
            is_there = head["table"] == table
            at = head["columns"].index("id") if is_there else 0
        elif is_there and line.endswith(b"\n"):
            found.append(json.loads(line)[at])
    return found


def cell_of(value: Any) -> Any:
    """A value as it stands in the file."""
    if isinstance(value, bytes | memoryview):
        return {BYTES: b64encode(value).decode()}
    if isinstance(value, datetime):
        # SQLite gives a moment back without its zone; it was stored in UTC.
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return {INSTANT: aware.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return value


def _value(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    if BYTES in cell:
        return b64decode(cell[BYTES])
    if DAY in cell:
        return date.fromisoformat(cell[DAY])
    return datetime.fromisoformat(cell[INSTANT])


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError:
        raise BackupRefused(PLACE, "the file cannot be read", "Name another file.") from None


def _damaged() -> BackupRefused:
    return BackupRefused(
        PLACE,
        "the file is cut, altered, no backup, or of another key store",
        "Take an older backup; restore the backup of the keys that belongs to it first.",
    )
