"""One line of a case's list: whose row it is, what it says, and whether it counts."""

from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.seals import Held
from relocation.access.tables import EntryRow
from relocation.audit.reached import has_left
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where, seal, unseal
from relocation.spans import differs
from relocation.store import keys_of

TABLE, COLUMN = EntryRow.__tablename__, "sealed"
ENTRY = TypeAdapter(Entry)


def reader_ref(session: Session, user: str) -> str:
    """What the lines of an account are found by."""
    return pseudonym(keys_of(session).purpose_key(KeyPurpose.NAMED_LIST_READER), user)


def sealed_line(session: Session, case: str, row: str, entry: Entry) -> bytes:
    """What a row is to say."""
    told = ENTRY.dump_json(replace(entry, over=False))
    return seal(told, keys_of(session).case_key(case), _where(case, row))


def line_of(session: Session, case: str, row: EntryRow) -> Entry:
    """What a row says.

    Raises:
        Unreadable: it was altered, or moved from another row or case.
    """
    key = keys_of(session).case_key(case)
    entry = ENTRY.validate_json(unseal(row.sealed, key, _where(case, row.id)))
    if entry.until is None or entry.after is None:
        return entry
    # Only what the log tells after it: no clock that was ahead before it began has ended it.
    return replace(entry, over=has_left(session, entry.after, entry.since - differs(), entry.until))


def counting(session: Session, case: str, row: EntryRow, held: Held) -> Entry | None:
    """What a row says, as it was written last; None where no step put it there so.

    Raises:
        Unreadable: it is spoilt: nobody who stands there is taken for somebody who left.
    """
    entry = line_of(session, case, row) if row.id in held.lines else None
    return entry if entry is not None and is_as_written(session, row, entry, held) else None


def is_as_written(session: Session, row: EntryRow, entry: Entry, held: Held) -> bool:
    """Whether a row says what it said last, and is found by the account that it names.

    The account stands in the row too, by a pseudonym that whoever writes to the table could copy
    from another's row.
    """
    return held.has(row) and row.reader == reader_ref(session, entry.reader)


def _where(case: str, row: str) -> Where:
    return Where(TABLE, COLUMN, case, row, 1)
