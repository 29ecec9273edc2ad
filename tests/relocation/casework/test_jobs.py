"""What is due is found and done without anybody asking: once, whatever happens to the runner."""

from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from relocation.access.service import take_off_list
from relocation.jobs.job import Witness
from relocation.outbox.model import TryAgain
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.store_policy import load_store_policy
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE
from tests.relocation.casework.due import (
    RECEIPTS,
    Noting,
    handed,
    much_is_due,
    ran,
    told,
    took,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.entering import opened as opened_case
from tests.relocation.casework.killing_runners import killed_runners
from tests.relocation.casework.nominating import brought
from tests.relocation.casework.placing import closed_but, propose
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.waiting import is_in, lives_in, waits
from tests.relocation.store.at_once import at_once


def done(desk):
    """What a pass did in cases."""
    others = {"hand_over", "forget_answers", "forget_messages"}
    return {job: n for job, n in ran(desk).done.items() if job not in others}


@pytest.mark.rule("WF-25")
def test_a_nomination_is_warned_of_once_and_expires_when_the_warning_had_its_days(desk):
    nomination = brought(desk)
    assert done(desk) == {}
    desk.later(days=200)
    assert (done(desk), done(desk)) == ({"warn_of_nomination": 1}, {})
    desk.later(days=60)
    assert done(desk)["expire_nomination"] == 1
    assert desk.row(nomination).state == "expired"


@pytest.mark.rule("WF-25")
def test_a_draft_of_a_case_is_warned_of_expires_and_closes(desk):
    case = opened_case(desk)
    desk.later(days=100)
    assert done(desk)["warn_of_draft"] == 1
    desk.later(days=6)
    before = desk.row(case).state
    desk.later(days=30)
    assert (before, done(desk)["expire_draft"], desk.row(case).state) == ("draft", 1, "closed")


def informed(desk):
    desk.open_case()
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    desk.do(safety.write_assessment, POLICE, assessment, (PICTURE, PRECAUTIONS))


@pytest.mark.rule("RE-8")
def test_precautions_unread_after_a_day_are_told_of_once_for_each_reader(desk):
    informed(desk)
    desk.later(hours=24)
    assert "escalate" not in ran(desk).done
    desk.later(minutes=1)
    assert (ran(desk).done["escalate"], "escalate" in ran(desk).done) == (RECEIPTS, False)


@pytest.mark.rule("RE-8")
def test_nobody_is_told_of_about_somebody_who_left(desk):
    informed(desk)
    with desk.store.transaction() as session:
        take_off_list(session, CASE, {Role.PROBATION_PARTY})
    desk.later(days=2)
    found = ran(desk).done
    assert (found["let_go"], found["escalate"]) == (1, RECEIPTS - 1)


@pytest.mark.rule("REL-11")
def test_what_had_no_municipality_is_considered_anew_once_something_changed(desk):
    placement = waits(desk, picture=closed_but("Bornholms"))
    there = waits(desk, 1)
    lives_in(desk, there, "0400")
    assert propose(desk).moved[placement].state == "no_municipality"
    is_in(desk, there, "stopped")
    assert (ran(desk).done["try_again"], desk.row(placement).state) == (1, "open")


@pytest.mark.rule("REL-12")
def test_a_case_that_ended_and_was_left_open_is_closed(desk):
    desk.open_case()
    with desk.store.database.begin() as connection:
        connection.execute(text("UPDATE proceedings SET state = 'withdrawn'"))
    assert (ran(desk).done["close"], desk.row(CASE).state) == (1, "closed")


@pytest.mark.rule("RE-7")
def test_every_message_is_handed_over_once(desk):
    much_is_due(desk)
    ran(desk, channel=Noting())
    assert (handed(desk) == told(desk), ran(desk, channel=Noting()).done) == (True, {})


class Broken:
    def hand_over(self, *_):
        raise TryAgain


@pytest.mark.rule("RE-7")
def test_messages_that_were_given_up_are_counted_for_those_who_look_after_the_machine(desk):
    informed(desk)
    assert ran(desk, channel=Broken()).dead == 0
    for _ in range(load_store_policy().outbox.attempts):
        ran(desk, channel=Broken())
        desk.later(seconds=load_store_policy().outbox.longest_pause_seconds)
    assert ran(desk, channel=Broken()).dead > 0


@pytest.mark.rule("RE-5")
def test_answers_and_messages_whose_time_is_over_are_forgotten(desk):
    informed(desk)
    ran(desk)
    numbers = load_store_policy()
    desk.later(hours=numbers.idempotency.kept_hours, days=numbers.outbox.kept_days)
    found = ran(desk).done
    assert (found["forget_answers"], found["forget_messages"] > 0) == (2, True)


@pytest.mark.rule("RE-11")
def test_the_log_is_signed_where_that_is_due_and_by_one_of_two_runners(desk, tmp_path):
    informed(desk)
    folder = tmp_path / "checkpoints"
    folder.mkdir()
    witness = Witness(folder, Ed25519PrivateKey.generate())
    found = at_once([lambda: ran(desk, witness=witness)] * 2)
    assert sum(each.done.get("checkpoint", 0) for each in found) == 1
    assert [each.failed for each in found] == [{}, {}]


@pytest.mark.rule("SE-10")
def test_a_key_that_never_got_its_case_is_removed(desk):
    desk.open_case()
    desk.store.keys.new_case_key("f" * 32, desk.now)
    desk.later(days=4)
    assert ran(desk).done["sweep_keys"] == 1


def test_what_cannot_be_done_is_counted_and_stops_nothing_else(desk):
    much_is_due(desk)
    with desk.store.database.begin() as connection:
        connection.execute(text("UPDATE list_entries SET sealed = :s"), {"s": b"0" * 40})
    found = ran(desk)
    assert found.failed["let_go"] == RECEIPTS
    assert found.done["warn_of_nomination"] == 1


@pytest.mark.slow
@pytest.mark.rule("RE-7", "RE-8")
def test_four_runners_at_once_do_nothing_twice(desk):
    much_is_due(desk)
    found = at_once([lambda: ran(desk, channel=Noting())] * 4)
    summed = sum((Counter(each.done) for each in found), Counter())
    assert (summed["warn_of_nomination"], summed["escalate"]) == (1, RECEIPTS)
    assert (took(desk, "nomination.warn"), took(desk, "receipt.escalate")) == (1, RECEIPTS)
    desk.later(hours=1)
    ran(desk, channel=Noting())
    assert handed(desk) == told(desk)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("RE-7", "WF-25")
def test_a_runner_killed_again_and_again_loses_and_doubles_nothing(desk, tmp_path):
    # Each third statement: no part of the work is longer than a few such strides.
    kills, wrong = killed_runners(desk, tmp_path, stride=3)
    assert (kills > 20, wrong) == (True, [])
