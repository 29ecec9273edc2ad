"""What the log needs of the keys: pseudonyms, marks, and sealing what two persons open."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Protocol, Self

from relocation.keys import sealing
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where
from relocation.keys.store import KeyStore

ID_BYTES = 200
"""The longest id; all up to here are sealed to one length, so that none shows by it."""


@lru_cache(maxsize=256)
def _opening_refs(key: bytes, actor: str, day: date, most: int) -> tuple[str, ...]:
    """Asked for with everything that somebody reads: the same all day."""
    return tuple(pseudonym(key, actor, day.isoformat(), str(nth + 1)) for nth in range(most))


class Marker(Protocol):
    """Marks what only the log itself can have written."""

    def mark(self, *parts: str) -> str: ...


class AuditKeys(Marker, Protocol):
    """Everything that the log needs of the keys, whose bytes it never sees."""

    def case_ref(self, case: str) -> str: ...

    def actor_ref(self, actor: str, case: str) -> str:
        """Another pseudonym in every case."""

    def opening_refs(self, actor: str, day: date, most: int) -> tuple[str, ...]:
        """What the cases that somebody opens on a day are counted by; no two can be joined."""

    def seal(self, plain: bytes, where: Where) -> bytes: ...

    def unseal(self, sealed: bytes, where: Where) -> bytes:
        """Give back what was sealed.

        Raises:
            Unreadable: it was altered, or moved from another line.
        """


def sealed_in(number: int, case_ref: str, actor_ref: str) -> Where:
    """The one cell where a sealed id opens."""
    return Where("audit_lines", "sealed", case=case_ref, row=actor_ref, version=number)


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """A key of 32 bytes for each purpose, so that no two columns share a pseudonym."""

    case: bytes = field(repr=False)
    actor: bytes = field(repr=False)
    opening: bytes = field(repr=False)
    marks: bytes = field(repr=False)
    names: bytes = field(repr=False)

    @classmethod
    def of(cls, store: KeyStore) -> Self:
        """Take the log's keys from the key store."""
        return cls(
            case=store.purpose_key(KeyPurpose.AUDIT_CASE),
            actor=store.purpose_key(KeyPurpose.AUDIT_ACTOR),
            opening=store.purpose_key(KeyPurpose.AUDIT_OPENING),
            marks=store.purpose_key(KeyPurpose.AUDIT_MARK),
            names=store.purpose_key(KeyPurpose.AUDIT_NAME),
        )

    def case_ref(self, case: str) -> str:
        return pseudonym(self.case, case)

    def actor_ref(self, actor: str, case: str) -> str:
        return pseudonym(self.actor, actor, case)

    def opening_refs(self, actor: str, day: date, most: int) -> tuple[str, ...]:
        return _opening_refs(self.opening, actor, day, most)

    def mark(self, *parts: str) -> str:
        return pseudonym(self.marks, *parts)

    def seal(self, plain: bytes, where: Where) -> bytes:
        if len(plain) > ID_BYTES:
            raise ValueError("an id has at most 200 bytes")
        return sealing.seal(plain, self.names, where)

    def unseal(self, sealed: bytes, where: Where) -> bytes:
        return sealing.unseal(sealed, self.names, where)
