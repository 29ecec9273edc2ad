"""The file of the key store: one SQLite file of its own, and the tables in it.

A thread must not share a connection and a process must not inherit one, so each piece of work opens
its own. Nothing else in the process may open the file: closing any descriptor of it would drop the
locks that SQLite holds.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from relocation.errors import KeysRefused
from relocation.home import make_folder
from relocation.keys.wrapping import SETTING as WRAPPING_SETTING
from relocation.keys.wrapping import refuse_if_open

SETTING = "RELOCATION_KEYS"
NAME = "keys.sqlite"
VERSION = 1
WAIT_SECONDS = 60.0
"""How long one waits for others that write; a write takes milliseconds."""
PRAGMAS = (
    # No write-ahead log, in which a destroyed key would stay: the journal is gone at commit.
    "PRAGMA journal_mode = DELETE",
    "PRAGMA secure_delete = ON",  # what is deleted or replaced becomes zeros in the file
    "PRAGMA synchronous = EXTRA",  # FULL, and the journal stays away after a power cut too
    "PRAGMA temp_store = MEMORY",
)
SCHEMA = (
    "CREATE TABLE about (store TEXT NOT NULL, current TEXT NOT NULL)",
    """CREATE TABLE wrapped_keys (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        wrapping_key TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        made_on TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    ) WITHOUT ROWID""",
    "CREATE TABLE erased_keys (name TEXT PRIMARY KEY, erased_on TEXT NOT NULL) WITHOUT ROWID",
    f"PRAGMA user_version = {VERSION}",
)


class Kind(StrEnum):
    """What a wrapped key is for."""

    PURPOSE = "purpose"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A row of the store.

    Attributes:
        name: of a purpose, or a case's pseudonym.
        wrapping_key: the id of the wrapping key.
        made_on: ISO date, UTC; the day alone, since the time would tell which row of the database.
    """

    kind: Kind
    name: str
    wrapping_key: str
    wrapped: bytes
    made_on: str


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Opens the file for a piece of work.

    Raises:
        KeysRefused: from every piece of work, where the file cannot be used.
    """

    path: Path

    def refuse_if_open(self) -> None:
        """Refuse a file or a folder that others may use, and a file that is not there."""
        try:
            for path in (self.path.parent, self.path):
                refuse_if_open(path, path.stat().st_mode, SETTING)
        except OSError:
            raise self._not_there() from None

    def make(self) -> None:
        """Make folder and empty file for this user alone, where they are not there."""
        try:
            make_folder(self.path.parent)
            # Asked before the file is there: into a folder that others may use nothing is written.
            refuse_if_open(self.path.parent, self.path.parent.stat().st_mode, SETTING)
            self.path.touch(mode=0o600)
        except FileNotFoundError:
            rule = "the folder that it is to lie in is not there"
            remedy = "Make that folder, or see that its disk is there, and run this again."
            raise KeysRefused(SETTING, rule, remedy) from None
        except OSError:
            rule = "the folder cannot be made or written to"
            raise KeysRefused(SETTING, rule, "Name a folder of this user.") from None
        self.refuse_if_open()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One view of the store."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One change, committed when the block ends and undone when it raises."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        # "rw" never makes a file: a store that was moved away is missed and not begun anew.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            connection = sqlite3.connect(
                address, uri=True, timeout=WAIT_SECONDS, isolation_level=None
            )
            with closing(connection):
                for pragma in PRAGMAS:
                    connection.execute(pragma).close()
                yield connection
        except sqlite3.Error:
            if not self.path.is_file():
                raise self._not_there() from None
            raise KeysRefused(
                SETTING,
                "the key store cannot be read or written",
                "Make room on the disk; if the file is damaged, move it away and restore a backup.",
            ) from None

    @staticmethod
    def _not_there() -> KeysRefused:
        return KeysRefused(
            SETTING,
            "there is no key store in the folder",
            "Name its folder, make one (relocation keys create), or restore a backup.",
        )


def apart(folder: Path, wrapping: Path) -> KeyFile:
    """The file of a folder in which the wrapping keys do not lie.

    Raises:
        KeysRefused: they do.
    """
    if wrapping.resolve().is_relative_to(folder.resolve()):
        rule = "the wrapping keys lie in the folder of the key store"
        remedy = "Keep them apart, or whoever copies the folder has the keys."
        raise KeysRefused(WRAPPING_SETTING, rule, remedy)
    return KeyFile(folder / NAME)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 where there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def make_tables(connection: sqlite3.Connection, store: str, current: str) -> None:
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO about VALUES (?, ?)", (store, current))


def about_of(connection: sqlite3.Connection) -> tuple[str, str]:
    """The store's id, and the id of the wrapping key that new keys are wrapped under."""
    store, current = connection.execute("SELECT store, current FROM about").fetchone()
    return store, current


