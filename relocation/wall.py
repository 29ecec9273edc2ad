"""The second wall: on PostgreSQL a transaction meets documents of those cases alone that it may.

The first wall is the code: nothing is selected but by a case's list and the matrix. This one stands
in the database: where the code forgot to ask, there is nothing to be found, and nothing to change.
SQLite has no such rule; there whoever has the file has all of it, sealed.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

LET_IN = "relocation.let_in"
SETTING = "relocation.cases"
EVERY = "*"


def let_in(session: Session, case: str) -> None:
    """Let a transaction read and write documents of a case until it ends; the list was asked."""
    cases: set[str] = session.info.setdefault(LET_IN, set())
    cases.add(case)
    # Said anew each time: what was said within a savepoint is undone with it.
    _set(session.connection(), ",".join(sorted(cases)))


def cases_let_in(session: Session) -> frozenset[str]:
    """Those that this transaction was let into."""
    return frozenset(session.info.get(LET_IN, ()))


@contextmanager
def engine_let_in(session: Session, cases: Collection[str]) -> Iterator[None]:
    """Let the engine read documents of these cases; afterwards it is as narrow as before."""
    own: set[str] = session.info.get(LET_IN, set())
    _set(session.connection(), ",".join(sorted({*own, *cases})))
    try:
        yield
    finally:
        _set(session.connection(), ",".join(sorted(own)))


def let_into_all(connection: Connection) -> None:
    """Let a transaction move the documents of every case, sealed as they are: for a backup."""
    _set(connection, EVERY)


def _set(connection: Connection, cases: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config(SETTING, cases, True)))
