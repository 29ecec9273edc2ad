"""A round as long work: solved apart from the server, stored once, told to who asked for it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from sqlalchemy import text

from relocation.access.service import take_off_list
from relocation.actor import Function
from relocation.errors import EntryRefused, NotFound
from relocation.long_jobs.model import Code, State
from relocation.long_jobs.proposing import PROPOSE_ROUND
from relocation.long_jobs.service import cancel, jobs
from relocation.long_jobs.tables import LongJobRow
from relocation.permissions import Role
from relocation.proceedings.model import Press
from tests.relocation.casework.desk import CASE
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.waiting import state
from tests.relocation.long_jobs.errands import NUMBERS, QUICK, asked, wait_for
from tests.relocation.long_jobs.killed_round import killed_now_and_then, killed_while_solving
from tests.relocation.long_jobs.killed_worker import LEASE
from tests.relocation.long_jobs.rounds import (
    Meanwhile,
    ask_for_round,
    held_up,
    proposals,
    solved,
    waiting,
    whole,
)
from tests.scoring.test_apart import children, kill_the_child

pytestmark = pytest.mark.slow
TOO_LITTLE = replace(NUMBERS, memory_mebibytes=64)


@pytest.mark.rule("IF-3")
def test_a_round_asked_for_as_a_job_is_proposed_once_and_told_to_whoever_asked(desk):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)
    assert (solved(office).state, solved(office)) == (State.DONE, None)
    found = whole(office, who, job)
    assert found.answer["moved"][placement]["state"] == "proposed"
    assert found.job.progress.done == found.job.progress.total > 0
    assert (state(office, placement), proposals(office)) == ("proposed", 1)


@pytest.mark.rule("SE-1")
def test_whoever_is_caseworker_of_no_case_cannot_ask_for_a_round_and_nobody_with_a_text(desk):
    office, who, _ = waiting(desk)
    for function in (Function.CENTRAL_CASEWORKER, Function.CENTRAL_DECISION_MAKER):
        with pytest.raises(NotFound):
            ask_for_round(office, desk.actor(function))
    with pytest.raises(EntryRefused):
        asked(office, who, {"municipality": "0751"}, kind=PROPOSE_ROUND)
    with office.store.transaction() as session:
        assert jobs(session, who) == ()


@pytest.mark.rule("RE-12")
def test_a_solver_without_memory_fails_its_job_with_a_code_and_the_next_round_is_proposed(desk):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)
    assert solved(office, numbers=TOO_LITTLE).state is State.FAILED
    assert whole(office, who, job).job.code is Code.OUT_OF_MEMORY
    assert state(office, placement) == "open"
    ask_for_round(office, who, "round-2")
    assert (solved(office).state, state(office, placement)) == (State.DONE, "proposed")


@pytest.mark.rule("RE-12")
def test_a_solver_that_is_killed_fails_its_job_with_a_code_and_the_next_round_is_proposed(desk):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)

    def killing():
        kill_the_child(None)
        return office.now

    assert solved(office, killing).state is State.FAILED
    assert (whole(office, who, job).job.code, children()) == (Code.CHILD_GONE, [])
    ask_for_round(office, who, "round-2")
    assert (solved(office).state, state(office, placement)) == (State.DONE, "proposed")


def hears_of_it(office, job):
    """The worker of a job has heard that it is to end: by two beats of its heart since."""

    def leased():
        with office.store.transaction() as session:
            return session.get_one(LongJobRow, job).leased

    for _ in range(2):
        before = leased()
        office.now += timedelta(seconds=1)
        wait_for(lambda: leased() != before)  # noqa: B023


@pytest.mark.rule("IF-3")
def test_a_round_that_is_cancelled_while_it_is_solved_stores_nothing(desk):
    office, who, placement = waiting(desk)
    job, solvers = ask_for_round(office, who), []

    def clock():
        """Of the worker: the first time that its own thread asks while a solver works."""
        is_work = current_thread() is main_thread()
        if is_work and not solvers and (found := children()):
            solvers.extend(found)
            with held_up(found[0]):
                with office.store.transaction() as session:
                    cancel(session, who, job, Press(0, "cancel", office.now))
                hears_of_it(office, job)
        return office.now

    assert solved(office, clock, QUICK).state is State.CANCELLED
    assert (state(office, placement), proposals(office), children()) == ("open", 0, [])


@pytest.mark.rule("IF-3")
def test_a_round_that_changed_while_it_was_solved_is_solved_anew(desk):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)

    def change():
        with office.store.database.begin() as connection:
            connection.execute(text("UPDATE proceedings SET urgency = 'acute'"))

    assert solved(office, Meanwhile(office.now, change)).state is State.WAITING
    assert (state(office, placement), whole(office, who, job).job.code) == ("open", None)
    assert (solved(office).state, state(office, placement)) == (State.DONE, "proposed")


@pytest.mark.rule("IF-3", "SE-1")
def test_whoever_left_the_case_meanwhile_is_told_nothing_more_of_it(desk):
    office, who, _ = waiting(desk)
    job = ask_for_round(office, who)
    solved(office)
    with office.store.transaction() as session:
        take_off_list(session, CASE, {Role.CENTRAL_CASEWORKER})
    assert whole(office, who, job).answer == {"moved": {}, "lacking": {}, "kept": []}


@pytest.mark.rule("IF-3")
def test_a_round_whose_worker_is_killed_again_and_again_is_proposed_once(desk, tmp_path):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)
    assert killed_now_and_then(office, tmp_path / "key-store") >= 5
    assert whole(office, who, job).answer["moved"][placement]["state"] == "proposed"
    assert (state(office, placement), proposals(office)) == ("proposed", 1)
    assert (solved(office), is_whole(office)) == (None, True)


@pytest.mark.rule("IF-3")
def test_a_worker_killed_while_its_solver_works_leaves_no_solver_and_the_round_to_the_next(
    desk, tmp_path
):
    office, who, placement = waiting(desk)
    job = ask_for_round(office, who)
    solver = Path("/proc", killed_while_solving(office, tmp_path / "key-store"))
    wait_for(lambda: not solver.exists())
    assert (whole(office, who, job).job.state, solved(office)) == (State.RUNNING, None)
    assert solved(office, lambda: office.now + LEASE).state is State.DONE
    assert (state(office, placement), proposals(office)) == ("proposed", 1)
