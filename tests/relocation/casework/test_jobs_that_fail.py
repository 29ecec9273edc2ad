"""What a job cannot do is counted as that job's; others go on, and the next pass tries again."""

import pytest
from sqlalchemy import text

from relocation.jobs.service import LEASE
from relocation.placements import service as placements
from tests.relocation.casework.desk import DECIDER, OTHER_DECIDER
from tests.relocation.casework.due import RECEIPTS, Noting, handed, much_is_due, ran, told, took
from tests.relocation.casework.placing import FIRST, propose
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.waiting import is_heard, lives_in, reported, waits

IN_THE_WAY = {
    "sqlite": (
        """CREATE TRIGGER in_the_way BEFORE UPDATE ON {table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, 'in the way'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {when} THEN RAISE EXCEPTION 'in the way'; END IF; RETURN NEW; END $$""",
        "CREATE TRIGGER in_the_way BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ),
}


class Kept:
    """A channel that gives nothing on: that a message is done is noted all the same."""

    def hand_over(self, session, taken):
        del session, taken


OUT_OF_THE_WAY = {
    "sqlite": "DROP TRIGGER in_the_way",
    "postgresql": "DROP FUNCTION refuse CASCADE",
}


def the_database_refuses(desk, table, when):
    """The database itself fails every change of these rows, as a fault of its own would."""
    with desk.store.database.begin() as connection:
        for statement in IN_THE_WAY[desk.store.database.dialect.name]:
            connection.execute(text(statement.format(table=table, when=when)))


def the_database_works_again(desk):
    with desk.store.database.begin() as connection:
        connection.execute(text(OUT_OF_THE_WAY[desk.store.database.dialect.name]))


@pytest.mark.rule("WF-25", "RE-8")
def test_an_error_of_the_database_in_one_job_is_that_jobs_and_the_next_pass_tries_it_again(desk):
    nomination = much_is_due(desk)
    the_database_refuses(desk, "proceedings", f"NEW.id = '{nomination}'")
    first = ran(desk)
    assert (first.failed, first.done["escalate"]) == ({"warn_of_nomination": 1}, RECEIPTS)
    assert took(desk, "nomination.warn") == 0
    the_database_works_again(desk)
    second = ran(desk)
    assert (second.failed, second.done["warn_of_nomination"]) == ({}, 1)
    assert "escalate" not in second.done
    assert is_whole(desk)


class Failing(Noting):
    """A channel whose work on one message the database fails."""

    def __init__(self, desk):
        with desk.store.transaction() as session:
            self.message = session.scalars(text("SELECT id FROM outbox_messages")).first()

    def hand_over(self, session, taken):
        if taken.id == self.message:
            session.execute(text("INSERT INTO handed (no_such_column) VALUES (1)"))
        super().hand_over(session, taken)


@pytest.mark.rule("RE-7")
def test_a_message_that_the_database_fails_holds_up_no_other_subject_and_comes_when_it_rested(desk):
    much_is_due(desk)
    failing = Failing(desk)
    found = ran(desk, channel=failing)
    assert found.failed == {"hand_over": 1}
    assert failing.message not in handed(desk)
    assert handed(desk)
    desk.now += LEASE
    assert ran(desk, channel=Noting()).failed == {}
    assert handed(desk) == told(desk)


def test_where_no_table_can_be_read_every_job_is_counted_and_the_pass_ends(desk):
    much_is_due(desk)
    with desk.store.database.begin() as connection:
        for table in ("proceedings", "outbox_messages"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO away_{table}"))
    found = ran(desk, channel=Kept())
    assert found.failed["escalate"] == found.failed["warn_of_nomination"] == 1
    assert found.failed["hand_over"] > 0
    assert set(found.done) == {"forget_answers"}


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_a_decision_whose_place_a_threat_closes_is_opened_again_once_by_the_job(desk):
    placement = waits(desk)
    propose(desk)
    is_heard(desk, placement)
    desk.later(minutes=1)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    assert "reopen" not in ran(desk).done
    reported(desk, "0751", "Ulvene")
    assert (ran(desk).done["reopen"], desk.row(placement).state) == (1, "reopened")
    assert took(desk, "placement.reopen_for_safety") == 1
    assert "reopen" not in ran(desk).done


@pytest.mark.slow
def test_a_place_that_the_register_does_not_know_fails_the_job_that_asks_and_no_other(desk):
    much_is_due(desk)
    lives_in(desk, waits(desk, 1), "9999")
    found = ran(desk)
    assert found.failed == {"reopen": 1}
    assert (found.done["warn_of_nomination"], found.done["escalate"]) == (1, RECEIPTS)
