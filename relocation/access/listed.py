"""Lists that a transaction has read: a step asks for its case's list many times.

Whoever changes a list, locks the case or begins a savepoint has it read anew.
"""

from typing import Any, cast

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.seals import Held
from relocation.access.tables import EntryRow
from relocation.database import within

LISTS, EVERYBODY = "relocation.lists", None
Listed = tuple[list[tuple[EntryRow, Entry]], Held]
"""The lines that count, and the seal that they count by."""


def kept(session: Session, case: str, reader: str | None) -> Listed | None:
    """The lines of everybody, or of one account, as this transaction has read them, if it has."""
    sees, lists = session.info.get(LISTS, {}).get(case, (None, {}))
    if sees is not within(session):
        return None
    if EVERYBODY not in lists:
        return cast("Listed | None", lists.get(reader))
    lines, held = lists[EVERYBODY]
    return [each for each in lines if reader in {EVERYBODY, each[1].reader}], held


def keep(session: Session, case: str, reader: str | None, found: Listed) -> None:
    """Keep the lines of a list, of everybody or of one account."""
    all_lists: dict[str, Any] = session.info.setdefault(LISTS, {})
    sees, lists = all_lists.get(case, (None, {}))
    if sees is not within(session):
        lists = {}
    all_lists[case] = within(session), lists | {reader: found}


def forget(session: Session, case: str) -> None:
    """Have it read anew: it was changed, or others may have changed it."""
    session.info.get(LISTS, {}).pop(case, None)
