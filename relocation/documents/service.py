"""Writes documents and reads them through one door: the matrix says which are fetched at all."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Line, Purpose, regime_of
from relocation.audit.model import Kind as LineKind
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import C, Content, Kept, Kind, Paper
from relocation.documents.newest import forget, newest
from relocation.documents.reader import Reader, kept_from, rows_for
from relocation.documents.table import known
from relocation.documents.tables import DocumentRow
from relocation.keys.pseudonyms import pseudonym
from relocation.keys.sealing import Where, seal, unseal
from relocation.parties import CENTRAL_UNIT
from relocation.permissions import DataClass, Level
from relocation.store import keys_of, person_of
from relocation.wall import let_in

TABLE = DocumentRow.__tablename__
AUTHORITY, AUTHOR = "authority", "author"
READABLE = (Level.FULL, Level.REDUCED)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to read.

    Attributes:
        purpose: what for; the classes of SE-3 open only for one.
        row: what it belongs to: the case, or a nomination, a placement …; None for all of them.
    """

    kinds: tuple[Kind[Any], ...]
    purpose: Purpose | None = None
    row: str | None = None
    every_version: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document, as much of it as its reader gets.

    Attributes:
        row: what it belongs to.
        day: on which it was written.
        written: the moment, for its own authority and for the central unit, which measures time;
            None for other organisations: by moments they could join what each of them sees (SE-4).
        level: FULL or REDUCED.
    """

    kind: str
    row: str
    version: int
    day: date
    written: datetime | None
    level: Level
    content: Content


def write(
    session: Session, actor: Actor, case: str, row: str, paper: Paper[Any], now: datetime
) -> int:
    """Add a version of a document; gives its number. Whether the actor may, the step has asked."""
    kind, key, id_ = known(paper.kind), keys_of(session).case_key(case), uuid4().hex
    version = 1 + (session.scalar(_newest_version(row, kind)) or 0)
    reduced = kind.reduced_form(paper.content)
    full = kind.written(paper.content)
    session.add(
        DocumentRow(
            id=id_,
            case_id=case,
            row=row,
            kind=kind.name,
            data_class=kind.data_class,
            version=version,
            regime=regime_of(actor),
            written=now,
            authority=pseudonym(key, AUTHORITY, actor.organisation),
            author=pseudonym(key, AUTHOR, person_of(session, actor)),
            full=seal(full, key, Where(TABLE, "full", case, id_, version)),
            reduced=reduced and seal(reduced, key, Where(TABLE, "reduced", case, id_, version)),
        )
    )
    session.flush()
    forget(session, case)
    return version


def read(
    session: Session, actor: Actor, standing: Standing, question: Question, now: datetime
) -> tuple[Document, ...]:
    """The documents of these kinds that a reader may have, the newest version of each; logged.

    What the matrix denies is not selected; of what it reduces only the reduced form is. An author's
    own authority reads in full what it wrote wherever its row gives at least the reduced form, but
    for who somebody is and where it lives once the case is closed.

    Raises:
        PurposeMissing: a class of SE-3 is among what may be read, and no purpose is stated.
        QuotaReached: the person has opened as many cases today as may be.
        LogUnwritable: nothing is answered.
    """
    kinds = [kind for kind in map(known, question.kinds) if _level(standing, kind) in READABLE]
    if not kinds:
        return ()
    let_in(session, standing.case)
    found = list(_readable(session, actor, standing, kinds, question))
    _log(session, actor, standing, {kind.data_class for kind in kinds}, question.purpose, now=now)
    return tuple(_versions(found) if question.every_version else _newest_of(found))


def set_aside(session: Session, case: str, rows: Collection[str], *kinds: Kind[Any]) -> None:
    """Keep papers of what was called off, all or of some kinds, from who comes after it (HO-6)."""
    of_rows = DocumentRow.case_id == case, DocumentRow.row.in_(rows)
    asked = update(DocumentRow).where(*of_rows)
    if kinds:
        asked = asked.where(DocumentRow.kind.in_([known(each).name for each in kinds]))
    session.execute(asked.values(set_aside=True))


def on_record(session: Session, case: str, row: str | None, kind: Kind[C]) -> C | None:
    """The newest content of a kind, for a step's facts: what it says is answered to nobody.

    Without a row it is the newest of the whole case.
    """
    text = newest(session, case).opened(session, row, known(kind).name)
    return None if text is None else kind.opened(text)


def before_newest(session: Session, case: str, row: str, kind: Kind[C]) -> C | None:
    """What a kind said before its newest version, such as the one that the step itself hands in."""
    found = newest(session, case).of_row.get((row, known(kind).name))
    return None if found is None else of_version(session, case, row, kind, found.version - 1)


def of_version(session: Session, case: str, row: str, kind: Kind[C], version: int) -> C | None:
    """What a kind said in one version, for a step's facts; None where there is no such version."""
    rows = select(DocumentRow.id, DocumentRow.full).where(
        DocumentRow.case_id == case,
        DocumentRow.row == row,
        DocumentRow.kind == known(kind).name,
        DocumentRow.version == version,
    )
    found = session.execute(rows).one_or_none()
    if found is None:
        return None
    where = Where(TABLE, "full", case, found.id, version)
    return kind.opened(unseal(found.full, keys_of(session).case_key(case), where))


