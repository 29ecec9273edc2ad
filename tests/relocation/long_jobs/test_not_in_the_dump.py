"""Whoever has the whole database reads neither what a job was given nor what it answers."""

import pytest
from sqlalchemy import text

from relocation.long_jobs.tables import LongJobRow
from tests.relocation.casework.test_place_not_in_the_dump import outside_the_register, rows_of
from tests.relocation.long_jobs.errands import SAID, asked, kind, worked
from tests.relocation.long_jobs.rounds import ask_for_round, solved, waiting

ANSWER = "of Wolfgang it is said"
IN_CLEAR = {"kind", "state", "attempts", "done", "total", "cancel", "failure"}
TIMES = {"asked", "begun", "ended", "leased"}


def answering(_store, _actor, running):
    running.tell(1, 2)
    return [ANSWER, running.given]


@pytest.mark.rule("SE-10")
def test_nothing_that_a_job_was_given_or_answers_and_nobody_who_asked_stands_in_the_database(
    office, who
):
    asked(office, who)
    worked(office, kind(answering))
    asked(office, who, key="key-2")
    dump = outside_the_register(office)
    assert [each for each in (SAID, ANSWER, who.user, who.organisation) if each in dump] == []
    assert b"Wolfgang".hex() not in dump.lower()


@pytest.mark.rule("SE-10")
def test_equal_jobs_are_sealed_unlike_and_alike_in_length(office, who):
    asked(office, who, "short")
    asked(office, who, "short", key="key-2")
    asked(office, who, "a little longer than that", key="key-3")
    with office.transaction() as session:
        given = [bytes(row.given) for row in session.query(LongJobRow)]
    assert (len(set(given)), len({len(each) for each in given})) == (3, 1)


@pytest.mark.rule("SE-10")
def test_what_stands_in_clear_are_states_times_and_counts(office, who):
    asked(office, who)
    worked(office, kind(answering))
    with office.store.database.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM long_jobs")).mappings()
    plain = {name for name, value in row.items() if not isinstance(value, bytes | memoryview)}
    assert plain == {"id", "asker", *IN_CLEAR, *TIMES}
    assert {row[name] for name in IN_CLEAR} == {"errand", "done", 1, 2, False, None}


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_a_round_that_was_proposed_leads_from_its_job_to_no_case_and_no_account(desk):
    office, who, placement = waiting(desk)
    case = office.row(placement).case_id
    ask_for_round(office, who)
    solved(office)
    (job,) = (values for table, values in rows_of(office) if table == "long_jobs")
    others = [(table, values) for table, values in rows_of(office) if table != "long_jobs"]
    ids = {each for each in job if isinstance(each, str) and each.isalnum() and len(each) >= 26}
    assert {table for table, values in others if values & ids} == set()
    assert not {case, placement, who.user} & job
