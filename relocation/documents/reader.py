"""Who reads a document: what of a kind is for somebody, beside what the matrix gives its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.documents.kinds import Kind
from relocation.documents.tables import DocumentRow


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their authority as the case knows it, and whether moments are theirs to see.

    Attributes:
        kept: what other authorities wrote that is kept from them.
    """

    authority: str
    is_central: bool
    kept: ColumnElement[bool]

    @property
    def reads(self) -> ColumnElement[bool]:
        """What of a kind is for them at all."""
        own = DocumentRow.authority == self.authority
        return true() if self.is_central else or_(~DocumentRow.set_aside & ~self.kept, own)

    def moment(self, authority: str, written: datetime) -> datetime | None:
        return written if self.is_central or authority == self.authority else None


def rows_for(session: Session, standing: Standing, kind: Kind[Any]) -> list[str]:
    """Of what a kind was written that is for its reader, though another authority wrote it.

    None, where the kind says not whom it is for.
    """
    if kind.is_for is None:
        return []
    rows = _rows(session, standing, kind)
    return [row for row in rows if kind.is_for(session, standing, row)]


def kept_from(
    session: Session, standing: Standing, kinds: Iterable[Kind[Any]]
) -> ColumnElement[bool]:
    """What was written of something that is none of its reader's."""
    kept = []
    for kind in kinds:
        if kind.is_kept_from is not None:
            rows = [
                x for x in _rows(session, standing, kind) if kind.is_kept_from(session, standing, x)
            ]
            kept.append(and_(DocumentRow.kind == kind.name, DocumentRow.row.in_(rows)))
    return or_(false(), *kept)


def _rows(session: Session, standing: Standing, kind: Kind[Any]) -> list[str]:
    """Of what a kind was written."""
    of_kind = DocumentRow.case_id == standing.case, DocumentRow.kind == kind.name
    return list(session.scalars(select(DocumentRow.row).where(*of_kind).distinct()))
