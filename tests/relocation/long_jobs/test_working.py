"""A worker does one job at a time; whatever happens to the work, the next job is done."""

from datetime import timedelta
from itertools import chain, repeat

import pytest
from sqlalchemy import text

from relocation.actor import Function
from relocation.errors import KeyMissing, NotAllowed, NotFound
from relocation.long_jobs.model import Code, Progress, State
from relocation.long_jobs.service import cancel, job_of
from relocation.long_jobs.worker import work_once
from relocation.people.service import disable
from relocation.proceedings.model import Press
from tests.relocation.desk import NOW
from tests.relocation.long_jobs.errands import (
    ERRAND,
    NUMBERS,
    QUICK,
    asked,
    fails,
    kind,
    note_plainly,
    noted,
    seen,
    state,
    until_stopped,
    wait_for,
    worked,
)
from tests.relocation.store.at_once import at_once

MANY, WORKERS = 12, 4


@pytest.mark.rule("IF-3")
def test_the_oldest_job_comes_first(office, who):
    for number in range(3):
        asked(office, who, number, key=f"key-{number}", now=NOW + timedelta(minutes=number))
        worked(office)
    assert noted(office.store) == ["0", "1", "2"]


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_four_workers_at_once_do_nothing_twice(office):
    plainly = kind(note_plainly)
    for number in range(MANY):
        if number % NUMBERS.waiting == 0:
            who = office.actor(Function.CENTRAL_CASEWORKER)
        asked(office, who, number, key=f"key-{number}")

    def work_on():
        while worked(office, plainly):
            pass

    at_once([work_on] * WORKERS)
    assert sorted(map(int, noted(office.store))) == list(range(MANY))


def test_a_job_of_a_kind_that_a_worker_does_not_know_waits_for_another(office, who):
    job = asked(office, who)
    assert worked(office, kind(fails(Code.REFUSED), name="another")) is None
    assert state(office, who, job) == (State.WAITING, None)


@pytest.mark.rule("IF-3", "RE-12")
@pytest.mark.parametrize("code", [Code.OUT_OF_MEMORY, Code.CHILD_GONE])
def test_a_job_that_fails_says_so_by_its_code_and_the_next_is_done(office, who, code):
    job = asked(office, who)
    after = asked(office, who, key="key-2", now=NOW + timedelta(seconds=1))
    assert worked(office, kind(fails(code))).state is State.FAILED
    worked(office)
    assert state(office, who, job) == (State.FAILED, code)
    assert state(office, who, after) == (State.DONE, None)


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (NotFound(), Code.NOT_FOUND),
        (NotAllowed("placement", "propose", "open"), Code.NOT_ALLOWED),
        (KeyMissing(), Code.REFUSED),
    ],
    ids=["nothing there", "another's step", "anything else"],
)
def test_what_a_user_can_meet_fails_the_job_with_a_code_and_no_text(office, who, refused, code):
    def run(*_):
        raise refused

    job = asked(office, who)
    worked(office, kind(run))
    assert state(office, who, job) == (State.FAILED, code)


@pytest.mark.rule("IF-3")
def test_work_that_may_succeed_another_time_is_tried_as_often_as_the_policy_says(office, who):
    job = asked(office, who)
    changing = kind(fails(Code.ROUND_CHANGED, again=True))
    states = [worked(office, changing).state for _ in range(NUMBERS.attempts)]
    assert states == [*[State.WAITING] * (NUMBERS.attempts - 1), State.FAILED]
    assert state(office, who, job) == (State.FAILED, Code.ROUND_CHANGED)


@pytest.mark.rule("SE-20")
def test_nobody_is_acted_for_whose_account_was_disabled_meanwhile(office, who):
    job = asked(office, who)
    with office.transaction() as session:
        disable(session, office.admin, who.user, NOW)
    worked(office)
    assert state(office, who, job) == (State.FAILED, Code.NO_ACCOUNT)
    assert noted(office.store) == []


@pytest.mark.rule("SE-10")
def test_what_was_given_to_one_job_is_not_given_to_another(office, who):
    job = asked(office, who)
    other = asked(office, office.actor(Function.CENTRAL_CASEWORKER), "of somebody else")
    moved = text("UPDATE long_jobs SET given = (SELECT given FROM long_jobs WHERE id = :other)")
    with office.store.database.begin() as connection:
        connection.execute(moved, {"other": other})
        connection.execute(text("DELETE FROM long_jobs WHERE id = :other"), {"other": other})
    worked(office)
    with office.store.database.begin() as connection:
        told = connection.execute(text("SELECT id, state, failure FROM long_jobs")).one()
    assert tuple(told) == (job, "failed", Code.REFUSED)
    assert noted(office.store) == []


@pytest.mark.rule("IF-3")
def test_whoever_asked_sees_how_far_the_work_is(office, who):
    found = []

    def run(store, actor, running):
        running.tell(2, 5)
        wait_for(lambda: progress(store, actor) == Progress(2, 5))
        found.append(True)
        running.tell(5, 5)

    def progress(store, actor):
        with store.transaction() as session:
            return job_of(session, actor, job, NOW).job.progress

    job = asked(office, who)
    worked(office, kind(run))
    assert (found, progress(office.store, who)) == ([True], Progress(5, 5))


@pytest.mark.rule("IF-3")
def test_a_job_that_runs_ends_as_soon_as_its_worker_hears_of_the_cancel(office, who):
    job = asked(office, who)

    def press(_running):
        with office.transaction() as session:
            assert cancel(session, who, job, Press(0, "cancel", NOW)) is State.RUNNING
        assert seen(office, who, job).job.is_cancel_asked

    assert worked(office, kind(until_stopped(press)), numbers=QUICK).state is State.CANCELLED
    assert state(office, who, job) == (State.CANCELLED, None)


@pytest.mark.rule("IF-3")
def test_work_that_was_done_before_the_cancel_arrived_is_done(office, who):
    job = asked(office, who)

    def run(store, actor, running):
        with office.transaction() as session:
            cancel(session, who, job, Press(0, "cancel", NOW))
        return ERRAND.run(store, actor, running)

    assert worked(office, kind(run)).state is State.DONE
    assert len(noted(office.store)) == 1


@pytest.mark.rule("RE-12")
def test_work_that_takes_too_long_is_stopped_and_fails_with_its_code(office, who):
    job, hours = asked(office, who), timedelta(seconds=NUMBERS.work_seconds)
    clock = chain([NOW], repeat(NOW + hours))
    work_once(office.store, lambda: next(clock), kinds=[kind(until_stopped())], numbers=NUMBERS)
    assert state(office, who, job) == (State.FAILED, Code.OUT_OF_TIME)


def test_progress_is_a_number_of_steps_and_nothing_else():
    for wrong in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="between 0 and all"):
            Progress(*wrong)
