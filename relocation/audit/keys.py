"""What the log needs of the keys: pseudonyms, marks, and sealing what two persons open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Protocol, Self

from relocation.errors import CaseErased, KeyMissing, Unreadable
from relocation.keys import sealing
from relocation.keys.parts import keyed_hash
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where
from relocation.keys.store import KeyStore

ID_BYTES = 200
"""The longest id; all up to here are sealed to one length, so that none shows by it."""

ACTOR, NAME = "audit.actor", "audit.name"


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
        """Another pseudonym in every case, which nobody can work out once the case is erased."""

    def line_ref(self, actor: str, number: int) -> str:
        """The pseudonym in a line of no case: another one in each, so that none are joined."""

    def is_erased(self, case: str) -> bool:
        """Whether the case's own key was destroyed: then nobody's name opens in it."""

    def opening_refs(self, actor: str, day: date, most: int) -> tuple[str, ...]:
        """What the cases that somebody opens on a day are counted by; no two can be joined."""

    def seal(self, plain: bytes, where: Where, case: str) -> bytes:
        """Seal what two persons open, under the case's own key where it has one."""

    def unseal(self, sealed: bytes, where: Where, case: str) -> bytes:
        """Give back what was sealed.

        Raises:
            Unreadable: it was altered, moved from another line, or its case is erased.
        """


def sealed_in(number: int, case_ref: str, actor_ref: str) -> Where:
    """The one cell where a sealed id opens."""
    return Where("audit_lines", "sealed", case=case_ref, row=actor_ref, version=number)


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """A key of 32 bytes for each purpose, so that no two columns share a pseudonym.

    Who stands in the lines of a case is under the case's own key, and goes with it at erasure.
    Where a case has no key, or a line is of none, the purposes' own keys serve.
    """

    case: bytes = field(repr=False)
    actor: bytes = field(repr=False)
    opening: bytes = field(repr=False)
    marks: bytes = field(repr=False)
    names: bytes = field(repr=False)
    of_case: Callable[[str], bytes] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, store: KeyStore) -> Self:
        """Take the log's keys from the key store."""
        return cls(
            case=store.purpose_key(KeyPurpose.AUDIT_CASE),
            actor=store.purpose_key(KeyPurpose.AUDIT_ACTOR),
            opening=store.purpose_key(KeyPurpose.AUDIT_OPENING),
            marks=store.purpose_key(KeyPurpose.AUDIT_MARK),
            names=store.purpose_key(KeyPurpose.AUDIT_NAME),
            of_case=store.case_key,
        )

    def case_ref(self, case: str) -> str:
        return pseudonym(self.case, case)

    def actor_ref(self, actor: str, case: str) -> str:
        return pseudonym(self._of_case(self.actor, ACTOR, case) or self.actor, actor, case)

    def line_ref(self, actor: str, number: int) -> str:
        return pseudonym(self.actor, actor, "", str(number))

    def is_erased(self, case: str) -> bool:
        try:
            self._of_case(self.names, NAME, case, bears_erased=False)
        except CaseErased:
            return True
        return False

    def opening_refs(self, actor: str, day: date, most: int) -> tuple[str, ...]:
        return _opening_refs(self.opening, actor, day, most)

    def mark(self, *parts: str) -> str:
        return pseudonym(self.marks, *parts)

    def seal(self, plain: bytes, where: Where, case: str) -> bytes:
        if len(plain) > ID_BYTES:
            raise ValueError("an id has at most 200 bytes")
        key = self._of_case(self.names, NAME, case) or self.names
        return sealing.seal(plain, key, where)

    def unseal(self, sealed: bytes, where: Where, case: str) -> bytes:
        own = self._of_case(self.names, NAME, case)
        if own is not None:
            try:
                return sealing.unseal(sealed, own, where)
            except Unreadable:
                pass  # A line of before the case had a key, or of an older version.
        return sealing.unseal(sealed, self.names, where)

    def _of_case(
        self, purpose: bytes, what: str, case: str, *, bears_erased: bool = True
    ) -> bytes | None:
        """A key that needs the purpose's and the case's both; None where the case has none."""
        if self.of_case is None or not case:
            return None
        try:
            return keyed_hash(purpose, what, self.of_case(case).hex())
        except KeyMissing:
            return None
        except CaseErased:
            if bears_erased:
                return None
            raise
