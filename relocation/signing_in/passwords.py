"""Hashes passwords with Argon2id and compares them; a few at a time, since each takes memory."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Condition

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from relocation.errors import Throttled
from relocation.sign_in_policy import LONGEST_PASSWORD, PasswordNumbers
from relocation.signing_in.choosing import normal


def hashed(password: str, numbers: PasswordNumbers) -> str:
    """The hash to keep, with its own salt and costs in it.

    Raises:
        Throttled: too many are being hashed, and none came to its end in time.
    """
    with TURNSTILE.through(numbers):
        return _hasher(numbers).hash(normal(password))


def is_right(password: str, kept: str | None, numbers: PasswordNumbers) -> bool:
    """Whether it is the password of a hash; without one it costs as much, and is never right.

    Raises:
        Throttled: too many are being hashed, and none came to its end in time.
    """
    hasher = _hasher(numbers)
    against = kept if kept is not None else _nobodys(numbers)
    given = normal(password) if len(password) <= LONGEST_PASSWORD else ""
    with TURNSTILE.through(numbers):
        try:
            hasher.verify(against, given)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str, numbers: PasswordNumbers) -> bool:
    """Whether a hash was made at other costs than those of today's policy."""
    return _hasher(numbers).check_needs_rehash(kept)


class Turnstile:
    """Lets so many through at a time and the others wait, in one process."""

    def __init__(self) -> None:
        self._free, self._inside = Condition(), 0

    @contextmanager
    def through(self, numbers: PasswordNumbers) -> Iterator[None]:
        """Wait for a turn, and have it until the block ends.

        Raises:
            Throttled: none came in time.
        """
        with self._free:
            if not self._free.wait_for(
                lambda: self._inside < numbers.at_once, numbers.wait_seconds
            ):
                raise Throttled(max(1, numbers.wait_seconds))
            self._inside += 1
        try:
            yield
        finally:
            with self._free:
                self._inside -= 1
                self._free.notify()


TURNSTILE = Turnstile()
"""One for the process: it is its memory that runs out."""


@lru_cache(maxsize=8)
def _hasher(numbers: PasswordNumbers) -> PasswordHasher:
    return PasswordHasher(
        time_cost=numbers.passes,
        memory_cost=numbers.memory_kib,
        parallelism=numbers.lanes,
        type=Type.ID,
    )


@lru_cache(maxsize=8)
def _nobodys(numbers: PasswordNumbers) -> str:
    """The hash of a password that nobody knows, made once."""
    return _hasher(numbers).hash(secrets.token_urlsafe())
