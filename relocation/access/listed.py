"""Lists that a transaction has read whole: a step asks for its case's list many times.

Whoever changes a list, locks the case or begins a savepoint has it read anew.
"""

from typing import Any

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.seals import Held
from relocation.access.tables import EntryRow
from relocation.database import within

LISTS = "relocation.lists"
Listed = tuple[list[tuple[EntryRow, Entry]], Held]
"""The lines that count, and the seal that they count by."""


def kept(session: Session, case: str) -> Listed | None:
    """The list as this transaction has read it, if it has."""
    sees, found = session.info.get(LISTS, {}).get(case, (None, None))
    return found if sees is within(session) else None


def keep(session: Session, case: str, found: Listed) -> None:
    """Keep a list that was read whole."""
    lists: dict[str, Any] = session.info.setdefault(LISTS, {})
    lists[case] = within(session), found


def forget(session: Session, case: str) -> None:
    """Have it read anew: it was changed, or others may have changed it."""
    session.info.get(LISTS, {}).pop(case, None)
