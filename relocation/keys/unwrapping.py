"""Reads keys of the store by whatever wrapping key they are under, also while that one changes."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from relocation.errors import KeysRefused
from relocation.keys.key_file import Kind, WrappedKey
from relocation.keys.parts import framed
from relocation.keys.sealing import KEY_BYTES
from relocation.keys.wrapping import WrappingKeys, lacks_key


class Unwrapping:
    """The wrapping keys of one store, read again when something is under one that is not known."""

    def __init__(self, path: Path, store: str) -> None:
        """Read the file of wrapping keys; `store` is the store's id."""
        self.path, self.store = path, store
        self.ring = WrappingKeys.read(path)

    def read_again(self) -> WrappingKeys:
        """Read the file as it stands now."""
        self.ring = WrappingKeys.read(self.path)
        return self.ring

    def ring_with(self, *key_ids: str) -> WrappingKeys:
        """A ring that has these keys.

        Raises:
            KeysRefused: the file lacks one.
        """
        known = self.ring
        if not all(key_id in known for key_id in key_ids):
            known = self.read_again()
        if not all(key_id in known for key_id in key_ids):
            raise lacks_key()
        return known

    def read(self, find: Callable[[], WrappedKey | None]) -> bytes | None:
        """Find a row and give its key, or None where there is no row.

        A rotation may finish and the earlier wrapping key leave the file between finding and
        unwrapping: so it is found again before it is given up.

        Raises:
            KeysRefused: the wrapping key is not in the file, or is another one of the same id.
        """
        missed = None
        while (row := find()) is not None:
            ring = self.ring
            if row.wrapping_key in ring:
                return self.unwrapped(row, ring)
            if row.wrapping_key == missed:
                raise lacks_key()
            missed = row.wrapping_key
            self.read_again()
        return None

    def unwrapped(self, row: WrappedKey, ring: WrappingKeys) -> bytes:
        return ring.unwrap(row.wrapped, self._about(row.kind, row.name), row.wrapping_key)

    def opens(self, row: WrappedKey) -> bool:
        """Whether the key of a row can be had."""
        try:
            self.unwrapped(row, self.ring_with(row.wrapping_key))
        except KeysRefused:
            return False
        return True

    def again(self, row: WrappedKey, by: str) -> WrappedKey:
        """The same key, wrapped under the wrapping key with the id `by`."""
        ring = self.ring_with(row.wrapping_key, by)
        return self._wrapped(row, self.unwrapped(row, ring), ring, by)

    def new(self, kind: Kind, name: str, by: str, made_on: str) -> WrappedKey:
        """A row with a new random key."""
        row = WrappedKey(kind, name, by, b"", made_on)
        return self._wrapped(row, os.urandom(KEY_BYTES), self.ring_with(by), by)

    def _wrapped(self, row: WrappedKey, key: bytes, ring: WrappingKeys, by: str) -> WrappedKey:
        wrapped = ring.wrap(key, self._about(row.kind, row.name), by)
        return replace(row, wrapping_key=by, wrapped=wrapped)

    def _about(self, kind: str, name: str) -> bytes:
        return framed("relocation.wrapped", self.store, kind, name)
