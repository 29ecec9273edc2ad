"""Several processes answer on one address over PostgreSQL; one that is killed is replaced."""

import os
import signal
from pathlib import Path
from threading import Event

import pytest

from api.exit_codes import ExitCode
from tests.api.serving import TRIES, asked, ended, free_port, named_by_settings, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("empty_store", ["postgresql"], indirect=True),
]


@pytest.fixture(autouse=True)
def settings(empty_store, tmp_path, monkeypatch):
    named_by_settings(monkeypatch, tmp_path, empty_store.url)


def answering(process):
    """The ids of the processes that answer: the supervisor's children that were spawned."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(each) for each in children if b"spawn_main" in words_of(each)]


def words_of(process):
    """What a process was started with; nothing where it is gone by now."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def until(holds):
    for _ in range(TRIES):
        if holds():
            return True
        Event().wait(0.1)  # nobody sets it: a clock is not asked
    return False


@pytest.mark.rule("IF-9")
def test_several_processes_answer_one_is_killed_and_replaced_and_all_are_counted_together():
    figures = free_port()
    with served("--workers", "2", "--metrics-port", str(figures)) as (port, process):
        assert until(lambda: len(answering(process)) == 2)
        first = answering(process)
        os.kill(first[0], signal.SIGKILL)
        assert until(lambda: first[0] not in answering(process) and len(answering(process)) == 2)
        for _ in range(20):
            assert until(lambda: asked(port, "/health/ready") == (200, '{"status":"ready"}'))
        assert asked(port, "/api/v1/cases")[0] == 401
        # It is counted when the answer is out, and that is seen a moment later.
        counted = 'route="/cases",status="401"} 1.0'
        assert until(lambda: counted in asked(figures, "/metrics")[1])
        code, _, err = ended(process, signal.SIGTERM)
    assert (code, "Traceback" in err) == (ExitCode.DONE, False)
