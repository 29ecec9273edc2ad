"""The very rows that a step writes, written once more by SQLAlchemy alone.

A step is taken and undone, and what it wrote is kept: each statement with its values, sealed and
hashed already. The same statements, sent in a transaction of their own, leave the store as the step
would have left it; the next step goes on from there. Nothing is asked, opened, sealed or hashed in
that time; the case and the thing that moves are loaded by their ids, and the log's last number is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.audit.tables import AuditHead
from relocation.database import transaction
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from relocation.wall import let_into_all

Written = list[tuple[Any, Any]]
"""Statements that write, each with its values."""


class _Undone(Exception):
    """Ends a transaction that is to leave nothing."""


def rows_of(store: Store, act: Callable[[Session], object]) -> Written:
    """What an act writes; it is undone."""
    found: Written = []
    with _listening(store.database, found):
        try:
            with store.transaction() as session:
                act(session)
                session.flush()
                raise _Undone
        except _Undone:
            pass
    return found


def write_bare(store: Store, written: Written, case: str, row: str) -> None:
    """Write the same rows, of a thing in a case."""
    with transaction(store.database) as session:
        connection = session.connection()
        let_into_all(connection)
        session.get_one(CaseRow, case)
        session.get_one(ProceedingRow, row)
        session.execute(select(AuditHead.number)).one()
        for statement, values in written:
            connection.execute(statement, values)


@contextmanager
def _listening(engine: Engine, found: Written) -> Iterator[None]:
    def about_to(
        connection: Connection, statement: Any, many: Any, one: Any, _options: Any
    ) -> None:
        del connection
        if getattr(statement, "is_dml", False):
            found.append((statement, list(many) or one or None))

    event.listen(engine, "before_execute", about_to)
    try:
        yield
    finally:
        event.remove(engine, "before_execute", about_to)
