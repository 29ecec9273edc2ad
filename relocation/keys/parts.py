"""Several texts as one, and their keyed hash, so that no other texts give the same bytes."""

import hashlib
import hmac

SIZE = 4
"""Bytes that tell how long a part is."""


def framed(*parts: str) -> bytes:
    """Each part in UTF-8 behind its length: ("a", "bc") and ("ab", "c") differ."""
    # Run for every row that is opened: a list and one encoding each, no generator.
    return b"".join([len(told).to_bytes(SIZE, "big") + told for told in map(str.encode, parts)])


def keyed_hash(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA-256 of the parts, 32 bytes: nobody without the key can tell or try them."""
    return hmac.digest(key, framed(*parts), hashlib.sha256)
