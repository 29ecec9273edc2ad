"""Writes documents and reads them through one door: the matrix says which are fetched at all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.actor import Actor
from relocation.audit.model import Regime
from relocation.documents.kinds import Content, Kind
from relocation.documents.tables import DocumentRow
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.sealing import Where, seal, unseal
from relocation.permissions import Level
from relocation.store import keys_of

TABLE = DocumentRow.__tablename__
AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written.

    Attributes:
        row: the case's id, or that of the nomination, placement … it belongs to.
        regime: the law it is written under, by the author's authority.
    """

    row: str
    kind: Kind
    content: Content
    regime: Regime


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document, as much of it as its reader gets.

    Attributes:
        row: what it belongs to: the case, or a nomination, a placement ….
        level: FULL or REDUCED.
    """

    kind: str
    row: str
    version: int
    written: datetime
    level: Level
    content: Mapping[str, Any]


def write(session: Session, actor: Actor, case: str, draft: Draft, now: datetime) -> int:
    """Add a version of a document; gives its number. Whether the actor may, the step has asked."""
    kind, key, id_ = draft.kind, keys_of(session).case_key(case), uuid4().hex
    version = 1 + (session.scalar(_newest(draft.row, kind.name)) or 0)
    reduced = None if kind.reduced is None else kind.reduced(draft.content)
    session.add(
        DocumentRow(
            id=id_,
            case_id=case,
            row=draft.row,
            kind=kind.name,
            data_class=kind.data_class,
            version=version,
            regime=draft.regime,
            written=now,
            authority=_authority(session, case, actor.organisation),
            full=_sealed(draft.content, key, Where(TABLE, "full", case, id_, version)),
            reduced=None
            if reduced is None
            else _sealed(reduced, key, Where(TABLE, "reduced", case, id_, version)),
        )
    )
    session.flush()
    return version


def read(
    session: Session,
    actor: Actor,
    standing: Standing,
    kinds: Iterable[Kind],
    *,
    row: str | None = None,
    every_version: bool = False,
) -> tuple[Document, ...]:
    """The documents of these kinds that a reader may have, the newest version of each.

    What the matrix denies is not selected; of what it reduces only the reduced form is. An author's
    own authority reads in full what it wrote wherever its row gives at least the reduced form.
    """
    found: list[Document] = []
    for kind in kinds:
        allowed = standing.level(kind.data_class)
        if allowed in (Level.FULL, Level.REDUCED):
            found += _read(session, actor, standing.case, kind, allowed, row)
    return tuple(found if every_version else _newest_of(found))


def _read(
    session: Session, actor: Actor, case: str, kind: Kind, allowed: Level, row: str | None
) -> list[Document]:
    own = DocumentRow.authority == _authority(session, case, actor.organisation)
    rows = select(DocumentRow.id, DocumentRow.row, DocumentRow.version, DocumentRow.written).where(
        DocumentRow.case_id == case, DocumentRow.kind == kind.name
    )
    if row is not None:
        rows = rows.where(DocumentRow.row == row)
    rows = rows.order_by(DocumentRow.row, DocumentRow.version)
    if allowed is Level.FULL:
        return _opened(session, case, kind, Level.FULL, rows.add_columns(DocumentRow.full))
    mine = rows.where(own).add_columns(DocumentRow.full)
    others = rows.where(~own, DocumentRow.reduced.is_not(None)).add_columns(DocumentRow.reduced)
    found = _opened(session, case, kind, Level.FULL, mine)
    return found + _opened(session, case, kind, Level.REDUCED, others)


def _opened(session: Session, case: str, kind: Kind, level: Level, rows: Any) -> list[Document]:
    column = "full" if level is Level.FULL else "reduced"
    key, found = keys_of(session).case_key(case), []
    for id_, row, version, written, sealed in session.execute(rows):
        content = json.loads(unseal(sealed, key, Where(TABLE, column, case, id_, version)))
        found.append(Document(kind.name, row, version, written, level, content))
    return found


def _newest_of(found: list[Document]) -> Iterable[Document]:
    newest: dict[tuple[str, str], Document] = {}
    for each in sorted(found, key=lambda document: document.version):
        newest[each.row, each.kind] = each
    return newest.values()


def _newest(row: str, kind: str) -> Any:
    return select(func.max(DocumentRow.version)).where(
        DocumentRow.row == row, DocumentRow.kind == kind
    )


def _authority(session: Session, case: str, organisation: str) -> str:
    return pseudonym(keys_of(session).case_key(case), AUTHORITY, organisation)


def _sealed(content: Content, key: bytes, where: Where) -> bytes:
    return seal(json.dumps(content, ensure_ascii=False).encode(), key, where)
