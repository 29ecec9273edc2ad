"""A store that is full, read-only, held or gone refuses in one clear way, and nothing is done."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from relocation.cases.kinds import PICTURE
from relocation.errors import LogUnwritable, StoreRefused
from relocation.nominations import service as nominations
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE
from tests.relocation.casework.entering import PICTURE as WRITTEN
from tests.relocation.casework.nominating import brought, take
from tests.relocation.casework.test_killed import is_whole

READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}
IMPATIENT = {"postgresql": "SET LOCAL lock_timeout = '50ms'"}
HOLD = f"UPDATE cases SET version = version WHERE id = '{CASE}'"  # noqa: S608
ROOM = "PRAGMA max_page_count = 1000000"


@contextmanager
def each_transaction(desk, statements):
    """Every transaction of the store begins with a statement, as long as this lasts."""
    engine, dialect = desk.store.database, desk.store.database.dialect.name

    def begun(connection):
        connection.exec_driver_sql(statements[dialect])

    event.listen(engine, "begin", begun, insert=True)
    try:
        yield
    finally:
        event.remove(engine, "begin", begun)
        engine.dispose()  # what was said to its connections goes with them


@contextmanager
def impatient(desk):
    """Nobody waits for long until a store is free, as long as this lasts."""
    engine = desk.store.database
    if engine.dialect.name != "sqlite":
        with each_transaction(desk, IMPATIENT):
            yield
        return

    # A transaction here waits as it begins: what it begins with would come too late.
    def taken_out(connection, *_):
        connection.execute("PRAGMA busy_timeout = 1").close()

    event.listen(engine, "checkout", taken_out)
    try:
        yield
    finally:
        event.remove(engine, "checkout", taken_out)
        engine.dispose()


def refused(desk, nomination, match):
    """A step is refused with its remedy; nothing of it is there."""
    with pytest.raises(StoreRefused, match=match) as told:
        take(desk, nomination, "request", version=1, key="pressed")
    assert told.value.__cause__ is None
    return str(told.value)


def taken_later(desk, nomination, before):
    assert desk.counted() == before
    assert take(desk, nomination, "request", version=1, key="pressed").state == "requested"
    assert is_whole(desk)


@pytest.mark.rule("RE-1")
def test_a_read_only_store_refuses_a_step_with_the_remedy_and_it_is_taken_later(desk):
    nomination = brought(desk)
    before = desk.counted()
    with each_transaction(desk, READ_ONLY):
        said = refused(desk, nomination, "Make room on its disk and see that it may be written")
    assert "INSERT" not in said
    taken_later(desk, nomination, before)


@pytest.mark.rule("RE-1")
@pytest.mark.slow
def test_a_store_that_somebody_holds_refuses_a_step_with_the_remedy_and_it_is_taken_later(desk):
    nomination = brought(desk)
    before = desk.counted()
    with impatient(desk), desk.store.database.connect() as other:
        other.execute(text(HOLD))
        refused(desk, nomination, "Do it again in a moment")
        other.rollback()
    taken_later(desk, nomination, before)


@pytest.mark.rule("RE-1", "RE-5")
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_server_that_goes_away_within_a_step_leaves_nothing_and_says_what_to_do(desk):
    nomination = brought(desk)
    before, press = desk.counted(), desk.press(1, "pressed")

    def cut_off():
        with desk.store.transaction() as session:
            nominations.request(session, COORDINATOR, nomination, press)
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StoreRefused, match="again under the same key"):
        cut_off()
    taken_later(desk, nomination, before)


@pytest.mark.rule("RE-11")
def test_where_the_log_may_not_be_written_no_paper_is_read(desk):
    desk.open_case()
    desk.write(CASE, PICTURE, WRITTEN)
    with (
        each_transaction(desk, READ_ONLY),
        pytest.raises((LogUnwritable, StoreRefused), match=r"read-only|may be written"),
        desk.store.transaction() as session,
    ):
        asked(session, POLICE, CASE, PICTURE)
    assert desk.counted()["audit_lines"] == 0
    with desk.store.transaction() as session:
        assert len(asked(session, POLICE, CASE, PICTURE)) == 1
    assert desk.counted()["audit_lines"] == 1


@pytest.mark.rule("RE-11")
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_on_a_full_disk_a_paper_is_read_with_its_line_or_not_at_all_and_no_step_is_half_done(desk):
    nomination = brought(desk)
    desk.write(CASE, PICTURE, WRITTEN)
    with desk.store.database.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.rollback()
        # The pool has this one connection, so that it holds for what follows.
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    lines, answers = desk.counted()["audit_lines"], []

    def read_on():
        while len(answers) < 200:
            with desk.store.transaction() as session:
                found = asked(session, POLICE, CASE, PICTURE)
            answers.append(found)

    with pytest.raises(LogUnwritable, match="the store is full"):
        read_on()
    assert desk.counted()["audit_lines"] == lines + len(answers)
    before = desk.counted()
    with pytest.raises((StoreRefused, LogUnwritable)):
        take(desk, nomination, "request", version=1, key="pressed")
    with desk.store.database.connect() as connection:
        connection.exec_driver_sql(ROOM)
    taken_later(desk, nomination, before)
