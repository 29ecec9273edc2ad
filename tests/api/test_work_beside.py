"""Work beside the requests goes on whatever it meets, and until it goes well it is told."""

import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest
from fastapi.testclient import TestClient

from api.beside import LONGEST_PAUSE, Beside, Work
from api.metrics import Metrics
from relocation.errors import StoreRefused
from tests.api.http.desk import HttpDesk, the_app
from tests.api.test_serve import asked, free_port, served, settings

TRIES = 600
"""Of a tenth of a second: a machine that is busy is slow."""
CANARY = "3102701234-canary"


class Errand:
    """Fails in turn as it is told, then goes well."""

    def __init__(self, *faults):
        self.faults, self.failed, self.went_well = list(faults), Event(), Event()

    def __call__(self, _store):
        if self.faults:
            self.failed.set()
            raise self.faults.pop(0)
        self.went_well.set()
        return False


def figures(metrics):
    return TestClient(metrics.app()).get("/").text


@pytest.mark.rule("IF-5")
def test_after_a_fault_that_nobody_foresaw_the_work_goes_on_and_no_word_of_it_is_logged(caplog):
    errand, metrics = Errand(ZeroDivisionError(CANARY), StoreRefused("away\nSoon.")), Metrics()
    beside = Beside([Work("errand", errand, 0.01)], metrics)
    with beside.at_work(None):
        assert errand.went_well.wait(60)
        assert beside.is_whole
    told = figures(metrics)
    assert 'relocation_work_failures_total{work="errand"} 2.0' in told
    assert 'relocation_work_failing{work="errand"} 0.0' in told
    assert ("ZeroDivisionError" in caplog.text, CANARY in caplog.text) == (True, False)


@pytest.mark.rule("IF-5")
def test_what_fails_is_told_as_failing_until_it_goes_well():
    work = Work("errand", Errand(ZeroDivisionError()), 1)
    beside = Beside([work], Metrics())
    assert (beside.failing, beside.is_whole) == ([], True)
    assert beside._tried(work, None) is False
    assert beside.failing == ["errand"]
    assert beside._tried(work, None) is False
    assert beside.failing == []


def test_the_pause_grows_up_to_a_minute_and_a_longer_one_of_its_own_stays():
    often, seldom = Work("often", Errand(), 1), Work("seldom", Errand(), 3_600)
    pauses = []
    for each in (often, seldom):
        for failures in (0, 1, 2, 99):
            each.failures = failures
            pauses.append(each.next_pause)
    assert pauses == [1, 2, 4, LONGEST_PAUSE, 3_600, 3_600, 3_600, 3_600]


@pytest.mark.rule("IF-5")
def test_a_thread_that_died_all_the_same_makes_the_server_not_ready(whole_store):
    dead = Thread(target=Event)
    dead.start()
    dead.join()
    work = Work("errand", Errand(), 1, thread=dead)
    app = the_app()
    app.state.beside = Beside([work], Metrics())
    try:
        answer = HttpDesk(whole_store).client.get("/health/ready")
    finally:
        app.state.beside = None
    assert (answer.status_code, answer.json()) == (
        503, {"status": "not ready", "failing": ["errand"]},
    )  # fmt: skip


def told_until(port, wanted):
    """What readiness says, once it says what is waited for."""
    pause = Event()
    for _ in range(TRIES):
        answer = asked(port, "/health/ready")
        if answer == wanted:
            return answer
        pause.wait(0.1)
    return answer


@pytest.mark.slow
@pytest.mark.rule("IF-5", "IF-3")
@pytest.mark.usefixtures("settings")
def test_a_server_whose_long_work_meets_a_fault_says_so_and_recovers(tmp_path):
    figures_at = free_port()

    def run(statement):
        with closing(sqlite3.connect(tmp_path / "store.sqlite")) as database:
            database.execute(statement)

    with served("--metrics-port", str(figures_at)) as (port, process):
        assert asked(port, "/health/ready") == (200, '{"status":"ready"}')
        run("ALTER TABLE long_jobs RENAME TO long_jobs_away")
        failing = (200, '{"status":"ready","failing":["long_work"]}')
        assert told_until(port, failing) == failing
        assert 'relocation_work_failing{work="long_work"} 1.0' in asked(figures_at, "/metrics")[1]
        assert asked(port, "/api/v1/cases")[0] == 401
        run("ALTER TABLE long_jobs_away RENAME TO long_jobs")
        assert told_until(port, (200, '{"status":"ready"}')) == (200, '{"status":"ready"}')
        assert process.poll() is None


__all__ = ["settings"]
