"""What the engine reads of many cases at once: unseen, and only classes that its row gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.documents.kinds import C, Kind
from relocation.documents.service import TABLE
from relocation.documents.table import known
from relocation.documents.tables import DocumentRow
from relocation.keys.sealing import Where, unseal
from relocation.permissions import Level, Role, Stage, level
from relocation.store import keys_of
from relocation.wall import engine_let_in


@dataclass(frozen=True, slots=True)
class Held:
    """The newest version of a document, still sealed."""

    case: str
    id: str
    version: int
    written: datetime
    sealed: bytes

    def opened(self, session: Session, kind: Kind[C]) -> C:
        """What is written in it."""
        where = Where(TABLE, "full", self.case, self.id, self.version)
        return kind.opened(unseal(self.sealed, keys_of(session).case_key(self.case), where))


Shelf = Mapping[tuple[str, str], Held]
"""The newest by kind and by what it belongs to: a row, and its case for the newest of them."""


def shelf(session: Session, cases: Select[Any], *kinds: Kind[Any]) -> Shelf:
    """Everything of these kinds that the engine may read of these cases, each at its stage.

    Whoever asks logs what is then answered to somebody.
    """
    classes = {known(kind).name: kind.data_class for kind in kinds}
    rows = (
        select(DocumentRow, CaseRow.stage)
        .join(CaseRow, CaseRow.id == DocumentRow.case_id)
        .where(DocumentRow.case_id.in_(cases), DocumentRow.kind.in_(classes))
        .order_by(DocumentRow.written, DocumentRow.version)
    )
    found: dict[tuple[str, str], Held] = {}
    with engine_let_in(session, set(session.scalars(cases))):
        for row, stage in session.execute(rows):
            if level(Role.ENGINE, classes[row.kind], Stage(stage)) is Level.FULL:
                held = Held(row.case_id, row.id, row.version, row.written, row.full)
                found[row.kind, row.row] = found[row.kind, row.case_id] = held
    return found
