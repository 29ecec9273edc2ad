"""The store that the settings name, opened for a command: the database alone, or with its keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.inputs import refusing
from api.key_store import open_keys
from relocation.database import open_database, transaction
from relocation.errors import StoreRefused
from relocation.people.acting import person_of
from relocation.settings import Settings
from relocation.store import Store

SETTING = "RELOCATION_DATABASE"


@contextmanager
def opened_database() -> Iterator[Session]:
    """One transaction on the database; whatever is refused inside ends the command with 2."""
    with refusing(), _engine() as engine, transaction(engine) as session:
        yield session


@contextmanager
def opened_store() -> Iterator[Session]:
    """One transaction on the database with its keys; as `opened_database`."""
    with refusing():
        keys = open_keys()
        with _engine() as engine, Store(engine, keys, person_of).transaction() as session:
            yield session


@contextmanager
def whole_store() -> Iterator[Store]:
    """Database and keys, for what takes a transaction for each thing; as `opened_database`."""
    with refusing():
        keys = open_keys()
        with _engine() as engine:
            yield Store(engine, keys, person_of)


@contextmanager
def _engine() -> Iterator[Engine]:
    engine = open_database(Settings().database)
    file = engine.url.database or ""
    if engine.dialect.name == "sqlite" and not Path(file).is_file():
        raise _unusable()
    try:
        yield engine
    except DBAPIError:
        raise _unusable() from None
    finally:
        engine.dispose()


def _unusable() -> StoreRefused:
    rule = f"{SETTING}: no store that can be read, or none with its tables"
    remedy = "Correct the setting, start the server, or run relocation db upgrade."
    return StoreRefused(f"{rule}\n{remedy}")
