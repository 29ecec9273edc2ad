"""The second wall: on PostgreSQL a transaction meets documents of those cases alone that it may.

The first wall is the code: nothing is selected but by a case's list and the matrix. This one stands
in the database: where the code forgot to ask, there is nothing to be found, and nothing to change.
SQLite has no such rule; there whoever has the file has all of it, sealed.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from relocation.database import within

LET_IN, SAID = "relocation.let_in", "relocation.let_in_said"
SETTING = "relocation.cases"
SAY = text("SELECT set_config(:setting, :cases, true)").bindparams(setting=SETTING)
EVERY = "*"


def let_in(session: Session, case: str) -> None:
    """Let a transaction read and write documents of a case until it ends; the list was asked."""
    cases: set[str] = session.info.setdefault(LET_IN, set())
    cases.add(case)
    _say(session, cases)


def cases_let_in(session: Session) -> frozenset[str]:
    """Those that this transaction was let into."""
    return frozenset(session.info.get(LET_IN, ()))


@contextmanager
def engine_let_in(session: Session, cases: Collection[str]) -> Iterator[None]:
    """Let the engine read documents of these cases; afterwards it is as narrow as before."""
    own: set[str] = session.info.get(LET_IN, set())
    _say(session, {*own, *cases})
    try:
        yield
    finally:
        _say(session, own)


def let_into_all(connection: Connection) -> None:
    """Let a transaction move the documents of every case, sealed as they are: for a backup."""
    _set(connection, EVERY)


def _say(session: Session, cases: Collection[str]) -> None:
    told = ",".join(sorted(cases))
    # What was said within a savepoint is undone with it.
    if session.info.get(SAID) != (within(session), told):
        _set(session.connection(), told)
        session.info[SAID] = (within(session), told)


def _set(connection: Connection, cases: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(SAY, {"cases": cases})


def stands(session: Session) -> bool:
    """Whether the wall holds whoever the database knows this program as; True where there is none.

    PostgreSQL asks no rule of rows where a superuser works, or a role that goes past them.
    """
    if session.get_bind().dialect.name != "postgresql":
        return True
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    return session.scalar(text(asked)) is False
