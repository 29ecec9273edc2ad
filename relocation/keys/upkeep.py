"""Upkeep of the key store: rotation, comparison with the database, filling from a backup."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from relocation.errors import KeysRefused
from relocation.keys import key_file
from relocation.keys.backup import Backup
from relocation.keys.key_file import SETTING, KeyFile, Kind
from relocation.keys.unwrapping import Unwrapping

BATCH = 100
"""Keys that a rotation wraps again in one change: some milliseconds in which others wait."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in the store itself.

    Attributes:
        cases: how many cases have a key.
        erased: how many keys were destroyed.
        to_rotate: how many keys are not under the first wrapping key of the file.
        unreadable: how many keys do not open; above 0 a backup must be restored.
    """

    cases: int
    erased: int
    to_rotate: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Keys beside the database's cases.

    Attributes:
        rows_without_key: ids of cases that have no key and are not erased: a failure.
        keys_of_erased: ids of erased cases that have a key: an older copy of the file was put in
            its place by hand; destroy them again.
        keys_without_row: how many keys have no case; they are swept after their grace.
    """

    rows_without_key: tuple[str, ...]
    keys_of_erased: tuple[str, ...]
    keys_without_row: int


def rotate(file: KeyFile, unwrapping: Unwrapping, told: Callable[[int], object]) -> int:
    """Wrap everything again under the first wrapping key, a batch in each change."""
    ring = unwrapping.read_again()
    with file.writing() as connection:
        unwrapping.ring_with(*key_file.wrapping_keys_in_use(connection))
        # From here on whoever makes a key makes it under this one, or some would be left behind.
        key_file.set_current(connection, ring.current)
    done = 0
    while some := _rotate_some(file, unwrapping):
        done += some
        told(done)
    return done


def _rotate_some(file: KeyFile, unwrapping: Unwrapping) -> int:
    with file.writing() as connection:
        # Asked anew each time: another rotation may have begun with a newer file.
        _, current = key_file.about_of(connection)
        rows = key_file.keys_not_under(connection, current, BATCH)
        key_file.put_keys(connection, [unwrapping.again(row, current) for row in rows])
    return len(rows)


def wrapping_keys(file: KeyFile) -> frozenset[str]:
    """The ids of the wrapping keys that are in use."""
    with file.reading() as connection:
        return frozenset(key_file.wrapping_keys_in_use(connection))


def verify(file: KeyFile, unwrapping: Unwrapping) -> Verified:
    """Unwrap every key once, and count."""
    # Read before the keys: a wrapping key leaves the file only when no key is under it any more.
    current = unwrapping.read_again().current
    with file.reading() as connection:
        keys = key_file.all_keys(connection)
        erased = len(key_file.all_erased(connection))
    return Verified(
        cases=sum(key.kind is Kind.CASE for key in keys),
        erased=erased,
        to_rotate=sum(key.wrapping_key != current for key in keys),
        unreadable=sum(not unwrapping.opens(key) for key in keys),
    )


def compare(file: KeyFile, cases: Mapping[str, str], gone: Mapping[str, str]) -> Compared:
    """Compare with cases and erased cases, given as the store's name for each and its id."""
    with file.reading() as connection:
        made = key_file.case_keys_made_on(connection).keys()
        erased = key_file.all_erased(connection).keys()
    lacking = cases.keys() - made - erased - gone.keys()
    return Compared(
        rows_without_key=tuple(sorted(cases[name] for name in lacking)),
        keys_of_erased=tuple(sorted(gone[name] for name in gone.keys() & made)),
        keys_without_row=len(made - cases.keys() - gone.keys()),
    )


def sweep(file: KeyFile, cases: set[str], before: str) -> int:
    """Remove case keys made before an ISO day that are of none of these cases."""
    with file.writing() as connection:
        made = key_file.case_keys_made_on(connection)
        orphans = [name for name, day in made.items() if name not in cases and day < before]
        if orphans and not made.keys() & cases:
            # Taken at its word, an empty or wrong database would destroy every key.
            rule = "no key of the store is of any case of the database"
            raise KeysRefused(SETTING, rule, "Give store and database that belong together.")
        key_file.delete_case_keys(connection, orphans)
    return len(orphans)


def fill(connection: sqlite3.Connection, backup: Backup, unwrapping: Unwrapping) -> None:
    """Add what the store lacks or cannot open, after the list of erased keys.

    Raises:
        KeysRefused: a key of the backup does not open.
    """
    key_file.put_erased(connection, backup.erased.items())
    erased = key_file.all_erased(connection)
    key_file.delete_case_keys(connection, erased)
    there = {(key.kind, key.name) for key in key_file.all_keys(connection) if unwrapping.opens(key)}
    keys = [key for key in backup.keys or () if key.kind is not Kind.CASE or key.name not in erased]
    for key in keys:
        unwrapping.unwrapped(key, unwrapping.ring_with(key.wrapping_key))
    key_file.put_keys(connection, (key for key in keys if (key.kind, key.name) not in there))
