"""Seals what belongs to no case, under the key of its purpose; no erased case takes it along."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from relocation.keys.pseudonyms import pseudonym
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where, seal, unseal
from relocation.store import keys_of

NO_CASE = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of sealed texts, and the purpose whose key they are under."""

    table: str
    name: str
    purpose: KeyPurpose

    def sealed(self, session: Session, row: str, content: Any) -> bytes:
        """Seal something that JSON can write, for one row."""
        key = keys_of(session).purpose_key(self.purpose)
        return seal(json.dumps(content, ensure_ascii=False).encode(), key, self._where(row))

    def opened(self, session: Session, row: str, sealed: bytes) -> Any:
        """Give back what was sealed for this row.

        Raises:
            Unreadable: it was altered, moved, or is under another key.
        """
        key = keys_of(session).purpose_key(self.purpose)
        return json.loads(unseal(sealed, key, self._where(row)))

    def _where(self, row: str) -> Where:
        return Where(self.table, self.name, NO_CASE, row, 1)


def pseudonym_of(session: Session, purpose: KeyPurpose, *parts: str) -> str:
    """What stands for these parts in the rows of one purpose, and in no others."""
    return pseudonym(keys_of(session).purpose_key(purpose), *parts)
