"""A job is put on the table once, and is there for the account that asked alone."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from relocation.actor import Function
from relocation.errors import KeyReused, NotFound, TooManyWaiting
from relocation.jobs.service import run_due
from relocation.long_jobs.model import Code, Progress, State
from relocation.long_jobs.service import ask, cancel, every_job, job_of, jobs
from relocation.proceedings.model import Press
from relocation.store_policy import load_store_policy
from tests.relocation.desk import NOW
from tests.relocation.long_jobs.errands import (
    ERRAND,
    NUMBERS,
    SAID,
    asked,
    fails,
    kind,
    nobody,
    noted,
    seen,
    worked,
)

OTHERS = (Function.CENTRAL_CASEWORKER, Function.AUDITOR)


def listed(office, who):
    with office.transaction() as session:
        return [each.id for each in jobs(session, who)]


@pytest.mark.rule("IF-3", "RE-5")
def test_a_job_asked_for_twice_under_one_key_is_one_job(office, who):
    first = asked(office, who)
    assert (asked(office, who), listed(office, who)) == (first, [first])
    with pytest.raises(KeyReused):
        asked(office, who, "something else")


@pytest.mark.rule("IF-3")
def test_a_job_is_there_with_what_leads_to_it_or_neither_is(office, who):
    with office.transaction() as session:
        ask(session, who, ERRAND, SAID, Press(0, "key-1", NOW))
        session.rollback()
    assert (listed(office, who), worked(office)) == ([], None)


@pytest.mark.rule("IF-3")
def test_whoever_asked_sees_the_job_come_and_go_with_its_answer(office, who):
    job = asked(office, who)
    waiting = seen(office, who, job)
    assert (waiting.job.state, waiting.given, waiting.answer) == (State.WAITING, SAID, None)
    later = NOW + timedelta(seconds=3)
    worked(office, now=later)
    done = seen(office, who, job)
    assert (done.job.state, done.answer) == (State.DONE, {"noted": SAID})
    assert (done.job.asked, done.job.begun, done.job.ended) == (NOW, later, later)
    assert (done.job.progress, done.job.code) == (Progress(0, 0), None)


def test_the_own_jobs_are_listed_newest_first(office, who):
    first = asked(office, who)
    second = asked(office, who, key="key-2", now=NOW + timedelta(minutes=1))
    assert listed(office, who) == [second, first]


@pytest.mark.rule("IF-3")
def test_an_account_has_only_so_much_under_way_and_others_are_unharmed(office, who):
    made = [asked(office, who, key=f"key-{n}") for n in range(NUMBERS.waiting)]
    with pytest.raises(TooManyWaiting) as refused:
        asked(office, who, key="one-more")
    assert (refused.value.retry_after > 0, listed(office, who)) == (True, sorted(made))
    assert asked(office, who, key="key-0") == made[0]
    other = office.actor(Function.CENTRAL_DECISION_MAKER)
    assert asked(office, other, key="another's")
    with office.transaction() as session:
        cancel(session, who, made[0], Press(0, "cancel", NOW))
    assert asked(office, who, key="one-more")


def refusal(office, do, *given):
    with pytest.raises(NotFound) as refused, office.transaction() as session:
        do(session, *given)
    return str(refused.value)


@pytest.mark.rule("SE-2", "IF-3")
def test_to_every_other_account_a_job_is_as_one_that_is_not_there(office, who):
    job, press = asked(office, who), Press(0, "cancel", NOW)
    for other in (*map(office.actor, OTHERS), office.admin):
        read = {refusal(office, job_of, other, at, NOW) for at in (job, "f" * 32)}
        cancelled = {refusal(office, cancel, other, at, press) for at in (job, "f" * 32)}
        assert (len(read | cancelled), listed(office, other)) == (1, [])
    assert seen(office, who, job).job.state is State.WAITING


@pytest.mark.rule("SE-1")
def test_the_administrator_alone_sees_that_there_are_jobs_and_nothing_of_their_content(office, who):
    asked(office, who)
    broken = kind(fails(Code.OUT_OF_MEMORY))
    worked(office, broken)
    with office.transaction() as session:
        (line,) = every_job(session, office.admin)
    assert asdict(line) == {
        "kind": "errand",
        "state": State.FAILED,
        "asked": NOW,
        "begun": NOW,
        "ended": NOW,
        "attempts": 1,
        "code": Code.OUT_OF_MEMORY,
    }
    for other in map(office.actor, OTHERS):
        refusal(office, every_job, other)


@pytest.mark.rule("SE-1")
def test_what_somebody_may_not_ask_for_is_not_put_on_the_table(office, who):
    with pytest.raises(NotFound):
        asked(office, who, kind=kind(fails(Code.REFUSED), demand=nobody))
    assert listed(office, who) == []


@pytest.mark.rule("IF-3")
def test_a_job_that_waits_is_cancelled_at_once_and_never_done(office, who):
    job = asked(office, who)
    with office.transaction() as session:
        assert cancel(session, who, job, Press(0, "cancel", NOW)) is State.CANCELLED
    assert (worked(office), noted(office.store)) == (None, [])
    assert seen(office, who, job).job.ended == NOW


@pytest.mark.rule("IF-3")
def test_a_job_that_is_done_stays_done_whoever_cancels_it(office, who):
    job = asked(office, who)
    worked(office)
    with office.transaction() as session:
        assert cancel(session, who, job, Press(0, "cancel", NOW)) is State.DONE
    assert seen(office, who, job).answer == {"noted": SAID}


@pytest.mark.rule("RE-5")
def test_a_cancel_sent_again_under_its_key_has_the_answer_that_it_had(office, who):
    job = asked(office, who)
    for _ in range(2):
        with office.transaction() as session:
            assert cancel(session, who, job, Press(0, "cancel", NOW)) is State.CANCELLED
    other = asked(office, who, key="key-2")
    with pytest.raises(KeyReused), office.transaction() as session:
        cancel(session, who, other, Press(0, "cancel", NOW))


def test_a_job_that_ended_is_forgotten_after_its_days_and_one_that_waits_is_not(office, who):
    asked(office, who)
    worked(office)
    waiting = asked(office, who, key="key-2")
    kept = timedelta(days=load_store_policy().long_jobs.kept_days)
    assert "forget_jobs" not in run_due(office.store, NOW + kept - timedelta(seconds=1)).done
    assert run_due(office.store, NOW + kept).done["forget_jobs"] == 1
    assert listed(office, who) == [waiting]


def test_a_heart_beats_several_times_in_a_lease():
    assert 3 * NUMBERS.heartbeat_seconds <= NUMBERS.lease_seconds
