"""What the engine reads of many cases at once: unseen, and only classes that its row gives."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.documents.kinds import C, Kind
from relocation.documents.service import TABLE
from relocation.documents.table import known
from relocation.documents.tables import DocumentRow
from relocation.keys.sealing import Where, unseal
from relocation.permissions import Level, Role, Stage, level
from relocation.wall import engine_let_in


@dataclass(frozen=True, slots=True)
class Held:
    """The newest version of a document, still sealed."""

    case: str
    id: str
    version: int
    written: datetime
    sealed: bytes = field(repr=False)
    key: bytes = field(repr=False)
    _told: list[Any] = field(default_factory=list, repr=False, compare=False)

    def opened(self, kind: Kind[C]) -> C:
        """What is written in it, opened once."""
        if not self._told:
            where = Where(TABLE, "full", self.case, self.id, self.version)
            self._told.append(kind.opened(unseal(self.sealed, self.key, where)))
        return cast("C", self._told[0])


Shelf = Mapping[tuple[str, str], Held]
"""The newest by kind and by what it belongs to: a row, and its case for the newest of them."""
NOTHING: Shelf = MappingProxyType({})


def shelf(
    session: Session,
    keys: Mapping[str, bytes],
    lived_in: Collection[str],
    *kinds: Kind[Any],
    before: Shelf = NOTHING,
) -> Shelf:
    """Everything of these kinds that the engine may read of cases, each at its stage.

    Stages belong to one relocation: where a new one has begun, what the last one left on record
    stays as readable to the engine as it was when that ended. Its person still lives there.

    Whoever asks logs what is then answered to somebody.

    Args:
        session: of the transaction.
        keys: of the cases, by their ids.
        lived_in: cases whose person lives where an earlier relocation ended.
        kinds: of document.
        before: what the same piece of work had opened: a version that still counts is not opened
            again, since what it says never changes.
    """
    found: dict[tuple[str, str], Held] = {}
    for kind, row, held in _held(session, keys, lived_in, *kinds):
        known = before.get((kind, row))
        told = held if known is None or known != held else known
        found[kind, row] = found[kind, held.case] = told
    return found


def versions(
    session: Session, keys: Mapping[str, bytes], lived_in: Collection[str], kind: Kind[Any]
) -> Mapping[str, Sequence[Held]]:
    """By case, every version of a kind that the engine may read, the oldest first; as `shelf`."""
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for _, _, held in _held(session, keys, lived_in, kind):
        found[held.case].append(held)
    return found


def _held(
    session: Session, keys: Mapping[str, bytes], lived_in: Collection[str], *kinds: Kind[Any]
) -> list[tuple[str, str, Held]]:
    """Every version that the engine may read, by kind and row, in the order of writing."""
    classes = {known(kind).name: kind.data_class for kind in kinds}
    columns = DocumentRow.case_id, DocumentRow.id, DocumentRow.version, DocumentRow.written
    rows = (
        select(*columns, DocumentRow.full, DocumentRow.kind, DocumentRow.row, CaseRow.stage)
        .join(CaseRow, CaseRow.id == DocumentRow.case_id)
        .where(DocumentRow.case_id.in_(keys), DocumentRow.kind.in_(classes))
        .order_by(DocumentRow.written, DocumentRow.version)
    )
    found: list[tuple[str, str, Held]] = []

    # Thousands of rows are of few kinds and stages.
    @cache
    def reads(kind: str, stage: str) -> bool:
        return level(Role.ENGINE, classes[kind], Stage(stage)) is Level.FULL

    with engine_let_in(session, keys):
        for case, id_, version, written, full, kind, row, stage in session.execute(rows):
            if reads(kind, stage) or (case in lived_in and reads(kind, Stage.RELOCATED)):
                held = Held(case, id_, version, written, full, keys[case])
                found.append((kind, row, held))
    return found


def every_version(session: Session, keys: Mapping[str, bytes], kind: Kind[C]) -> list[C]:
    """Every version of a kind in these cases, for a count over all of them.

    Of a case at a stage in which the engine reads no such class, none.
    """
    rows = (
        select(DocumentRow, CaseRow.stage)
        .join(CaseRow, CaseRow.id == DocumentRow.case_id)
        .where(DocumentRow.case_id.in_(keys), DocumentRow.kind == known(kind).name)
        .order_by(DocumentRow.id)
    )
    found: list[C] = []
    with engine_let_in(session, keys):
        for row, stage in session.execute(rows):
            if level(Role.ENGINE, kind.data_class, Stage(stage)) is Level.FULL:
                where = Where(TABLE, "full", row.case_id, row.id, row.version)
                found.append(kind.opened(unseal(row.full, keys[row.case_id], where)))
    return found
