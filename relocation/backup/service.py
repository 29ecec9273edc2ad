"""Backs the database up, and restores it into an empty one, of the same kind or the other."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from relocation.audit import triggers
from relocation.backup.erased import CASES, Erased, Returning, none_of
from relocation.backup.file import Head, Row, cell_of, ids_of, read_head, rows_of, writing
from relocation.database import transaction
from relocation.errors import BackupRefused, StoreRefused
from relocation.jobs.erasing import finish
from relocation.schema import refuse_nowhere, revision_of, revisions, upgrade
from relocation.store import Store
from relocation.wall import let_into_all

REVISION_TABLE = "alembic_version"
BATCH = 500
STORE = "RELOCATION_DATABASE"
HEAD_OF_LOG = "audit_head"


def back_up(engine: Engine, path: Path, key: bytes, now: datetime) -> int:
    """Write all rows, as they are at one moment, into one file; gives how many.

    The key is the key store's of the purpose `BACKUP`.

    Raises:
        BackupRefused: there is no store, or the file cannot be written; nothing is left behind.
        StoreRefused: the store cannot be reached, or is newer than this program.
    """
    revision = revision_of(engine)
    if revision is None:
        rule = "there is no store to back up"
        raise BackupRefused(STORE, rule, "Correct the setting, or run `relocation db upgrade`.")
    rows = 0
    with writing(path, Head(revision, now), key) as file, _one_moment(engine) as connection:
        let_into_all(connection)
        for table in _tables(connection):
            file.put({"table": table.name, "columns": [column.name for column in table.columns]})
            for row in connection.execute(select(table)).yield_per(BATCH):
                file.put([cell_of(value) for value in row])
                rows += 1
    return rows


def ready(engine: Engine, path: Path, key: bytes) -> Head:
    """See, before anything is made, that the file is whole and the store can take it.

    Raises:
        BackupRefused: the file is not whole, or the store is not empty.
        StoreRefused: the store cannot be reached.
    """
    head = read_head(path, key)
    if head.revision not in revisions():
        rule = "the backup is of a newer version of the program"
        raise BackupRefused(STORE, rule, "Install the version that wrote it, or a newer one.")
    refuse_nowhere(engine)
    found = revision_of(engine)
    if found not in {None, head.revision}:
        raise _not_empty()
    if found is not None:
        with transaction(engine) as session:
            _refuse_rows(session.connection())
    return head


def restore(
    engine: Engine,
    path: Path,
    key: bytes,
    erased: Erased = none_of,
    then: Callable[[Connection, str | None], None] | None = None,
) -> int:
    """Fill an empty store with a backup's rows, all or none, and bring it up to date.

    Of a case whose key was destroyed since then comes back that there was one, and no more; the
    erasure itself is carried out by `erase_again`. What is to be done last is as of `upgrade`.

    Raises:
        BackupRefused: as `ready`; nothing was changed.
        StoreRefused: the store cannot be reached or written.
    """
    head = ready(engine, path, key)
    gone = erased(ids_of(path, CASES))
    upgrade(engine, head.revision)
    try:
        with engine.begin() as connection:
            rows = _fill(connection, path, Returning(gone))
    except DBAPIError:
        raise StoreRefused(
            "store: it could not be written; nothing was changed\n"
            "Make room on its disk, see that nobody else holds it, and run this again."
        ) from None
    upgrade(engine, then=then)
    return rows


def erase_again(store: Store, now: datetime) -> int:
    """Carry out what was erased since a backup that was restored; gives of how many cases.

    Killed before it is done, the next pass of the jobs finishes it.
    """
    return finish(store, now)


def _fill(connection: Connection, path: Path, returning: Returning) -> int:
    tables = {table.name: table for table in _refuse_rows(connection)}
    dialect, rows = connection.dialect.name, 0
    has_log = HEAD_OF_LOG in tables
    if has_log:
        # The log's own guards know one way only: line after line, each after the one before.
        _run(connection, triggers.removals(dialect))
        connection.execute(tables[HEAD_OF_LOG].delete())
    for name, found in groupby(rows_of(path), key=lambda each: each[0]):
        for some in _batches(row for _, row in found if returning.comes_back(name, row)):
            connection.execute(insert(tables[name]), some)
            rows += len(some)
    if has_log:
        made = triggers.statements(dialect)
        _run(connection, tuple(each for each in made if each.startswith("CREATE")))
    return rows


def _one_moment(engine: Engine) -> Any:
    """A connection that sees everything as of one moment."""
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def _tables(connection: Connection) -> list[Table]:
    """The tables that are there, those that others point at first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != REVISION_TABLE]


def _refuse_rows(connection: Connection) -> list[Table]:
    """The tables of a store in which no row is."""
    let_into_all(connection)
    tables = _tables(connection)
    if any(_has_rows(connection, table) for table in tables):
        raise _not_empty()
    return tables


def _has_rows(connection: Connection, table: Table) -> bool:
    if table.name == HEAD_OF_LOG:
        return bool(connection.scalar(select(func.max(table.c.number))))
    return connection.execute(select(table).limit(1)).first() is not None


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _not_empty() -> BackupRefused:
    rule = "the store is not empty, so nothing was restored into it"
    return BackupRefused(STORE, rule, "Name an empty store; keep this one until the other works.")
