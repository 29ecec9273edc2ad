"""Statements as they are stored: sealed one by one, and opened all at once."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.keys.purposes import KeyPurpose
from relocation.sealed import Column
from relocation.threats.model import GroupSaid, PresenceSaid, RelationSaid, Said
from relocation.threats.tables import StatementRow

SEALED = Column(StatementRow.__tablename__, "sealed", KeyPurpose.THREAT)
KINDS: dict[str, type[Said]] = {
    "group": GroupSaid,
    "relation": RelationSaid,
    "presence": PresenceSaid,
}
WORDS = {kind: word for word, kind in KINDS.items()}
AS_JSON: dict[str, TypeAdapter[Any]] = {word: TypeAdapter(kind) for word, kind in KINDS.items()}


def every_statement(session: Session) -> list[Said]:
    """Everything that was ever said, in the order it was written; the caller asks who may."""
    rows = select(StatementRow).order_by(StatementRow.number)
    return [_opened(session, row) for row in session.scalars(rows)]


def _opened(session: Session, row: StatementRow) -> Said:
    content = SEALED.opened(session, row.id, row.sealed)
    said: Said = AS_JSON[content["kind"]].validate_python(content["says"])
    return said
