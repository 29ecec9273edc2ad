"""The newest papers of a case, looked up once in a transaction for all that a step asks of them.

A step asks for a dozen kinds, most of which are not there. Whoever writes, locks the case, begins a
savepoint or is let in by the second wall has them looked up anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, null, select
from sqlalchemy.orm import Session

from relocation.database import within
from relocation.documents.tables import DocumentRow
from relocation.keys.sealing import Where, unseal
from relocation.store import keys_of
from relocation.wall import cases_let_in

HELD, TABLE = "relocation.newest_papers", DocumentRow.__tablename__
SMALL = 8192
"""Bytes, sealed: what is larger is fetched only where it is asked for."""
PAPERS = (
    select(
        DocumentRow.id,
        DocumentRow.row,
        DocumentRow.kind,
        DocumentRow.version,
        DocumentRow.written,
        case((func.length(DocumentRow.full) <= SMALL, DocumentRow.full), else_=null()).label(
            "full"
        ),
    )
    .where(DocumentRow.case_id == bindparam("of"))
    .order_by(DocumentRow.written, DocumentRow.version)
)
WHOLE = select(DocumentRow.full).where(DocumentRow.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Newest:
    """What a case has: of each kind the newest, in all of it and of each thing in it."""

    case: str
    in_case: Mapping[str, Any]
    of_row: Mapping[tuple[str, str], Any]

    def opened(self, session: Session, row: str | None, kind: str) -> bytes | None:
        """The newest of a kind, opened; None where there is none."""
        found = self.in_case.get(kind) if row is None else self.of_row.get((row, kind))
        if found is None:
            return None
        sealed = found.full
        if sealed is None:
            sealed = session.execute(WHOLE, {"id": found.id}).scalar_one()
        where = Where(TABLE, "full", self.case, found.id, found.version)
        return unseal(sealed, keys_of(session).case_key(self.case), where)

    def written(self, *kinds: str) -> datetime | None:
        """When one of these kinds was last written; None where none ever was."""
        found = (self.in_case[kind].written for kind in kinds if kind in self.in_case)
        return max(found, default=None)


def newest(session: Session, case: str) -> Newest:
    """What a case has as this transaction sees it."""
    held: dict[str, tuple[Any, Newest]] = session.info.setdefault(HELD, {})
    sees = (within(session), cases_let_in(session))
    if case not in held or held[case][0] != sees:
        held[case] = (sees, _looked_up(session, case))
    return held[case][1]


def forget(session: Session, case: str) -> None:
    """Have a case's papers looked up anew: something was written, or others may have."""
    session.info.get(HELD, {}).pop(case, None)


def _looked_up(session: Session, case: str) -> Newest:
    in_case: dict[str, Any] = {}
    of_row: dict[tuple[str, str], Any] = {}
    for found in session.execute(PAPERS, {"of": case}):
        in_case[found.kind] = found
        before = of_row.get((found.row, found.kind))
        # Of one thing the version counts: a clock may have stepped back between two.
        if before is None or before.version < found.version:
            of_row[found.row, found.kind] = found
    return Newest(case, in_case, of_row)