def written_at(session: Session, case: str, *kinds: Kind[Any]) -> datetime | None:
    """When one of these kinds was last written in a case; None where none ever was."""
    return newest(session, case).written(*(known(kind).name for kind in kinds))


def _level(standing: Standing, kind: Kind[Any]) -> Level:
    return standing.level(kind.data_class)


def _readable(
    session: Session,
    actor: Actor,
    standing: Standing,
    kinds: list[Kind[Any]],
    question: Question,
) -> Iterator[Document]:
    """What may be fetched, each in the form that its reader gets; one look-up for each form."""
    key = keys_of(session).case_key(standing.case)
    authority = pseudonym(key, AUTHORITY, actor.organisation)
    own = DocumentRow.authority == authority
    is_central = bool(standing.roles & CENTRAL_UNIT)
    kept = kept_from(session, standing, () if is_central else kinds)
    asked = question, Reader(authority, is_central, kept)
    authored = [each for each in kinds if each.kept is Kept.FROM_ALL_BUT_AUTHORS]
    whole = [each for each in kinds if _is_whole(standing, each)]
    some = [each for each in kinds if each not in (*whole, *authored)]
    yield from _opened(session, standing.case, whole, asked, Level.FULL)
    if authored:
        # Whoever writes of a later decision is no author of an earlier one, which was set aside.
        mine = DocumentRow.author == pseudonym(key, AUTHOR, person_of(session, actor))
        now = ~DocumentRow.set_aside
        of_now = _of_kinds(standing.case, authored, question, DocumentRow.kind).where(mine, now)
        theirs = now & DocumentRow.kind.in_(session.scalars(of_now).all())
        yield from _opened(session, standing.case, authored, asked, Level.FULL, mine | theirs)
    written = [each for each in some if standing.opens_its_own(each.data_class)]
    yield from _opened(session, standing.case, written, asked, Level.FULL, own)
    others = ~own & DocumentRow.reduced.is_not(None)
    yield from _opened(session, standing.case, some, asked, Level.REDUCED, others)
    for each in (x for x in some if _level(standing, x) is Level.FULL):
        theirs = ~own & DocumentRow.row.in_(rows_for(session, standing, each))
        yield from _opened(session, standing.case, [each], asked, Level.FULL, theirs)


def _is_whole(standing: Standing, kind: Kind[Any]) -> bool:
    return kind.kept is Kept.FROM_NOBODY and _level(standing, kind) is Level.FULL


def _opened(
    session: Session,
    case: str,
    kinds: list[Kind[Any]],
    asked: tuple[Question, Reader],
    level: Level,
    *which: ColumnElement[bool],
) -> Iterator[Document]:
    if not kinds:
        return
    question, reader = asked
    shown = {each.name: each.shown for each in kinds}
    sealed = DocumentRow.full if level is Level.FULL else DocumentRow.reduced
    key = keys_of(session).case_key(case)
    columns = DocumentRow.id, DocumentRow.row, DocumentRow.kind, DocumentRow.version
    told = DocumentRow.authority, DocumentRow.written, sealed
    rows = _of_kinds(case, kinds, question, *columns, *told).where(reader.reads, *which)
    for id_, row, kind, version, authority, written, text in session.execute(rows):
        opened = unseal(text, key, Where(TABLE, sealed.key, case, id_, version))
        yield Document(
            kind=kind,
            row=row,
            version=version,
            day=civil_day(written),
            written=reader.moment(authority, written),
            level=level,
            content=shown[kind](opened),
        )


def _of_kinds(case: str, kinds: list[Kind[Any]], question: Question, *columns: Any) -> Select[Any]:
    names = [each.name for each in kinds]
    rows = select(*columns).where(DocumentRow.case_id == case, DocumentRow.kind.in_(names))
    if question.row is not None:
        rows = rows.where(DocumentRow.row == question.row)
    return rows.order_by(DocumentRow.kind, DocumentRow.row, DocumentRow.version)


def _versions(found: list[Document]) -> Iterator[Document]:
    """Every version of what is read in full; of a reduced form the newest alone.

    An earlier choice is a place in which somebody does not live, or not any more.
    """
    newest = {id(each) for each in _newest_of(found)}
    return (each for each in found if each.level is Level.FULL or id(each) in newest)


def _newest_of(found: list[Document]) -> Iterable[Document]:
    newest: dict[tuple[str, str], Document] = {}
    for each in sorted(found, key=lambda document: document.version):
        newest[each.row, each.kind] = each
    return newest.values()


def _newest_version(row: str, kind: Kind[Any]) -> Select[Any]:
    return select(func.max(DocumentRow.version)).where(
        DocumentRow.row == row, DocumentRow.kind == kind.name
    )


def _log(
    session: Session,
    actor: Actor,
    standing: Standing,
    classes: set[DataClass],
    purpose: Purpose | None,
    *,
    now: datetime,
) -> None:
    line = Line(
        kind=LineKind.READ,
        actor=InRole(person_of(session, actor), min(standing.roles)),
        case=standing.case,
        regime=regime_of(actor),
        classes=frozenset(classes),
        purpose=purpose,
        version=standing.version,
    )
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
