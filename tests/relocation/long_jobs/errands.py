"""Kinds of long job for tests: what one did is noted in a table of its own, once under its key."""

import os
import signal
from dataclasses import replace
from threading import Event

from sqlalchemy import text

from relocation.errors import NotFound
from relocation.long_jobs.kind import Kind
from relocation.long_jobs.model import Code, Failed
from relocation.long_jobs.service import ask, job_of
from relocation.long_jobs.worker import work_once
from relocation.proceedings.model import Press
from relocation.store_policy import load_store_policy
from relocation.transition import act_once
from tests.relocation.desk import NOW

NUMBERS = load_store_policy().long_jobs
QUICK = replace(NUMBERS, heartbeat_seconds=0.01)
"""The same with a heart that beats so often that a test need not wait for it."""
TIRELESS = replace(NUMBERS, attempts=1000)
MADE = "CREATE TABLE errands (key TEXT PRIMARY KEY, said TEXT)"
NOTE = "INSERT INTO errands VALUES (:key, :said)"
SAID = "Wolfgang in Esbjerg"
NOT_YET = 1000
"""Looks at something that happens within a moment."""


def everybody(_session, _actor, _given, _now):
    """Whoever asks may ask."""


def nobody(_session, _actor, _given, _now):
    raise NotFound


def whole(_session, _actor, answer, _now):
    return answer


def kind(run, demand=everybody, name="errand"):
    return Kind(name, demand, run, whole)


def note(store, actor, running):
    """Notes what was given; acts once under its key, as every kind must."""

    def act():
        session.execute(text(NOTE), {"key": running.key, "said": str(running.given)})
        return {"noted": running.given}

    with store.transaction() as session:
        return act_once(session, actor, Press(0, running.key, running.now), ("note",), act)


def note_plainly(store, _actor, running):
    """The same without asking whether it was done before: twice is an error."""
    with store.transaction() as session:
        session.execute(text(NOTE), {"key": running.key, "said": str(running.given)})


def die(_store, _actor, _running):
    os.kill(os.getpid(), signal.SIGKILL)


def fails(code, **how):
    def run(_store, _actor, _running):
        raise Failed(code, **how)

    return run


def until_stopped(before=None):
    """Works until it must stop; first it does something."""

    def run(_store, _actor, running):
        if before is not None:
            before(running)
        wait_for(running.must_stop)
        raise Failed(Code.NOT_REPEATABLE)

    return run


def wait_for(is_so):
    """Waits until something is so, by no clock."""
    pause = Event()
    for _ in range(NOT_YET):
        if is_so():
            return
        pause.wait(0.01)
    raise AssertionError("it never came so")


ERRAND = kind(note)


def made(store):
    """The table of what was noted."""
    with store.database.begin() as connection:
        connection.execute(text(MADE))


def noted(store):
    with store.database.begin() as connection:
        return [said for (said,) in connection.execute(text("SELECT said FROM errands"))]


def asked(desk, who, given=SAID, *, kind=ERRAND, key="key-1", now=NOW):
    with desk.store.transaction() as session:
        return ask(session, who, kind, given, Press(0, key, now))


def worked(desk, *kinds, now=NOW, numbers=NUMBERS):
    return work_once(desk.store, lambda: now, kinds=kinds or (ERRAND,), numbers=numbers)


def seen(desk, who, job, now=NOW):
    with desk.store.transaction() as session:
        return job_of(session, who, job, now, kinds=(ERRAND,))


def state(desk, who, job):
    found = seen(desk, who, job).job
    return found.state, found.code