def set_current(connection: sqlite3.Connection, current: str) -> None:
    connection.execute("UPDATE about SET current = ?", (current,))


def wrapping_keys_in_use(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "SELECT wrapping_key FROM wrapped_keys UNION SELECT current FROM about"
    )
    return {key_id for (key_id,) in rows}


def key_of(connection: sqlite3.Connection, kind: Kind, name: str) -> WrappedKey | None:
    asked = "SELECT * FROM wrapped_keys WHERE kind = ? AND name = ?"
    row = connection.execute(asked, (kind, name)).fetchone()
    return _row(row) if row else None


def case_keys_of(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[WrappedKey]:
    """The rows of these cases; of those without a key none."""
    asked = "SELECT * FROM wrapped_keys WHERE kind = ? AND name IN (SELECT value FROM json_each(?))"
    yield from map(_row, connection.execute(asked, (Kind.CASE, json.dumps(list(names)))))


def all_keys(connection: sqlite3.Connection) -> list[WrappedKey]:
    return [_row(row) for row in connection.execute("SELECT * FROM wrapped_keys")]


def case_keys_made_on(connection: sqlite3.Connection) -> dict[str, str]:
    """The pseudonyms of all cases with a key, each with the ISO day it was made on."""
    asked = "SELECT name, made_on FROM wrapped_keys WHERE kind = ?"
    return dict(connection.execute(asked, (Kind.CASE,)).fetchall())


def keys_not_under(connection: sqlite3.Connection, current: str, most: int) -> list[WrappedKey]:
    asked = "SELECT * FROM wrapped_keys WHERE wrapping_key <> ? LIMIT ?"
    return [_row(row) for row in connection.execute(asked, (current, most))]


def put_keys(connection: sqlite3.Connection, keys: Iterable[WrappedKey]) -> None:
    """Write keys; one that stands there is replaced."""
    rows = ((key.kind, key.name, key.wrapping_key, key.wrapped, key.made_on) for key in keys)
    connection.executemany("INSERT OR REPLACE INTO wrapped_keys VALUES (?, ?, ?, ?, ?)", rows)


def delete_case_keys(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    asked = "DELETE FROM wrapped_keys WHERE kind = ? AND name = ?"
    connection.executemany(asked, ((Kind.CASE, name) for name in names))


def all_erased(connection: sqlite3.Connection) -> dict[str, str]:
    """The list of erased keys: pseudonyms of cases, each with its ISO date."""
    return dict(connection.execute("SELECT name, erased_on FROM erased_keys").fetchall())


def is_erased(connection: sqlite3.Connection, name: str) -> bool:
    asked = "SELECT 1 FROM erased_keys WHERE name = ?"
    return connection.execute(asked, (name,)).fetchone() is not None


def put_erased(connection: sqlite3.Connection, erased: Iterable[tuple[str, str]]) -> None:
    """Add to the list of erased keys; the first date stays."""
    connection.executemany("INSERT OR IGNORE INTO erased_keys VALUES (?, ?)", erased)


def _row(row: tuple[str, str, str, bytes, str]) -> WrappedKey:
    kind, name, wrapping_key, wrapped, made_on = row
    return WrappedKey(Kind(kind), name, wrapping_key, wrapped, made_on)
