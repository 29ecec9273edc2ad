"""Who reads a document: what of a kind is for somebody, beside what the matrix gives its row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.documents.kinds import Kind
from relocation.documents.tables import DocumentRow


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their authority as the case knows it, and whether moments are theirs to see."""

    authority: str
    is_central: bool

    @property
    def reads(self) -> ColumnElement[bool]:
        """What of a kind is for them at all."""
        own = DocumentRow.authority == self.authority
        return true() if self.is_central else or_(~DocumentRow.set_aside, own)

    def moment(self, authority: str, written: datetime) -> datetime | None:
        return written if self.is_central or authority == self.authority else None


def rows_for(session: Session, standing: Standing, kind: Kind[Any]) -> list[str]:
    """Of what a kind was written that is for its reader, though another authority wrote it.

    None, where the kind says not whom it is for.
    """
    if kind.is_for is None:
        return []
    of_kind = DocumentRow.case_id == standing.case, DocumentRow.kind == kind.name
    rows = session.scalars(select(DocumentRow.row).where(*of_kind).distinct()).all()
    return [row for row in rows if kind.is_for(session, standing, row)]
