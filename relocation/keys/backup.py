"""A backup of the key store: one file, sealed under a wrapping key, with its SHA-256 at the end.

It holds the keys as they are wrapped in the store and the list of erased keys, or the list alone.
"""

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relocation.errors import KeysRefused
from relocation.keys.key_file import Kind, WrappedKey
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import NONCE_BYTES
from relocation.keys.unwrapping import Unwrapping
from relocation.keys.wrapping import WrappingKeys, lacks_key

PLACE = "backup of the keys"
MAGIC = b"relocation keys 1\n"
SHA256_BYTES = 32
USE = "backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        store: the store's id.
        keys: all keys of the store; None where it is the list of erased keys alone.
        erased: pseudonyms of erased cases, each with its ISO date.
    """

    store: str
    keys: tuple[WrappedKey, ...] | None
    erased: dict[str, str]


def write_backup(path: Path, backup: Backup, ring: WrappingKeys) -> None:
    """Write the file whole or not at all, for this user alone, under the ring's first key.

    Raises:
        KeysRefused: it cannot be written there; nothing is left behind.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("r+b") as file:
            file.write(_sealed(backup, ring))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        remedy = "Make room on the disk, or name a folder that you may write to."
        raise KeysRefused(PLACE, "the file cannot be written", remedy) from None


def read_backups(path: Path, lists: Iterable[Path], ring: WrappingKeys) -> Backup:
    """A backup with the erased keys of all lists beside its own.

    Raises:
        KeysRefused: a file cannot be used, has no keys, or a list is of another store.
    """
    backup = read_backup(path, ring)
    others = [read_backup(each, ring) for each in lists]
    if backup.keys is None:
        remedy = "Name a backup, and this file as a list beside it."
        raise KeysRefused(PLACE, "the file is a list of erased keys alone", remedy)
    if any(other.store != backup.store for other in others):
        remedy = "Give lists and backup of the same store."
        raise KeysRefused(PLACE, "a list of erased keys is of another store", remedy)
    erased = dict(backup.erased)
    for other in others:
        erased |= other.erased
    return replace(backup, erased=erased)


def purpose_key_in(path: Path, lists: Iterable[Path], wrapping: Path, purpose: KeyPurpose) -> bytes:
    """A purpose's key out of a backup of which nothing is restored yet.

    Args:
        path: of the backup.
        lists: as `read_backups`.
        wrapping: the file of wrapping keys.
        purpose: that the key is of.

    Raises:
        KeysRefused: as `read_backups`, or the key is not there or does not open.
    """
    found = read_backups(path, lists, WrappingKeys.read(wrapping))
    unwrapping = Unwrapping(wrapping, found.store)
    for key in found.keys or ():
        if (key.kind, key.name) == (Kind.PURPOSE, purpose):
            return unwrapping.unwrapped(key, unwrapping.ring_with(key.wrapping_key))
    rule = "the backup is older than any of a database"
    raise KeysRefused(PLACE, rule, "Take a backup of the keys made with the database's, or later.")


def read_backup(path: Path, ring: WrappingKeys) -> Backup:
    """Read a backup or a list of erased keys.

    Raises:
        KeysRefused: it is truncated, altered or no backup, or its wrapping key is not in the file.
    """
    try:
        whole = path.read_bytes()
    except OSError:
        raise KeysRefused(PLACE, "the file cannot be read", "Name another file.") from None
    content, digest = whole[:-SHA256_BYTES], whole[-SHA256_BYTES:]
    if not whole.startswith(MAGIC) or hashlib.sha256(content).digest() != digest:
        raise _damaged()
    key_id, _, sealed = content[len(MAGIC) :].partition(b"\n")
    by = key_id.decode("ascii", "replace")
    if by not in ring:
        raise lacks_key()
    head = content[: len(content) - len(sealed)]
    nonce, inner = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _parsed(AESGCM(ring.derived(USE, by)).decrypt(nonce, inner, head))
    except (InvalidTag, ValueError):
        raise _damaged() from None


def _sealed(backup: Backup, ring: WrappingKeys) -> bytes:
    head = MAGIC + ring.current.encode() + b"\n"
    nonce = os.urandom(NONCE_BYTES)
    inner = AESGCM(ring.derived(USE, ring.current)).encrypt(nonce, _text(backup), head)
    content = head + nonce + inner
    return content + hashlib.sha256(content).digest()


def _text(backup: Backup) -> bytes:
    keys = backup.keys
    rows = None if keys is None else [_row(key) for key in keys]
    document = {"store": backup.store, "keys": rows, "erased": backup.erased}
    return json.dumps(document).encode()


def _row(key: WrappedKey) -> list[str]:
    return [key.kind, key.name, key.wrapping_key, b64encode(key.wrapped).decode(), key.made_on]


def _parsed(text: bytes) -> Backup:
    document = json.loads(text)
    rows = document["keys"]
    keys = None if rows is None else tuple(_key(*row) for row in rows)
    return Backup(document["store"], keys, document["erased"])


def _key(kind: str, name: str, wrapping_key: str, wrapped: str, made_on: str) -> WrappedKey:
    return WrappedKey(Kind(kind), name, wrapping_key, b64decode(wrapped), made_on)


def _damaged() -> KeysRefused:
    return KeysRefused(
        PLACE,
        "the file is truncated, altered or no backup of the keys",
        "Take an older backup, and the newest list of erased keys with it.",
    )
