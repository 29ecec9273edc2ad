"""`relocation serve`: a real process that answers, works, and ends when it is told."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event

import pytest

from api.exit_codes import ExitCode
from relocation.database import open_database
from relocation.schema import upgrade
from tests.api.conftest import ROOT, run
from tests.relocation.keys.places import Place

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("settings")]
START = "from api.cli import main; main()"
EVERYWHERE = "0.0.0.0"  # noqa: S104
TRIES = 300
"""Of a tenth of a second: a machine that is busy starts it slowly."""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A store with its tables and keys, named by the settings."""
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    place.create()
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    monkeypatch.setenv("RELOCATION_LANGUAGE", "en")
    return monkeypatch


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def asked(port, path):
    """Status and text; None where nobody listens yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return None
    finally:
        connection.close()


@contextmanager
def served(*words):
    """A server of its own; ended by its id, whatever happens."""
    port, pause = free_port(), Event()
    command = [sys.executable, "-c", START, "serve", "--port", str(port), *words]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        for _ in range(TRIES):
            if process.poll() is not None or asked(port, "/health/live"):
                break
            pause.wait(0.1)
        yield port, process
    finally:
        process.kill()
        process.communicate()


def ended(process, by):
    process.send_signal(by)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.rule("IF-6", "IF-5")
def test_a_server_answers_tells_its_figures_and_ends_when_it_is_told():
    figures = free_port()
    with served("--metrics-port", str(figures)) as (port, process):
        assert asked(port, "/health/ready") == (200, '{"status":"ready"}')
        assert asked(port, "/api/v1/cases?name=0101701234")[0] == 401
        assert asked(port, "/api/v1/openapi.json")[0] == 200
        assert 'route="/cases",status="401"' in asked(figures, "/metrics")[1]
        code, out, err = ended(process, signal.SIGTERM)
    assert (code, out) == (0, f"Serving at http://127.0.0.1:{port}. Ctrl-C ends it.\n")
    lines = [json.loads(line) for line in err.splitlines()]
    assert {"request_id", "method", "route", "status", "milliseconds"} == lines[-1].keys()
    assert "0101701234" not in err


@pytest.mark.rule("IF-6")
def test_ctrl_c_ends_a_server_as_it_should():
    with served("--no-jobs", "--json") as (port, process):
        code, out, _ = ended(process, signal.SIGINT)
    assert (code, json.loads(out)) == (0, {"address": f"http://127.0.0.1:{port}"})


@pytest.mark.rule("SE-19")
def test_it_serves_other_machines_only_behind_tls_and_then_without_its_description(settings):
    for origin in ("", "http://relocation.test"):
        settings.setenv("RELOCATION_ORIGIN", origin)
        refused = run("serve", "--host", EVERYWHERE)
        assert refused.exit_code == ExitCode.BAD_INPUT
        assert "RELOCATION_ORIGIN" in refused.output
    settings.setenv("RELOCATION_ORIGIN", "https://relocation.test")
    with served("--host", EVERYWHERE, "--no-jobs") as (port, _):
        assert asked(port, "/api/v1/openapi.json")[0] == 404


@pytest.mark.rule("IF-6")
def test_a_port_that_is_taken_is_refused_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--port", str(taken.getsockname()[1]), "--no-jobs")
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert "cannot be listened on" in refused.output
