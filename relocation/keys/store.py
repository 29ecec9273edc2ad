"""The key store: a data key for each case and a key for each purpose, wrapped, in a file apart.

Whoever has the file alone has neither keys nor the ids of cases; whoever has file and database
needs the wrapping keys too. Several processes and threads may use one store at once.
"""

import secrets
from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from relocation.errors import CaseErased, KeyMissing, KeysRefused
from relocation.keys import key_file, upkeep
from relocation.keys.backup import Backup, read_backups, write_backup
from relocation.keys.key_file import SETTING, VERSION, KeyFile, Kind, WrappedKey
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.keys.unwrapping import Unwrapping
from relocation.keys.upkeep import Compared, Verified
from relocation.keys.wrapping import WrappingKeys

GRACE_DAYS = 2
"""A key is made before its row; days are counted whole, so this is a day at the least."""
EVER = "0001-01-01"
"""The day of purposes' keys, which are never swept."""


class KeyStore:
    """An open key store; no file of it is kept open between two calls.

    Raises:
        KeysRefused: from every method, where store or wrapping keys cannot be used.
    """

    def __init__(self, file: KeyFile, unwrapping: Unwrapping) -> None:
        """Take the purposes' keys into memory, since they never change; use `create` or `open`."""
        self._file, self._unwrapping = file, unwrapping
        self._purposes = {purpose: self._kept(purpose) for purpose in KeyPurpose}
        self.opened: dict[str, bytes] | None = None
        self.names: dict[str, str] = {}

    @classmethod
    def create(cls, folder: Path, wrapping: Path) -> Self:
        """Make a new store in a folder, with a random key for each purpose.

        Args:
            folder: apart from the database and its backups.
            wrapping: the file of wrapping keys, apart from the folder.

        Raises:
            KeysRefused: a store is there already, or a file cannot be used as it is.
        """
        file, ring = key_file.apart(folder, wrapping), WrappingKeys.read(wrapping)
        file.make()
        with file.writing() as connection:
            if key_file.version_of(connection):
                rule = "a key store is there already"
                raise KeysRefused(SETTING, rule, "Open it, or name an empty folder.")
            unwrapping = Unwrapping(wrapping, secrets.token_hex(16))
            key_file.make_tables(connection, unwrapping.store, ring.current)
            for purpose in KeyPurpose:
                key = unwrapping.new(Kind.PURPOSE, purpose, ring.current, EVER)
                key_file.put_keys(connection, [key])
        return cls.open(folder, wrapping)

    @classmethod
    def open(cls, folder: Path, wrapping: Path) -> Self:
        """Open the store of a folder; the start of everything that reads cases.

        Raises:
            KeysRefused: a file is missing, wrong or open to others, or lacks a wrapping key in use.
        """
        file = key_file.apart(folder, wrapping)
        file.refuse_if_open()
        with file.reading() as connection:
            if key_file.version_of(connection) != VERSION:
                rule = "this is no key store, or one of another version of the program"
                raise KeysRefused(SETTING, rule, "Name another folder, or restore a backup.")
            unwrapping = Unwrapping(wrapping, key_file.about_of(connection)[0])
            unwrapping.ring_with(*key_file.wrapping_keys_in_use(connection))
        return cls(file, unwrapping)

    @classmethod
    def restore(
        cls, folder: Path, wrapping: Path, backup: Path, lists: Iterable[Path] = ()
    ) -> Self:
        """Bring back from a backup what the folder lacks, after every list of erased keys.

        Keys that are there and open stay: a key made after the backup is never lost to it.

        Args:
            folder: of the store, or where it is to be.
            wrapping: the file of wrapping keys; it has those that the backup was made under.
            backup: what `backup` wrote.
            lists: newer lists of erased keys or newer backups, for where the store itself is lost.

        Raises:
            KeysRefused: a file is damaged or of another store; nothing has changed.
        """
        file, ring = key_file.apart(folder, wrapping), WrappingKeys.read(wrapping)
        found = read_backups(backup, tuple(lists), ring)
        file.make()
        with file.writing() as connection:
            if not key_file.version_of(connection):
                key_file.make_tables(connection, found.store, ring.current)
            if key_file.about_of(connection)[0] != found.store:
                rule = "another key store is in the folder than the backup is of"
                raise KeysRefused(SETTING, rule, "Name the store's own folder, or an empty one.")
            upkeep.fill(connection, found, Unwrapping(wrapping, found.store))
        return cls.open(folder, wrapping)

    def purpose_key(self, purpose: KeyPurpose) -> bytes:
        """The key of one purpose, 32 bytes."""
        return self._purposes[purpose]

    def organisation_key(self, organisation: str) -> bytes:
        """An organisation's own key for its handles, 32 bytes.

        It is derived and not stored: a restored older backup gives every organisation its key.
        """
        return keyed_hash(self._purposes[KeyPurpose.HANDLE], "organisation", organisation)

    def for_one_transaction(self) -> Self:
        """The same store, which unwraps the key of each case once: a step asks for it many times.

        What is destroyed meanwhile by somebody else is gone for whoever begins after that.
        """
        held = copy(self)
        held.opened, held.names = {}, {}
        return held

    def new_case_key(self, case: str, now: datetime) -> bytes:
        """Make the data key of a case, before its first row; once made, the same again.

        Raises:
            CaseErased: the case had a key, and it was destroyed.
        """
        self._make(Kind.CASE, self._name(case), _day(now))
        return self.case_key(case)

    def case_key(self, case: str) -> bytes:
        """The data key of a case, 32 bytes.

        Raises:
            CaseErased: it was destroyed.
            KeyMissing: there is none.
        """
        if self.opened is not None and case in self.opened:
            return self.opened[case]
        name = self._name(case)
        key = self._read(Kind.CASE, name)
        if key is not None:
            if self.opened is not None:
                self.opened[case] = key
            return key
        with self._file.reading() as connection:
            raise CaseErased if key_file.is_erased(connection, name) else KeyMissing

    def take_out(self, cases: Iterable[str]) -> None:
        """Unwrap the keys of several cases in one piece of work, for this one transaction.

        What is not found, or is under a wrapping key that is not known yet, `case_key` sees to.
        """
        if self.opened is None:
            return
        names = self._names(each for each in cases if each not in self.opened)
        if not names:
            return
        with self._file.reading() as connection:
            found = tuple(key_file.case_keys_of(connection, names))
        ring = self._unwrapping.ring
        for row in found:
            if row.wrapping_key in ring:
                self.opened[names[row.name]] = self._unwrapping.unwrapped(row, ring)

    def destroy(self, case: str, now: datetime) -> None:
        """Erase a case: its key leaves the file for good, also where it had none; twice is once."""
        name = self._name(case)
        if self.opened is not None:
            self.opened.pop(case, None)
        with self._file.writing() as connection:
            key_file.put_erased(connection, [(name, _day(now))])
            key_file.delete_case_keys(connection, [name])

    def erased_among(self, cases: Iterable[str]) -> frozenset[str]:
        """Those of these cases whose key was destroyed."""
        names = self._names(cases)
        with self._file.reading() as connection:
            erased = key_file.all_erased(connection)
        return frozenset(names[name] for name in names.keys() & erased.keys())

    def rotate(self, told: Callable[[int], object] = lambda _: None) -> int:
        """Wrap everything under the first key of the file of wrapping keys, while others go on.

        Nothing is unreadable meanwhile, since the file still has the earlier keys; they may leave
        it when this has ended. Cut at any moment and run again it finishes.

        Args:
            told: called with the keys done so far, after every hundred.

        Returns:
            How many keys were wrapped again.
        """
        return upkeep.rotate(self._file, self._unwrapping, told)

    def wrapping_keys(self) -> frozenset[str]:
        """The ids of the wrapping keys that are in use."""
        return upkeep.wrapping_keys(self._file)

    def verify(self) -> Verified:
        """Unwrap every key once, and count."""
        return upkeep.verify(self._file, self._unwrapping)

    def check(self, cases: Iterable[str], erased: Iterable[str] = ()) -> Compared:
        """Compare with the database.

        Args:
            cases: the ids of all cases that have a row.
            erased: the ids of those that were erased, as the database knows.
        """
        return upkeep.compare(self._file, self._names(cases), self._names(erased))

    def sweep(self, cases: Iterable[str], now: datetime, grace_days: int = GRACE_DAYS) -> int:
        """Remove keys older than the grace whose case never got its row.

        Args:
            cases: the ids of all cases that have a row in the database.
            now: the day that the grace is counted back from.
            grace_days: whole days; at least 1, since a row follows its key within a request.

        Raises:
            KeysRefused: no key is of any of the cases, so they are of another database.
        """
        before = _day(now - timedelta(days=max(1, grace_days)))
        return upkeep.sweep(self._file, set(self._names(cases)), before)

    def backup(self, to: Path) -> None:
        """Write keys and list of erased keys into one file, for this user alone."""
        self._write(to, with_keys=True)

    def write_erased(self, to: Path) -> None:
        """Write the list of erased keys alone: to be kept apart, and given to every restore."""
        self._write(to, with_keys=False)

    def _write(self, to: Path, *, with_keys: bool) -> None:
        ring = self._unwrapping.read_again()
        with self._file.reading() as connection:
            keys = tuple(key_file.all_keys(connection)) if with_keys else None
            erased = key_file.all_erased(connection)
        write_backup(to, Backup(self._unwrapping.store, keys, erased), ring)

    def _name(self, case: str) -> str:
        if case in self.names:
            return self.names[case]
        name = keyed_hash(self._purposes[KeyPurpose.CASE_KEYS], case).hex()
        # Of the store itself none is kept: it lives as long as the program.
        if self.opened is not None:
            self.names[case] = name
        return name

    def _names(self, cases: Iterable[str]) -> dict[str, str]:
        return {self._name(case): case for case in cases}

    def _read(self, kind: Kind, name: str) -> bytes | None:
        def find() -> WrappedKey | None:
            with self._file.reading() as connection:
                return key_file.key_of(connection, kind, name)

        return self._unwrapping.read(find)

    def _make(self, kind: Kind, name: str, made_on: str) -> None:
        with self._file.writing() as connection:
            if key_file.is_erased(connection, name):
                raise CaseErased
            if key_file.key_of(connection, kind, name) is None:
                _, current = key_file.about_of(connection)
                new = self._unwrapping.new(kind, name, current, made_on)
                key_file.put_keys(connection, [new])

    def _kept(self, purpose: KeyPurpose) -> bytes:
        key = self._read(Kind.PURPOSE, purpose)
        if key is None and purpose is not KeyPurpose.CASE_KEYS:
            # A purpose that came with a newer version of the program.
            self._make(Kind.PURPOSE, purpose, EVER)
            key = self._read(Kind.PURPOSE, purpose)
        if key is None:
            rule = "the key store is damaged"
            raise KeysRefused(SETTING, rule, "Move it away and restore a backup.")
        return key


def _day(now: datetime) -> str:
    if now.tzinfo is None:
        raise ValueError("an instant must be aware; give it a time zone")
    return now.astimezone(UTC).date().isoformat()
