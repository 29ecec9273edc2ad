"""What the log asks of the database: the head once in a transaction, and lines in their order."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from relocation.audit.model import Kind
from relocation.audit.service import refusals, refuse, write
from relocation.audit.tables import PAGE, line_signed_by, lines_between, lines_of, times_opened
from relocation.database import transaction
from relocation.errors import NoAccount
from tests.relocation.audit.logbook import AUDITOR, reading

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@contextmanager
def asked(engine):
    """The statements that the database gets meanwhile."""
    found = []

    def note(_connection, _cursor, statement, *_):
        found.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def asks_for_head(found):
    return sum(each.startswith("SELECT audit_head") for each in found)


def test_many_lines_of_one_transaction_ask_for_the_head_once(log):
    with asked(log.engine) as found:
        log.fill(3)
    assert asks_for_head(found) == 1


def test_each_transaction_of_a_session_asks_for_the_head_anew(log):
    with asked(log.engine) as found, Session(log.engine) as session:
        for case in ("case-1", "case-2"):
            write(session, reading(case), keys=log.keys, now=log.now)
            session.commit()
    assert asks_for_head(found) == 2
    assert log.found() is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda session: lines_of(session, "of-case"),
        lambda session: line_signed_by(session, "of-case", "of-actor"),
    ],
    ids=["of a case", "of somebody in a case"],
)
def test_lines_are_asked_for_in_the_order_of_their_numbers(log, ask):
    with asked(log.engine) as found, transaction(log.engine) as session:
        ask(session)
    assert "ORDER BY audit_lines.number" in found[-1]


def test_the_log_is_followed_page_by_page_in_the_order_of_its_numbers(log):
    log.fill(3)
    with asked(log.engine) as found, transaction(log.engine) as session:
        assert [line.number for line in lines_between(session, 1, 3)] == [2, 3]
    pages = [each for each in found if each.startswith("SELECT audit_lines")]
    assert len(pages) == 2
    assert all("ORDER BY audit_lines.number LIMIT" in each for each in pages)
    assert PAGE > 3


def test_a_line_that_cannot_be_read_is_told_by_its_number_and_does_not_end_the_following(log):
    log.fill(3)
    log.tampered().run("UPDATE audit_lines SET at = 'no time at all' WHERE number = 3")
    with transaction(log.engine) as session:
        *first, last = lines_between(session, 0, 3)
    assert ([line.number for line in first], last) == ([1, 2], 3)


@pytest.mark.parametrize("keys", [True, False])
def test_the_report_tells_whether_the_logs_own_marks_were_read(log, keys):
    log.fill(1)
    report = log.verify() if keys else log.verify(keys=None)
    assert report.marks_read is keys


def test_lines_of_one_moment_are_no_clock_that_stepped_back(log):
    with transaction(log.engine) as session:
        for _ in range(2):
            write(session, reading(), keys=log.keys, now=log.now)
    assert log.verify().stepped_back == 0


def test_of_several_lines_of_somebody_in_a_case_the_first_is_given(log):
    for case in ("case-2", "case-1", "case-1"):
        log.write(reading(case))
    refs = (log.keys.case_ref("case-1"), log.keys.actor_ref("person-7", "case-1"))
    with transaction(log.engine) as session:
        assert line_signed_by(session, *refs).number == 2


@pytest.mark.parametrize(
    ("line", "times"),
    [
        (reading(kind=Kind.NAME_OPENED, detail="7"), 1),
        (reading(kind=Kind.NAME_OPENED, detail="8"), 0),
        (reading(kind=Kind.NAME_ASKED, detail="7"), 0),
        (reading("case-2", kind=Kind.NAME_OPENED, detail="7"), 0),
    ],
)
def test_only_the_opening_of_this_very_question_counts_as_one(log, line, times):
    log.write(line)
    with transaction(log.engine) as session:
        assert times_opened(session, log.keys.case_ref("case-1"), 7) == times


def test_the_auditor_reads_what_was_refused_for_one_reason_the_newest_first(log):
    for case, code in (("case-1", "quota"), ("case-2", "name"), ("case-3", "quota")):
        with pytest.raises(NoAccount), transaction(log.engine) as session:
            refuse(session, reading(case), code, NoAccount(), keys=log.keys, now=log.now)
    log.write(reading(kind=Kind.STEP, detail="quota"))
    with transaction(log.engine) as session:
        found = refusals(session, AUDITOR, "quota", keys=log.keys, now=log.now)
    assert [(each.number, each.kind) for each in found] == [(3, "refused"), (1, "refused")]
