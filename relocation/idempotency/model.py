"""A request as its repetition is told: who asks, under which key, and for what."""

import hashlib
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """A request that may come again.

    Attributes:
        user: the user's id; keys are per user.
        key: what the client sent as Idempotency-Key.
        body: what is asked for, whole: method, path and content in one fixed form.
    """

    user: str
    key: str = field(repr=False)
    body: bytes = field(repr=False)

    def pseudonym(self, secret: bytes) -> bytes:
        """Stands for user and key: a copy of the database does not say who asked."""
        return _keyed(secret, b"name", self.user.encode(), self.key.encode())

    def digest(self, secret: bytes) -> bytes:
        """Stands for the body: keyed, since one of 98 places would soon be guessed otherwise."""
        return _keyed(secret, b"body", self.user.encode(), self.key.encode(), self.body)


def _keyed(secret: bytes, *parts: bytes) -> bytes:
    """A hash in which no part can be taken for the end of another."""
    joined = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(secret, joined, hashlib.sha256).digest()
