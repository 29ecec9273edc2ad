"""A request as its repetition is told: who asks, under which key, and for what."""

import hashlib
from dataclasses import dataclass, field

from relocation.keys.parts import keyed_hash


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
        return keyed_hash(secret, "request", self.user, self.key)

    def digest(self, secret: bytes) -> bytes:
        """Stands for the body: keyed, since one of 98 places would soon be guessed otherwise."""
        body = hashlib.sha256(self.body).hexdigest()
        return keyed_hash(secret, "body", self.user, self.key, body)
