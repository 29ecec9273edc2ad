"""What a case's list holds, sealed in one cell: a line that no step put there does not count.

Whoever can write into the database can put an old line back, which once was sealed rightly, or take
an exclusion away. The seal names each line as it was written last, and whom the case excludes; it
is under the case's own key, so nobody makes one without the key store.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow, EntryRow, ListSealRow
from relocation.errors import CaseErased, Unreadable
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.sealing import Where, seal, unseal
from relocation.store import keys_of

SEAL = "list seal"
TABLE, COLUMN = ListSealRow.__tablename__, "sealed"
DIGEST_BYTES = 12


@dataclass(frozen=True, slots=True)
class Held:
    """What a list holds.

    Attributes:
        version: the case's, as the list was sealed last.
        lines: by row, what stands for the text sealed in it.
        denied: by row, the account that it excludes.
    """

    version: int
    lines: dict[str, str]
    denied: dict[str, str]

    def has(self, row: EntryRow) -> bool:
        """Whether a row is as it was written last."""
        return self.lines.get(row.id) == digest(row.sealed)


HELD = TypeAdapter(Held)
NOTHING = Held(0, {}, {})


def held(session: Session, case: str) -> Held:
    """What a case's list holds; nothing where the seal is gone or is none.

    Raises:
        CaseErased: its key was destroyed.
        KeyMissing: it has none.
    """
    row = session.get(ListSealRow, _id(session, case), populate_existing=True)
    return NOTHING if row is None else _opened(session, case, row)


def held_of(session: Session, cases: Iterable[str]) -> dict[str, Held]:
    """The same of several cases, asked for at once; one whose key is gone is left out."""
    ids = {}
    for case in cases:
        with suppress(CaseErased):
            ids[_id(session, case)] = case
    found = session.scalars(select(ListSealRow).where(ListSealRow.id.in_(ids)))
    there = {ids[row.id]: _opened(session, ids[row.id], row) for row in found}
    return dict.fromkeys(ids.values(), NOTHING) | there


def write(
    session: Session, case: str, lines: Mapping[str, bytes], denied: Mapping[str, str]
) -> None:
    """Note lines as they are written now, and whom they exclude."""
    row, before = _locked(session, case)
    told = before.lines | {line: digest(sealed) for line, sealed in lines.items()}
    _put(session, case, row, replace(before, lines=told, denied=before.denied | dict(denied)))


def strike(session: Session, case: str, rows: Collection[str]) -> None:
    """Note that lines are none any more."""
    if rows:
        row, before = _locked(session, case)
        lines = {line: told for line, told in before.lines.items() if line not in rows}
        denied = {line: who for line, who in before.denied.items() if line not in rows}
        _put(session, case, row, replace(before, lines=lines, denied=denied))


def note_versions(session: Session, cases: Iterable[str]) -> None:
    """Note of which version of its case each list is; the log has the version of each step."""
    ids = {_id(session, case): case for case in sorted(cases)}
    asked = select(ListSealRow).where(ListSealRow.id.in_(ids)).order_by(ListSealRow.id)
    asked = asked.with_for_update().execution_options(populate_existing=True)
    there = {row.id: row for row in session.scalars(asked)}
    for id_, case in ids.items():
        row = there.get(id_)
        before = NOTHING if row is None else _opened(session, case, row)
        version = session.get_one(CaseRow, case).version
        _seal(session, case, row or ListSealRow(id=id_), replace(before, version=version))
    session.flush()


def digest(sealed: bytes) -> str:
    """What stands for a sealed text; the same content sealed anew is another one."""
    return hashlib.sha256(sealed).hexdigest()[: 2 * DIGEST_BYTES]


def _opened(session: Session, case: str, row: ListSealRow) -> Held:
    try:
        key = keys_of(session).case_key(case)
        return HELD.validate_json(unseal(row.sealed, key, _where(case, row.id)))
    except Unreadable:
        return NOTHING


def _locked(session: Session, case: str) -> tuple[ListSealRow, Held]:
    """The seal as it is now, its row this transaction's; whoever waited for it sees it anew."""
    id_ = _id(session, case)
    row = session.get(ListSealRow, id_, with_for_update=True, populate_existing=True)
    if row is None:
        return ListSealRow(id=id_), NOTHING
    return row, _opened(session, case, row)


def _put(session: Session, case: str, row: ListSealRow, content: Held) -> None:
    _seal(session, case, row, content)
    session.flush()


def _seal(session: Session, case: str, row: ListSealRow, content: Held) -> None:
    key = keys_of(session).case_key(case)
    row.sealed = seal(HELD.dump_json(content), key, _where(case, row.id))
    session.add(row)


def _id(session: Session, case: str) -> str:
    """Another than the list's own, so that no row of the one leads to the other."""
    return pseudonym(keys_of(session).case_key(case), SEAL)


def _where(case: str, row: str) -> Where:
    return Where(TABLE, COLUMN, case, row, 1)
