"""A job whose worker died is taken over once; a worker that was only slow stores nothing."""

import subprocess
import sys
from datetime import timedelta

import pytest

from relocation.database import open_database
from relocation.errors import LeaseLost
from relocation.long_jobs.heartbeat import Heartbeat
from relocation.long_jobs.lease import finish, renew, take
from relocation.long_jobs.model import Code, End, Progress, State, Taken
from relocation.long_jobs.service import cancel
from relocation.long_jobs.tables import LongJobRow
from relocation.long_jobs.worker import work_once
from relocation.proceedings.model import Press
from tests.relocation.desk import NOW
from tests.relocation.long_jobs.errands import (
    NUMBERS,
    QUICK,
    SAID,
    asked,
    fails,
    kind,
    note,
    note_plainly,
    noted,
    seen,
    state,
    until_stopped,
    wait_for,
    worked,
)
from tests.relocation.store.at_once import at_once
from tests.relocation.store.killed import ROOT, wait_until_alone
from tests.store import Store as Database

LEASE = timedelta(seconds=NUMBERS.lease_seconds)
KEYS = "key-store"
"""Where the fixture makes it."""
WORKERS = 4


def died(office, keys, at):
    """How often a worker in a process of its own was killed; it does the errand after the last."""
    url = office.store.database.url.render_as_string(hide_password=False)
    module = "tests.relocation.long_jobs.killed_worker"
    words = [sys.executable, "-m", module, url, str(keys), at]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True).stdout
    wait_until_alone(Database(url, office.store.database))
    return int(told)


def taken(office, now):
    with office.transaction() as session:
        return take(session, ["errand"], now, NUMBERS)


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_a_worker_can_be_killed_before_any_of_its_statements_and_the_job_is_done_once(
    office, who, tmp_path
):
    job = asked(office, who)
    assert died(office, tmp_path / KEYS, "each statement") > 6
    assert (noted(office.store), worked(office)) == ([SAID], None)
    assert seen(office, who, job).answer == {"noted": SAID}


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_a_worker_can_be_killed_before_any_commit_and_the_job_is_done_once(office, who, tmp_path):
    job = asked(office, who)
    assert died(office, tmp_path / KEYS, "each commit") >= 4
    assert (noted(office.store), state(office, who, job)) == ([SAID], (State.DONE, None))


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_a_job_whose_worker_was_killed_at_work_is_taken_over_by_one_of_four(office, who, tmp_path):
    job = asked(office, who)
    assert died(office, tmp_path / KEYS, "at work") == 1
    assert state(office, who, job) == (State.RUNNING, None)
    assert worked(office, now=NOW + LEASE - timedelta(seconds=1)) is None

    plainly = kind(note_plainly)
    found = at_once([lambda: worked(office, plainly, now=NOW + LEASE)] * WORKERS)
    assert [each.state for each in found if each] == [State.DONE]
    assert noted(office.store) == [SAID]


@pytest.mark.rule("IF-3")
def test_a_job_that_killed_every_worker_kills_no_more_and_the_next_is_done(office, who):
    job = asked(office, who)
    for attempt in range(NUMBERS.attempts):
        assert taken(office, NOW + attempt * LEASE).attempt == attempt + 1
    after = asked(office, who, key="key-2", now=NOW + timedelta(seconds=1))
    assert worked(office, now=NOW + NUMBERS.attempts * LEASE).job == after
    assert state(office, who, job) == (State.FAILED, Code.WORKERS_DIED)


@pytest.mark.rule("IF-3")
def test_a_job_that_was_to_be_cancelled_when_its_worker_died_is_cancelled(office, who):
    job = asked(office, who)
    taken(office, NOW)
    with office.transaction() as session:
        assert cancel(session, who, job, Press(0, "cancel", NOW)) is State.RUNNING
    assert worked(office, now=NOW + LEASE) is None
    assert (state(office, who, job), noted(office.store)) == ((State.CANCELLED, None), [])


@pytest.mark.rule("IF-3")
def test_whoever_lost_its_lease_stores_no_answer_over_the_other_ones(office, who):
    job = asked(office, who)

    def slow(_store, _actor, _running):
        assert worked(office, now=NOW + LEASE).state is State.DONE
        return "too late"

    found = worked(office, kind(slow))
    assert (found.job, found.state) == (job, None)
    assert seen(office, who, job).answer == {"noted": SAID}


@pytest.mark.rule("IF-3")
def test_whoever_lost_its_lease_stores_no_failure_and_no_progress_either(office, who):
    job = asked(office, who)
    first = taken(office, NOW)
    second = taken(office, NOW + LEASE)
    assert (first.attempt, second.attempt) == (1, 2)
    failed, far = End(State.FAILED, code=Code.REFUSED), Progress(3, 3)
    with pytest.raises(LeaseLost), office.transaction() as session:
        finish(session, first, failed, far, NOW)
    with pytest.raises(LeaseLost), office.transaction() as session:
        renew(session, first, far, NOW, NUMBERS)
    assert seen(office, who, job).job.progress == Progress(0, 0)
    assert state(office, who, job) == (State.RUNNING, None)


@pytest.mark.rule("IF-3")
def test_a_worker_that_lost_its_lease_is_told_to_stop(office, who):
    asked(office, who)

    def overtaken(_running):
        assert worked(office, now=NOW + LEASE).state is State.DONE

    assert worked(office, kind(until_stopped(overtaken)), numbers=QUICK).state is None
    assert noted(office.store) == [SAID]


@pytest.mark.rule("IF-3")
def test_a_heart_that_beats_keeps_the_job_however_long_the_work_takes(office, who):
    job, clock = asked(office, who), [NOW]

    def long(store, actor, running):
        for _ in range(4):
            clock[0] += LEASE - timedelta(seconds=1)
            wait_for(lambda: leased(office) == clock[0] + LEASE)
            assert worked(office, kind(fails(Code.REFUSED)), now=clock[0]) is None
        return note(store, actor, running)

    work_once(office.store, lambda: clock[0], kinds=[kind(long)], numbers=QUICK)
    assert state(office, who, job) == (State.DONE, None)


def leased(office):
    with office.transaction() as session:
        return session.query(LongJobRow).one().leased


def test_a_heart_beats_on_where_the_store_refuses_it(tmp_path):
    nowhere, beats = open_database(f"sqlite:///{tmp_path / 'nowhere' / 'store'}"), []

    def now_of():
        beats.append(True)
        return NOW

    with Heartbeat(nowhere, Taken("f" * 32, "errand", 1, is_last=False), now_of, QUICK) as beat:
        wait_for(lambda: len(beats) > 3)
    assert (beat.is_lost, beat.is_cancelled) == (False, False)


@pytest.mark.rule("RE-16")
def test_a_job_whose_worker_died_by_a_clock_that_was_ahead_is_taken_over(office, who):
    job = asked(office, who)
    taken(office, NOW + timedelta(days=365))
    assert worked(office, now=NOW).job == job
