"""The engine: one transaction, instants in UTC, and SQLite as careful as it can be."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import QueuePool, create_engine, delete, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from relocation.database import open_database, transaction
from relocation.errors import StoreRefused
from relocation.idempotency.tables import KeptAnswer
from relocation.outbox.tables import OutboxSubject
from relocation.schema import differences, revision_of, upgrade
from tests.relocation.store.at_once import at_once
from tests.relocation.store.rows import ID, NOON, OTHER
from tests.store import opened

ROW = {"pseudonym": b"p" * 32, "digest": b"d" * 32, "answer": None}
PRAGMAS = {
    "busy_timeout": 30000,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
}


@pytest.fixture
def file(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'own' / 'store.sqlite'}") as store:
        upgrade(store.engine)
        yield store


def stored(store, instant):
    with transaction(store.engine) as session:
        session.execute(insert(KeptAnswer).values(**ROW, expires=instant))
    with transaction(store.engine) as session:
        return session.scalars(select(KeptAnswer.expires)).one()


@pytest.mark.parametrize("hours", [-5, 0, 2])
def test_an_instant_comes_back_aware_in_utc(store, hours):
    given = datetime(2027, 3, 28, 2, 30, 1, 123456, timezone(timedelta(hours=hours)))
    found = stored(store, given)
    assert (found, found.tzinfo) == (given, UTC)


def test_instants_are_compared_as_moments_whatever_their_zone(store):
    stored(store, datetime(2027, 3, 1, 13, tzinfo=timezone(timedelta(hours=2))))
    with transaction(store.engine) as session:
        before_noon = select(KeptAnswer).where(KeptAnswer.expires < NOON)
        assert len(session.scalars(before_noon).all()) == 1


def test_an_instant_without_a_zone_is_refused(store):
    with pytest.raises(StatementError, match="must be aware"):
        stored(store, datetime(2027, 3, 1, 12))  # noqa: DTZ001


def test_a_fault_of_the_database_does_not_show_what_was_written(store):
    stored(store, NOON)
    with pytest.raises(IntegrityError) as refused:
        stored(store, NOON)
    assert "dddd" not in str(refused.value)


@pytest.mark.rule("RE-18")
def test_where_every_connection_is_taken_for_long_the_store_is_told_as_busy(tmp_path):
    one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": 0.01}
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite'}", **one)
    with transaction(engine) as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(StoreRefused, match="held it too long"), transaction(engine) as other:
            other.execute(text("SELECT 1"))
    engine.dispose()


def test_a_transaction_that_raises_leaves_nothing(store):
    def work():
        with transaction(store.engine) as session:
            session.execute(insert(OutboxSubject).values(subject=ID, last=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    with transaction(store.engine) as session:
        assert session.scalars(select(OutboxSubject)).all() == []


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_on_sqlite_every_connection_has_its_pragmas(file, pragma):
    with file.engine.connect() as one, file.engine.connect() as other:
        for connection in (one, other):
            raw = connection.connection.cursor()
            assert raw.execute(f"PRAGMA {pragma}").fetchone()[0] == PRAGMAS[pragma]


def test_after_an_upgrade_foreign_keys_are_in_force_again(file):
    upgrade(file.engine)
    with file.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_folder_made_for_the_store_is_the_users_own(file):
    folder = Path(file.engine.url.database).parent
    assert folder.stat().st_mode & 0o077 == 0


def test_two_writers_at_once_wait_for_each_other(store):
    """Each reads and then writes what it read; a lost update or a refusal would show."""
    with transaction(store.engine) as session:
        session.execute(insert(OutboxSubject).values(subject=ID, last=0))

    def count():
        for _ in range(10):
            with transaction(store.engine) as session:
                row = session.get(OutboxSubject, ID, with_for_update=True)
                row.last += 1

    at_once([count] * 4)
    with transaction(store.engine) as session:
        assert session.scalars(select(OutboxSubject.last)).one() == 40


def test_deleted_text_is_not_left_in_the_file(file):
    with transaction(file.engine) as session:
        session.execute(insert(KeptAnswer).values(**ROW | {"answer": b"DELETED"}, expires=NOON))
    with transaction(file.engine) as session:
        session.execute(delete(KeptAnswer))
        session.execute(insert(OutboxSubject).values(subject=OTHER, last=1))
    with file.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"DELETED" not in Path(file.engine.url.database).read_bytes()


@pytest.mark.parametrize("ask", [revision_of, differences, upgrade])
def test_a_store_that_cannot_be_reached_is_refused_without_its_address(ask):
    engine = open_database("postgresql://user:hemmelig@localhost:1/db")
    with pytest.raises(StoreRefused, match="cannot be reached") as refused:
        ask(engine)
    assert "hemmelig" not in str(refused.value)


def test_a_file_that_is_no_store_is_refused(tmp_path):
    (tmp_path / "text.sqlite").write_text(
        "not a database at all, but long enough to be read as one"
    )
    engine = open_database(f"sqlite:///{tmp_path / 'text.sqlite'}")
    with pytest.raises(StoreRefused, match="cannot be reached"):
        revision_of(engine)


def test_asking_for_the_revision_makes_no_store(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'none.sqlite'}") as store:
        assert revision_of(store.engine) is None
    assert list(tmp_path.iterdir()) == []
