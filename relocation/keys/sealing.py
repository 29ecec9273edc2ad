"""Seals a text for one cell of the database: it opens under its key and in its own cell alone."""

import os
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relocation.errors import Unreadable
from relocation.keys.parts import framed

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
SIZE = 8
"""Bytes in front of the padded text that tell how long it is."""
SMALLEST = 256
"""Bytes; what is shorter looks like this, and longer texts are padded to the next power of two."""


@dataclass(frozen=True, slots=True)
class Where:
    """The cell that a sealed text belongs to; moved to any other it does not open.

    Attributes:
        case: the case's id.
        row: the row's id, or the id of the row that the document belongs to.
        version: of the document or row, counted from 1.
    """

    table: str
    column: str
    case: str
    row: str
    version: int


def seal(plain: bytes, key: bytes, where: Where) -> bytes:
    """Seal a text of any length; the same text twice gives other bytes of the same length."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(_whole(key)).encrypt(nonce, _padded(plain), _cell(where))


def unseal(sealed: bytes, key: bytes, where: Where) -> bytes:
    """Give back the text.

    Raises:
        Unreadable: it was altered, moved from another cell, or sealed under another key.
    """
    nonce, inner = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if sealed[:1] != FORMAT or len(nonce) < NONCE_BYTES:
        raise Unreadable(where.table, where.column)
    try:
        padded = AESGCM(_whole(key)).decrypt(nonce, inner, _cell(where))
    except InvalidTag:
        raise Unreadable(where.table, where.column) from None
    return padded[SIZE : SIZE + int.from_bytes(padded[:SIZE], "big")]


def _whole(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    return key


def _cell(where: Where) -> bytes:
    own = framed(where.case, where.row, str(where.version))
    return _column(where.table, where.column) + own


@cache
def _column(table: str, column: str) -> bytes:
    """What all cells of a column begin with; there are few columns, and rows without end."""
    return FORMAT + framed("relocation.sealed", table, column)


def _padded(plain: bytes) -> bytes:
    told = len(plain).to_bytes(SIZE, "big") + plain
    size = max(SMALLEST, 1 << (len(told) - 1).bit_length())
    return told.ljust(size, b"\0")
