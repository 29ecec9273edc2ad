"""The very rows that a step writes, written once more by plain objects of SQLAlchemy.

A step is taken and undone; of each row that it wrote is kept what stood there before and after,
sealed and hashed already. An application without secrets would write the same through the same
classes: it loads the rows that change by their ids, sets what changes, adds what is new, commits.
The log's lines are sent as the step sent them.
Nothing is opened, sealed or hashed in that time; the case and the thing that moves are loaded by
their ids, and the log's last number is. Where a step asks who may live where, the rows that answer
it are loaded too: everybody's placement, its case, when it was decided, what place was chosen and
what the person left. The next step goes on from there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, event, select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.audit.tables import AuditHead, AuditLine
from relocation.cases.kinds import HOUSEHOLD, NEEDS, ORIGIN, PICTURE
from relocation.database import Base, transaction
from relocation.documents.tables import DocumentRow
from relocation.placements.kinds import BY_HAND, CHOICE
from relocation.placements.problem import DECIDING, WAITS
from relocation.placements.steps import PLACEMENT
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import Store
from relocation.threats.tables import StatementRow
from relocation.wall import let_into_all

Key = tuple[Any, ...]
Row = dict[str, Any]
"""One row by its columns' names."""
OF_ALL = (ORIGIN.name, CHOICE.name)
OF_ASKED = (HOUSEHOLD.name, NEEDS.name, PICTURE.name, BY_HAND.name)
"""Kinds of paper that the question reads of everybody, and of whom it asks about."""
LOG = {AuditHead.__tablename__, AuditLine.__tablename__}
CLASSES = {mapper.local_table.name: mapper for mapper in Base.registry.mappers}


@dataclass(frozen=True)
class Written:
    """One row that a step wrote.

    Attributes:
        before: as it stood, or None for a new one.
        after: as the step leaves it, or None where it took it away.
    """

    table: str
    key: Key
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Step:
    """What a step wrote.

    Attributes:
        rows: of the tables of objects, in the order in which each was written first.
        lines: what was sent to the log, each statement with its values.
    """

    rows: list[Written] = field(default_factory=list)
    lines: list[tuple[Any, Any]] = field(default_factory=list)


class _Undone(Exception):
    """Ends a transaction that is to leave nothing."""


def rows_of(store: Store, act: Callable[[Session], object]) -> Step:
    """What an act writes; it is undone."""
    before: dict[tuple[str, Key], Row | None] = {}
    found = Step()
    with (
        _listening(store.database, before, found),
        suppress(_Undone),
        store.transaction() as session,
    ):
        act(session)
        session.flush()
        connection = session.connection()
        let_into_all(connection)
        for (name, key), stood in before.items():
            left = _rows(connection, _table(name), _is(_table(name), key))
            written = Written(name, key, stood, next(iter(left), None))
            if written.before != written.after:
                found.rows.append(written)
        raise _Undone
    return found


def write_bare(
    store: Store, step: Step, case: str, row: str, reads: Callable[[Session], object] | None
) -> None:
    """Write the same rows, of a thing in a case, having read those that a step asks for."""
    with transaction(store.database) as session:
        connection = session.connection()
        let_into_all(connection)
        if reads is not None:
            reads(session)
        session.get_one(CaseRow, case)
        session.get_one(ProceedingRow, row)
        session.execute(select(AuditHead.number)).one()
        for each in step.rows:
            _write(session, each)
        for statement, values in step.lines:
            connection.execute(statement, values)


def read_bare(session: Session, row: str | None) -> int:
    """Load the rows of the question who may live where; gives how many.

    Args:
        session: of the transaction.
        row: the decided placement that is asked about, or None where everybody is who waits.
    """
    here = ProceedingRow.workflow == PLACEMENT.name
    asked = here & (ProceedingRow.state.in_(WAITS) if row is None else ProceedingRow.id == row)
    cases, theirs = (select(ProceedingRow.case_id).where(each) for each in (here, asked))
    papers = DocumentRow.case_id.in_(cases) & DocumentRow.kind.in_(OF_ALL)
    whole = DocumentRow.case_id.in_(theirs) & DocumentRow.kind.in_(OF_ASKED)
    own = select(ProceedingRow.id).where(here)
    decided = TakenStepRow.proceeding_id.in_(own) & TakenStepRow.step.in_(DECIDING)
    found = (
        session.execute(select(ProceedingRow, CaseRow).join(CaseRow).where(here)),
        session.execute(select(DocumentRow).where(papers | whole)),
        session.execute(select(TakenStepRow).where(decided)),
        session.execute(select(StatementRow)),
    )
    return sum(len(each.all()) for each in found)


def _write(session: Session, written: Written) -> None:
    of = CLASSES[written.table].class_
    if written.before is None:
        session.add(of(**_attributes(written.table, written.after or {})))
    elif written.after is None:
        session.delete(session.get_one(of, written.key))
    else:
        held, before = session.get_one(of, written.key), written.before
        changed = {name: to for name, to in written.after.items() if to != before[name]}
        for name, value in _attributes(written.table, changed).items():
            setattr(held, name, value)


def _attributes(table: str, row: Row) -> Row:
    """A row by the names of its class."""
    mapper, columns = CLASSES[table], _table(table).c
    return {mapper.get_property_by_column(columns[k]).key: v for k, v in row.items()}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _is(table: Table, key: Key) -> Any:
    return and_(*(column == part for column, part in zip(table.primary_key, key, strict=True)))


def _rows(connection: Connection, table: Table, where: Any, given: Row | None = None) -> list[Row]:
    asked = select(table) if where is None else select(table).where(where)
    return [dict(row) for row in connection.execute(asked, given).mappings()]


@contextmanager
def _listening(
    engine: Engine, before: dict[tuple[str, Key], Row | None], found: Step
) -> Iterator[None]:
    """Note each row before a statement writes it."""

    def about_to(
        connection: Connection, statement: Any, many: Any, one: Any, _options: Any
    ) -> None:
        if not getattr(statement, "is_dml", False):
            return
        if statement.table.name in LOG:
            found.lines.append((statement, list(many) or one or None))
            return
        for given in list(many) or [one or {}]:
            for key, row in _about(connection, statement, given):
                before.setdefault((statement.table.name, key), row)

    event.listen(engine, "before_execute", about_to)
    try:
        yield
    finally:
        event.remove(engine, "before_execute", about_to)


def _about(connection: Connection, statement: Any, given: Row) -> Iterator[tuple[Key, Row | None]]:
    """The rows that a statement is about to write, as they stand."""
    table: Table = statement.table
    if statement.is_insert:
        values = statement.compile(connection.engine).params | given
        key = tuple(values[column.name] for column in table.primary_key)
        yield key, next(iter(_rows(connection, table, _is(table, key))), None)
        return
    for row in _rows(connection, table, statement.whereclause, given or None):
        yield tuple(row[column.name] for column in table.primary_key), row
