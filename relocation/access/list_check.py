"""Whether each case's list is what steps made it, and the lists of an older store sealed once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from relocation.access import seals
from relocation.access.lines import is_as_written, line_of
from relocation.access.model import Entry
from relocation.access.seals import Held
from relocation.access.service import lines_in
from relocation.access.tables import CaseRow, EntryRow
from relocation.audit.keys import HeldKeys
from relocation.audit.reached import newest_version
from relocation.errors import CaseErased, KeyMissing, StoreRefused, Unreadable
from relocation.permissions import Stage
from relocation.store import Store, keys_of

SINCE = "0022"
"""The revision of the store from which on lists are sealed."""


@dataclass(frozen=True, slots=True)
class TamperedList:
    """What stands in a case's list and no step put there, or the other way round.

    Attributes:
        added: lines that were written past the services, or put back, or altered; none counts.
        missing: lines that were taken away past them; an exclusion counts all the same.
        is_old: the list is of an earlier version of the case than the log knows: all of it was
            put back, and counts.
    """

    case: str
    added: int
    missing: int
    is_old: bool


def tampered_lists(session: Session) -> tuple[TamperedList, ...]:
    """Every list that is not as steps left it; for a store with its keys."""
    return tuple(each for each in _compared(session) if each.added or each.missing or each.is_old)


def seal_lists_of(store: Store) -> Callable[[Connection, str | None], None]:
    """What an upgrade does last: seal the lists as they are, of a store that has no seals yet.

    Later a list without its seal is a list that somebody took it from.
    """

    def seal_lists(connection: Connection, before: str | None) -> None:
        if before is None or before >= SINCE:
            return
        with Session(connection) as session:
            store.equip(session)
            for case in _kept(session):
                with suppress(CaseErased, KeyMissing):
                    _seal(session, case)
            session.commit()

    return seal_lists


def refuse_lists(connection: Connection, before: str | None) -> None:
    """The same where the keys are not there: with lists the upgrade is not done.

    Raises:
        StoreRefused: a case is there.
    """
    if before is not None and connection.execute(select(CaseRow.id).limit(1)).first() is not None:
        raise StoreRefused(
            "store: its lists cannot be sealed without the keys\n"
            "Set RELOCATION_KEYS and RELOCATION_WRAPPING_KEYS, then run this again."
        )


def _compared(session: Session) -> Iterator[TamperedList]:
    keys = HeldKeys.of(keys_of(session))
    for case in _kept(session):
        with suppress(CaseErased, KeyMissing):
            held, rows = seals.held(session, case.id), lines_in(session, case.id)
            yield TamperedList(
                case=case.id,
                added=sum(not _counts(session, case.id, row, held) for row in rows),
                missing=len(held.lines.keys() - {row.id for row in rows}),
                is_old=held.version < newest_version(session, keys.case_ref(case.id)),
            )


def _counts(session: Session, case: str, row: EntryRow, held: Held) -> bool:
    entry = _line(session, case, row)
    return held.has(row) if entry is None else is_as_written(session, row, entry, held)


def _seal(session: Session, case: CaseRow) -> None:
    found = [(row, _line(session, case.id, row)) for row in lines_in(session, case.id)]
    lines = {row.id: row.sealed for row, entry in found if entry is not None}
    denied = {row.id: entry.reader for row, entry in found if entry is not None and entry.excluded}
    seals.write(session, case.id, lines, denied)
    seals.note_versions(session, [case.id])


def _line(session: Session, case: str, row: EntryRow) -> Entry | None:
    try:
        return line_of(session, case, row)
    except Unreadable:
        return None


def _kept(session: Session) -> list[CaseRow]:
    kept = select(CaseRow).where(CaseRow.stage != Stage.ERASED).order_by(CaseRow.id)
    return list(session.scalars(kept))
