"""Notices reach their receiver under one id, in order, whatever it does and whoever dies."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from relocation.actor import OrganisationId, municipality_id
from relocation.errors import NotFound
from relocation.notices import service
from relocation.notices.model import State, pause
from relocation.notices.sending import Sender
from relocation.safety import service as safety
from relocation.signing_in.services import revoke_service
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.notices import receivers
from tests.relocation.notices.offices import HERE, NUMBERS
from tests.relocation.notices.receivers import receiving
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import wait_until_alone

ROOT = Path(__file__).parents[3]
POLICE = OrganisationId("police-fyn")
HOME = municipality_id("0101")
FAULTS = {
    each.__name__: each
    for each in (
        receivers.fails,
        receivers.redirects,
        receivers.hangs_up,
        receivers.says_no_end_of_headers,
        receivers.says_one_endless_line,
        receivers.is_silent,
        receivers.drips,
    )
}
IMPATIENT = Sender(0.3, HERE)


def told_of_one(office, receiver):
    made = office.subscribe(POLICE, receiver.address)
    office.change()
    office.tell()
    return made


@pytest.mark.rule("IF-4", "RE-7")
@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_receiver_did_not_take_comes_again_under_the_same_id(
    office_on_sqlite, receiver, fault
):
    office = office_on_sqlite
    made = told_of_one(office, receiver)
    receiver.behave = FAULTS[fault]
    assert office.deliver(IMPATIENT) == ["failed"]
    assert office.deliver(IMPATIENT) == []
    receiver.behave = receivers.takes
    office.desk.later(seconds=NUMBERS.first_pause_seconds)
    assert office.deliver(IMPATIENT) == ["delivered"]
    first, second = receiver.got
    assert (first.path, second.path) == ("/in", "/in")
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert receiver.is_signed(made.secret, 0)
    assert receiver.is_signed(made.secret, 1)
    assert office.waiting() == []


@pytest.mark.rule("IF-4")
def test_of_an_answer_nothing_but_its_status_is_waited_for(office_on_sqlite, receiver):
    told_of_one(office_on_sqlite, receiver)
    receiver.behave = receivers.answers_with_a_flood
    assert office_on_sqlite.deliver() == ["delivered"]


@pytest.mark.rule("IF-4")
def test_where_nobody_listens_a_notice_rests(office_on_sqlite):
    with receiving() as gone:
        pass
    told_of_one(office_on_sqlite, gone)
    assert office_on_sqlite.deliver(IMPATIENT) == ["failed"]
    (row,) = office_on_sqlite.waiting()
    assert (row.state, row.attempts) == (State.WAITING, 1)


@pytest.mark.rule("IF-4")
def test_a_slow_receiver_holds_up_no_other_and_no_case_work(office, receiver):
    office.subscribe(POLICE, receiver.address)
    receiver.behave = receivers.is_silent
    with receiving() as quick, office.delivering() as delivering:
        office.subscribe(POLICE, quick.address)
        office.change()
        office.tell()
        assert delivering.begin_due() == 2
        assert receiver.asked.wait(60)
        assert quick.asked.wait(60)
        # The silent one still is: somebody works in the case, and the other is told of it.
        quick.asked.clear()
        office.change()
        office.tell()
        while not quick.asked.wait(0.01):
            delivering.begin_due()
        assert len(receiver.got) == 1
        receiver.behave = receivers.takes
        receiver.let_go.set()


@pytest.mark.rule("IF-4", "RE-7")
def test_what_is_told_of_a_case_comes_in_order_though_receivers_fail(office_on_sqlite, receiver):
    office = office_on_sqlite
    office.subscribe(HOME, receiver.address)
    receiver.behave = receivers.fails
    told = []
    for _ in range(3):
        assessment = office.change(by=office.police)
        office.tell()
        told.append(assessment)
        office.desk.do(safety.write_assessment, office.police, assessment, (PICTURE, PRECAUTIONS))
        office.tell()
        assert len(office.deliver()) <= 1
    waiting = [row.id for row in office.waiting()]
    assert len(waiting) >= 2
    receiver.got.clear()
    receiver.behave = receivers.takes
    office.desk.later(hours=2)
    office.deliver()
    assert [got.headers["webhook-id"] for got in receiver.got] == [
        each for each in waiting if each in {got.headers["webhook-id"] for got in receiver.got}
    ]
    assert office.waiting() == []


@pytest.mark.rule("IF-4")
def test_after_the_last_attempt_a_notice_is_a_dead_letter_that_can_be_sent_again(office, receiver):
    told_of_one(office, receiver)
    receiver.behave = receivers.fails
    numbers = replace(NUMBERS, attempts=2)
    assert office.deliver(numbers=numbers) == ["failed"]
    office.desk.later(hours=2)
    assert office.deliver(numbers=numbers) == ["given_up"]
    (letter,) = office.does(service.dead_letters)
    assert (letter.id, letter.attempts) == (receiver.got[0].headers["webhook-id"], 2)
    assert letter.since == office.desk.now.date()
    own, other = office.service_of(office.police), office.service_of(office.coordinator)
    assert office.does(service.dead_letters, by=own) == (letter,)
    assert office.does(service.dead_letters, by=other) == ()
    with pytest.raises(NotFound):
        office.does(service.send_again, letter.id, by=other)
    receiver.behave = receivers.takes
    assert office.deliver(numbers=numbers) == []
    office.does(service.send_again, letter.id)
    assert office.deliver(numbers=numbers) == ["delivered"]
    assert {got.headers["webhook-id"] for got in receiver.got} == {letter.id}
    assert office.does(service.dead_letters) == ()


def test_the_pauses_double_up_to_the_cap_and_chance_takes_a_part_away():
    whole = [pause(each, NUMBERS, 0).total_seconds() for each in range(1, 12)]
    assert whole[:3] == [30, 60, 120]
    assert whole[-1] == NUMBERS.longest_pause_seconds
    assert pause(1, NUMBERS, 1) == timedelta(seconds=24)


@pytest.mark.rule("IF-4")
def test_a_receiver_that_fails_is_left_alone_with_all_that_waits_for_it(office_on_sqlite, receiver):
    office = office_on_sqlite
    office.subscribe(POLICE, receiver.address)
    office.change()
    office.change()
    office.tell()
    receiver.behave = receivers.fails
    assert office.deliver() == ["failed"]
    assert sorted(row.attempts for row in office.waiting()) == [0, 1]


@pytest.mark.rule("IF-4")
def test_a_paused_system_is_told_what_waited_once_it_goes_on(office, receiver):
    made = told_of_one(office, receiver)
    for _ in range(2):
        office.does(service.pause, made.id)
    assert office.deliver() == []
    office.does(service.resume, made.id)
    assert office.deliver() == ["delivered"]


@pytest.mark.rule("IF-4")
def test_a_removed_system_and_one_whose_service_was_revoked_are_told_nothing(office, receiver):
    made = told_of_one(office, receiver)
    by_service = office.service_of(office.police)
    own = office.subscribe(POLICE, receiver.address, by=by_service)
    office.change()
    office.tell()
    office.does(service.remove, made.id)
    with office.transaction() as session:
        revoke_service(session, office.people.admin, by_service.service, office.desk.now)
    assert set(office.deliver()) == {"dropped"}
    assert receiver.got == []
    assert office.waiting() == []
    assert own.id not in {each.id for each in office.does(service.webhooks)}


@pytest.mark.rule("IF-4")
def test_while_a_secret_runs_out_both_sign_and_then_the_new_one_alone(office_on_sqlite, receiver):
    office = office_on_sqlite
    first = told_of_one(office, receiver)
    second = office.does(service.rotate, first.id)
    office.deliver()
    assert receiver.is_signed(first.secret)
    assert receiver.is_signed(second.secret)
    office.change()
    office.desk.later(hours=NUMBERS.overlap_hours)
    office.tell()
    office.deliver()
    assert len(receiver.got) == 2
    assert not receiver.is_signed(first.secret)
    assert receiver.is_signed(second.secret)


@pytest.mark.rule("IF-4", "RE-7")
def test_four_workers_at_once_deliver_each_notice_once(office, receiver):
    office.subscribe(POLICE, receiver.address)
    for _ in range(4):
        office.change()
    office.tell()
    with receiving() as other:
        office.subscribe(HOME, other.address)
        at_once([office.deliver] * 4)
    ids = [got.headers["webhook-id"] for got in receiver.got]
    assert len(ids) == len(set(ids)) == 4
    assert office.waiting() == []


@pytest.mark.slow
@pytest.mark.rule("IF-4", "RE-7")
def test_a_worker_killed_before_any_statement_loses_nothing_and_sends_no_other_id(
    office, store, receiver, tmp_path
):
    office.subscribe(POLICE, receiver.address)
    office.change()
    office.tell()
    # Where a commit is a word of its own to a server, the moments around it are what differs.
    before = "statement" if store.is_sqlite else "commit"
    words = [sys.executable, "-m", "tests.relocation.notices.killed", store.url, str(tmp_path)]
    done = subprocess.run([*words, before], cwd=ROOT, check=True, capture_output=True)
    wait_until_alone(store)
    assert int(done.stdout) > (8 if store.is_sqlite else 2)
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    assert len(receiver.got) > 1
    assert office.waiting() == []
