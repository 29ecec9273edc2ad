"""The store's tables in their revisions: applied, undone, and compared with the models."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, MetaData, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

import relocation
from relocation.database import Base
from relocation.errors import StoreRefused
from relocation.home import is_nowhere, make_folder
from relocation.schema_guards import guards_that_differ
from relocation.store_faults import NOWHERE, UNREACHED

COMPARED: dict[str, Any] = {"compare_type": True, "compare_server_default": True}
LOOSE = "PRAGMA foreign_key_check"
Then = Callable[[Connection, str | None], None]
ONE_AT_A_TIME = 7_235_624
"""The number of PostgreSQL's lock that lets one upgrade at a time run; any would do."""


def upgrade(engine: Engine, to: str = "head", then: Then | None = None) -> None:
    """Bring the store to a newer revision, in one transaction: to the end or not at all.

    What is to be done last, with the keys that no revision knows, is given; it is told the revision
    of before.

    Raises:
        StoreRefused: the store cannot be reached, or is newer than this program.
    """
    _make_file(engine)
    with _alone(engine) as connection:
        before = _revision(connection)
        command.upgrade(_config(connection), to)
        if then is not None:
            then(connection, before)


def downgrade(engine: Engine, to: str) -> None:
    """Take the store back to an older revision ("base": to nothing), with the data of its tables.

    Raises:
        StoreRefused: the store cannot be reached, or is newer than this program.
    """
    with _alone(engine) as connection:
        command.downgrade(_config(connection), to)


def revisions() -> tuple[str, ...]:
    """Every revision that this program knows, the oldest first."""
    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(script.revision for script in found)[::-1]


def revision_of(engine: Engine) -> str | None:
    """The store's revision; None where there is no store yet.

    Raises:
        StoreRefused: the store cannot be reached, or is newer than this program.
    """
    if not _is_there(engine):
        return None
    with _reached(engine) as connection:
        return _revision(connection)


def refuse_nowhere(engine: Engine) -> None:
    """Refuse a store that could not be made where it is to lie; nothing is made by asking.

    Raises:
        StoreRefused: the folder above its own is not there.
    """
    if engine.dialect.name == "sqlite" and is_nowhere(_folder(engine)):
        raise StoreRefused(NOWHERE)


def differences(engine: Engine) -> tuple[str, ...]:
    """Where the store is not what the program expects; each names a table or guard, never a value.

    Raises:
        StoreRefused: the store cannot be reached, or is newer than this program.
    """
    models = known_tables()
    with _reached(engine) as connection:
        _revision(connection)
        context = MigrationContext.configure(connection, opts=COMPARED)
        found = [_told(each) for each in compare_metadata(context, models)]
        others = (*_checks_that_differ(connection, models), *guards_that_differ(connection))
        return tuple(sorted({*found, *others}))


@cache
def known_tables() -> MetaData:
    """All tables: those of every folder of the package that has a `tables` module."""
    for folder in iter_modules(relocation.__path__, f"{relocation.__name__}."):
        if folder.ispkg and find_spec(f"{folder.name}.tables"):
            import_module(f"{folder.name}.tables")
    return Base.metadata


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "relocation:migrations")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in revisions():
        raise StoreRefused(
            "store: its revision is newer than this program\n"
            "Install the version of the program that the store was upgraded with, or a newer one."
        )
    return found


@contextmanager
def _reached(engine: Engine, *, migrating: bool = False) -> Iterator[Connection]:
    try:
        connection = engine.connect()
        if migrating and engine.dialect.name == "sqlite":
            # SQLite alters a table by making it anew: dropping the old one would take the rows
            # that point at it along. This can only be said before a transaction begins.
            connection.detach()
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        connection.begin()
    except DBAPIError:
        raise StoreRefused(UNREACHED) from None
    with connection:
        yield connection


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other upgrade runs beside; it is committed when the block ends."""
    with _reached(engine, migrating=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ONE_AT_A_TIME})
        _revision(connection)
        try:
            yield connection
            if engine.dialect.name == "sqlite" and connection.execute(text(LOOSE)).first():
                raise StoreRefused(
                    "store: a row would point at one that is not there; nothing was changed\n"
                    "Restore a backup, or report this with the revision that the store has."
                )
            connection.commit()
        except OperationalError:
            raise StoreRefused(
                "store: it could not be written; nothing was changed\n"
                "Make room on its disk, see that nobody else holds it, and run this again."
            ) from None


def _is_there(engine: Engine) -> bool:
    return engine.dialect.name != "sqlite" or Path(engine.url.database or "").is_file()


def _folder(engine: Engine) -> Path:
    return Path(engine.url.database or "").absolute().parent


def _make_file(engine: Engine) -> None:
    """On SQLite, folder and empty file for this user alone, where they are not there.

    The database gives the files that it keeps beside this one the same rights.
    """
    if engine.dialect.name == "sqlite":
        try:
            make_folder(_folder(engine))
            with suppress(FileExistsError):
                Path(engine.url.database or "").touch(mode=0o600, exist_ok=False)
        except FileNotFoundError:
            raise StoreRefused(NOWHERE) from None
        except OSError:
            raise StoreRefused(UNREACHED) from None


def _told(change: Any) -> str:
    """One change that would make the store what the models say, as Alembic found it."""
    kind, *parts = change[0] if isinstance(change, list) else change
    if kind.endswith("_table"):
        at = parts[0].name
    elif kind.endswith("_column"):
        at = f"{parts[1]}.{parts[2].name}"
    elif kind.startswith("modify_"):
        at = f"{parts[1]}.{parts[2]}"
    else:
        at = f"{parts[0].table.name}.{parts[0].name}"
    return f"{kind} {at}"


def _checks_that_differ(connection: Connection, models: MetaData) -> Iterator[str]:
    """Checks by name, which Alembic does not compare."""
    seen = inspect(connection)
    for name in set(models.tables) & set(seen.get_table_names()):
        checks = (c for c in models.tables[name].constraints if isinstance(c, CheckConstraint))
        wanted = {str(check.name) for check in checks}
        found = {str(check["name"]) for check in seen.get_check_constraints(name)}
        yield from (f"add_check {name}.{each}" for each in wanted - found)
        yield from (f"remove_check {name}.{each}" for each in found - wanted)
