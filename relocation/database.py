"""The store: one base for all tables, the engine for SQLite or PostgreSQL, one transaction.

A transaction is the unit of everything: what somebody does, what follows from it, the line in the
audit log and the messages to send are committed together or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, DateTime, Dialect, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction
from sqlalchemy.types import TypeDecorator

from relocation.errors import StoreRefused
from relocation.store_faults import BUSY, fault_of

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names that a migration can speak of on both databases."""
SQLITE = (
    "PRAGMA busy_timeout = 30000",  # first: the others may have to wait as well
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged decision survives a power cut
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


class Base(DeclarativeBase):
    """What every table is declared on."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept and given back in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware; give it a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def state_of(states: type[StrEnum]) -> Enum:
    """The type of a column named `state`: it holds these words, and the database no others."""
    return Enum(
        states,
        name="state",
        native_enum=False,
        create_constraint=True,
        length=10,
        values_callable=lambda members: [member.value for member in members],
    )


def open_database(url: str) -> Engine:
    """Make the engine for a store; nothing is asked of it yet.

    Args:
        url: `sqlite:///FILE` or `postgresql://…`.

    Raises:
        StoreRefused: the address is none of the two kinds.
    """
    found = _address(url)
    is_server = found.get_backend_name() == "postgresql"
    engine = create_engine(found, hide_parameters=True, pool_pre_ping=is_server)
    if not is_server:
        event.listen(engine, "connect", _connected)
        event.listen(engine, "begin", _begun)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One unit of work: committed when the block ends, undone when it raises.

    Raises:
        StoreRefused: the database is full, read-only, held by somebody else, or gone.
    """
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except NoneFree:
        raise StoreRefused(BUSY) from None
    except DBAPIError as error:
        refused = fault_of(error)
        if refused is None:
            raise
        raise refused from None


def within(session: Session) -> SessionTransaction:
    """The savepoint or transaction that a session is in.

    What was looked up, said or locked in one ends with it: an undone savepoint takes it along.
    """
    return session.get_nested_transaction() or session.get_transaction() or session.begin()


def insert_unless(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows `on_conflict_…` on the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def rows_changed(result: Any) -> int:
    """How many rows an update or a deletion met."""
    return cast("CursorResult[Any]", result).rowcount


def _address(url: str) -> URL:
    refused = StoreRefused(
        "RELOCATION_DATABASE: not an address of a store\n"
        "Give sqlite:///FILE, or postgresql:// with user, host and database."
    )
    try:
        found = make_url(url)
    except ArgumentError:
        raise refused from None
    driver = DRIVERS.get(found.get_backend_name())
    # Without a file SQLite keeps everything in memory, and what was acknowledged is forgotten.
    if driver is None or found.database in {None, "", ":memory:"}:
        raise refused
    return found.set(drivername=driver)


def _connected(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late and as readers; ours begin in `_begun`.
    connection.isolation_level = None
    for pragma in SQLITE:
        connection.execute(pragma).close()


def _begun(connection: Connection) -> None:
    # A reader that turns writer halfway fails where another wrote meanwhile: every one begins so.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
