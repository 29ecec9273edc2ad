"""The wrapping keys: a file apart from key store and database, one key a line, the first current.

A line is an id, a space and 32 random bytes in base64; what begins with # is a remark.
"""

import os
import re
import stat
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relocation.errors import KeysRefused
from relocation.keys.parts import keyed_hash
from relocation.keys.sealing import KEY_BYTES, NONCE_BYTES

SETTING = "RELOCATION_WRAPPING_KEYS"
LINE = re.compile(r"(?P<id>[a-z0-9][a-z0-9.-]{0,31}) (?P<key>[A-Za-z0-9+/]{43}=)")
MOST_BYTES = 65536
OTHERS = stat.S_IRWXG | stat.S_IRWXO
LEAST_DIFFERENT_BYTES = 12
"""Random keys never have fewer (once in 10^24); zeros and typed examples do."""


@dataclass(frozen=True, slots=True)
class WrappingKeys:
    """The ring of wrapping keys as its file stood when it was read.

    Attributes:
        current: the id of the first key: what everything is to be wrapped under.
    """

    current: str
    _keys: Mapping[str, bytes] = field(repr=False)

    @staticmethod
    def read(path: Path) -> "WrappingKeys":
        """Read and check the file.

        Raises:
            KeysRefused: it is missing, open to others, or not such a file.
        """
        return _parsed(_text(path))

    def __contains__(self, key_id: str) -> bool:
        return key_id in self._keys

    def wrap(self, key: bytes, about: bytes, by: str) -> bytes:
        """Wrap a key under the wrapping key with the id `by`, for the one thing it is about."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._keys[by]).encrypt(nonce, key, about)

    def unwrap(self, wrapped: bytes, about: bytes, by: str) -> bytes:
        """Give back the key.

        Raises:
            KeysRefused: the wrapping key of this id is another one, or the bytes were altered.
        """
        nonce, inner = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self._keys[by]).decrypt(nonce, inner, about)
        except (InvalidTag, ValueError):
            raise KeysRefused(
                SETTING,
                "a key of the store does not open under the wrapping key of its id",
                "Give the wrapping keys that belong to this store; if they do, restore a backup.",
            ) from None

    def derived(self, use: str, by: str) -> bytes:
        """A key for another use of the same wrapping key, 32 bytes."""
        return keyed_hash(self._keys[by], "relocation.wrapping", use)


def lacks_key() -> KeysRefused:
    """What is said when something is wrapped under a key that the file does not have."""
    return KeysRefused(
        SETTING,
        "a wrapping key that is in use is not in the file",
        "Add the earlier wrapping keys below the first one, and rotate before taking one out.",
    )


def refuse_if_open(path: Path, mode: int, place: str) -> None:
    """Refuse a file that anybody but its owner may read or write.

    Raises:
        KeysRefused: its mode gives something to group or others.
    """
    if mode & OTHERS:
        raise KeysRefused(
            place,
            f"the {'folder' if path.is_dir() else 'file'} is open to others than its owner",
            "Take all rights from group and others (chmod go=), and think of who has read it.",
        )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            refuse_if_open(path, os.fstat(file.fileno()).st_mode, SETTING)
            return file.read(MOST_BYTES + 1).decode("ascii")
    except FileNotFoundError:
        rule, remedy = "the file is not there", MAKE_ONE
    except OSError:
        rule, remedy = "the file cannot be read", "Name a file that this user alone may read."
    except UnicodeDecodeError:
        rule, remedy = _NO_FILE_OF_KEYS
    raise KeysRefused(SETTING, rule, remedy)


MAKE_ONE = 'Make it with: (umask 077; echo "first $(openssl rand -base64 32)" > FILE)'
_NO_FILE_OF_KEYS = (
    "this is no file of wrapping keys",
    "Write one key a line: an id, a space, and 32 random bytes in base64; the first one counts.",
)


def _parsed(text: str) -> WrappingKeys:
    lines = [line.strip() for line in text.splitlines()]
    found = [LINE.fullmatch(line) for line in lines if line and not line.startswith("#")]
    keys = {match["id"]: b64decode(match["key"]) for match in found if match}
    if not found or None in found or len(text) > MOST_BYTES:
        raise KeysRefused(SETTING, *_NO_FILE_OF_KEYS)
    if len(set(keys.values())) < len(found):
        rule = "an id or a key stands there twice"
        raise KeysRefused(SETTING, rule, "Give each key an id of its own, and each id one key.")
    for key in keys.values():
        _refuse_weak(key)
    return WrappingKeys(next(iter(keys)), keys)


def _refuse_weak(key: bytes) -> None:
    if len(key) != KEY_BYTES or len(set(key)) < LEAST_DIFFERENT_BYTES:
        remedy = "Make one with: openssl rand -base64 32"
        raise KeysRefused(SETTING, "a key is not random", remedy)
