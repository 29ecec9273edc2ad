"""A key store in a folder of its own, with a file of wrapping keys apart from it."""

import os
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from relocation.keys import key_file
from relocation.keys.store import KeyStore

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def new_key():
    return b64encode(os.urandom(32)).decode()


def write_private(path, text):
    """Write a file for its owner alone and put it in place at once."""
    draft = path.with_name(f".{path.name}.draft")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


@dataclass(frozen=True)
class Place:
    """Where a store and its wrapping keys are."""

    root: Path

    @property
    def folder(self):
        return self.root / "keys"

    @property
    def ring(self):
        return self.root / "apart" / "wrapping-keys"

    def write_ring(self, text):
        self.ring.parent.mkdir(exist_ok=True)
        write_private(self.ring, text)

    def add_wrapping_key(self, key_id):
        """Put a new key above those that are there; the text of the file."""
        there = self.ring.read_text() if self.ring.exists() else ""
        self.write_ring(f"{key_id} {new_key()}\n{there}")

    def keep_first_wrapping_key(self):
        self.write_ring(self.ring.read_text().splitlines()[0])

    def create(self):
        return KeyStore.create(self.folder, self.ring)

    def open(self):
        return KeyStore.open(self.folder, self.ring)

    def restore(self, backup, *lists, folder=None):
        return KeyStore.restore(folder or self.folder, self.ring, backup, lists)

    def bytes_of_all_files(self):
        return b"".join(path.read_bytes() for path in sorted(self.folder.iterdir()))


def make_many(store, cases):
    """New keys for many cases in one change; one by one, each waits for the disk."""
    with store._file.writing() as connection:
        _, current = key_file.about_of(connection)
        names = (store._name(case) for case in cases)
        new = [
            store._unwrapping.new(key_file.Kind.CASE, name, current, NOW.date().isoformat())
            for name in names
        ]
        key_file.put_keys(connection, new)
