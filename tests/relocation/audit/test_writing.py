"""A line is stored together with what it tells of, in one order, or neither is."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from relocation.audit.model import Kind
from relocation.audit.service import write
from relocation.database import transaction
from relocation.errors import LogUnwritable, PurposeMissing, StoreRefused
from relocation.permissions import DataClass
from tests.relocation.audit.logbook import (
    MONDAY,
    NOTE,
    note_and_log,
    notes,
    purposeful,
    reading,
    somebody,
)

ROOT = Path(__file__).parents[3]
BROKEN = {
    "sqlite": """
        CREATE TRIGGER broken BEFORE INSERT ON audit_lines
        BEGIN SELECT RAISE(ABORT, 'no room'); END
    """,
    "postgresql": """
        CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
        CREATE TRIGGER broken BEFORE INSERT ON audit_lines FOR EACH ROW EXECUTE FUNCTION broken()
    """,
}
ADDED = """
    INSERT INTO audit_lines SELECT 9, at, kind, detail, classes, case_ref, actor_ref, role,
    purpose, regime, version, sealed, opening, hash, mark FROM audit_lines WHERE number = 1
"""
STEP = {"kind": Kind.STEP, "detail": "confirm"}


def broken(log):
    with log.engine.begin() as connection:
        connection.execute(text(BROKEN[log.engine.dialect.name]))


def note_and_go_on(log, *, note_again):
    """Catch that the log cannot be written, and end the transaction as if nothing were."""
    with transaction(log.engine) as session:
        session.execute(NOTE)
        with suppress(LogUnwritable):
            write(session, reading(**STEP), keys=log.keys, now=log.now)
        if note_again:
            session.execute(NOTE)


@pytest.mark.rule("RE-11")
def test_a_change_and_its_line_are_stored_together(log):
    note_and_log(log, reading(**STEP))
    assert (notes(log.engine), log.kinds()) == (1, ["step"])


@pytest.mark.rule("RE-11")
def test_where_the_log_cannot_be_written_the_change_is_not_stored(log):
    broken(log)
    with pytest.raises(LogUnwritable):
        note_and_log(log, reading(**STEP))
    assert (notes(log.engine), log.kinds()) == (0, [])


def test_who_catches_that_the_log_cannot_be_written_cannot_go_on(log):
    broken(log)
    with pytest.raises(InvalidRequestError):
        note_and_go_on(log, note_again=True)
    assert notes(log.engine) == 0


def test_who_catches_that_the_log_cannot_be_written_commits_nothing(log):
    broken(log)
    note_and_go_on(log, note_again=False)
    assert notes(log.engine) == 0


def test_without_a_head_nothing_is_written(log):
    log.tamper("DELETE FROM audit_head")
    with pytest.raises(LogUnwritable):
        note_and_log(log, reading(**STEP))
    assert notes(log.engine) == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.rule("RE-11")
def test_on_a_full_store_no_change_is_stored_without_its_line(log):
    with log.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.rollback()
        # The pool has one connection, so that this holds for what follows.
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    refused = 0
    for _ in range(60):
        try:
            note_and_log(log, reading(**STEP))
        except (LogUnwritable, StoreRefused) as fault:
            refused += isinstance(fault, LogUnwritable)
    assert notes(log.engine) == len(log.rows()) > 0
    assert refused > 0
    assert log.found() is None


TO_THE_LIMIT = """
import glob, os, resource, signal, sys
from relocation.database import open_database
from relocation.errors import LogUnwritable, StoreRefused
from tests.relocation.audit.logbook import Logbook, note_and_log, reading
from tests.relocation.audit.test_writing import STEP
log = Logbook(open_database(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
largest = max(map(os.path.getsize, glob.glob(log.engine.url.database + "*")))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 100_000,) * 2)
stored = refused = 0
for _ in range(80):
    try:
        note_and_log(log, reading(**STEP))
        stored += 1
    except (LogUnwritable, StoreRefused):
        refused += 1
print(stored, refused)
"""


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.rule("RE-11")
def test_where_no_file_may_grow_no_change_is_stored_without_its_line(log):
    command = [sys.executable, "-c", TO_THE_LIMIT, str(log.engine.url)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    stored, refused = map(int, done.stdout.split())
    assert stored > 0
    assert refused > 0
    assert notes(log.engine) == len(log.rows()) == stored
    assert log.found() is None


@pytest.mark.rule("RE-11")
def test_eight_who_write_at_once_leave_no_gap_and_one_order(log):
    def write_ten(writer):
        for number in range(10):
            with suppress(ZeroDivisionError), transaction(log.engine) as session:
                line = reading(f"case-{number}", somebody(f"person-{writer}"))
                write(session, line, keys=log.keys, now=log.now)
                1 / (number % 5)  # every fifth is undone after it had its number

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write_ten, range(8)))
    assert [row["number"] for row in log.rows()] == list(range(1, 65))
    assert log.found() is None


@pytest.mark.rule("RE-16")
def test_the_order_survives_a_clock_that_steps_back(log):
    for minutes in (0, 5, -300, -299, 6):
        log.now = MONDAY + timedelta(minutes=minutes)
        log.write(reading(detail=f"at.{minutes}".replace("-", "minus")))
    assert [row["detail"] for row in log.rows()] == [
        "at.0",
        "at.5",
        "at.minus300",
        "at.minus299",
        "at.6",
    ]


@pytest.mark.rule("RE-16")
def test_a_clock_that_steps_back_is_told_and_is_no_tampering(log):
    for minutes in (0, 5, -300, 6):
        log.now = MONDAY + timedelta(minutes=minutes)
        log.write(reading())
    report = log.verify()
    assert (report.is_whole, report.stepped_back) == (True, 1)


def test_an_instant_without_a_time_zone_is_refused(log):
    log.now = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - what is tried
    with pytest.raises(ValueError, match=r"^an instant must be aware; give it a time zone$"):
        log.write(reading())


@pytest.mark.rule("SE-3")
@pytest.mark.parametrize(
    "data_class",
    ["identity", "safety", "family", "receiver_muni", "address", "temp_location"],
)
def test_what_could_find_somebody_is_not_logged_and_so_not_read_without_a_purpose(log, data_class):
    line = reading(classes=frozenset({DataClass.NEEDS, DataClass(data_class)}))
    with pytest.raises(PurposeMissing):
        log.write(line)
    assert log.rows() == []


@pytest.mark.rule("SE-3")
def test_the_purpose_is_in_the_line(log):
    log.write(purposeful())
    assert [row["purpose"] for row in log.rows()] == ["handover"]


def test_the_classes_are_in_the_line(log):
    log.write(reading(classes=frozenset({DataClass.NEEDS, DataClass.CONTRACT})))
    assert [row["classes"] for row in log.rows()] == ["contract,needs"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_lines SET role = 'auditor'",
        "DELETE FROM audit_lines",
        "UPDATE audit_head SET number = 1",
        "UPDATE audit_head SET number = 3, id = 2",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head SELECT 2, number, hash, mark FROM audit_head",
        ADDED,
    ],
)
def test_the_database_itself_refuses_what_does_not_add(log, statement):
    log.fill(2)
    with pytest.raises(DBAPIError, match="only added to"), log.engine.begin() as connection:
        connection.execute(text(statement))
    assert log.found() is None


@pytest.mark.slow
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["audit_lines", "audit_head"])
def test_the_database_refuses_to_empty_the_log(log, table):
    with pytest.raises(DBAPIError, match="only added to"), log.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {table}"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_database_refuses_to_replace_a_line(log):
    log.fill(2)
    replace = (
        "INSERT OR REPLACE INTO audit_lines SELECT 1, at, kind, detail, classes, case_ref, "
        "actor_ref, role, purpose, regime, version, sealed, opening, hash, mark "
        "FROM audit_lines WHERE number = 2"
    )
    with pytest.raises(DBAPIError, match="only added to"), log.engine.begin() as connection:
        connection.execute(text(replace))
