"""A real `relocation serve` of its own process, and what it is asked."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from threading import Event

from relocation.database import open_database
from relocation.schema import upgrade
from tests.api.conftest import ROOT
from tests.relocation.keys.places import Place

START = "from api.cli import main; main()"
TRIES = 300
"""Of a tenth of a second: a machine that is busy starts it slowly."""


def named_by_settings(monkeypatch, folder, url):
    """A store with its tables and keys, named by the settings."""
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    place.create()
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    monkeypatch.setenv("RELOCATION_LANGUAGE", "en")
    return place


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def asked(port, path, method="GET", body=None):
    """Status and text; None where nobody listens yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    sent = None if body is None else json.dumps(body)
    try:
        connection.request(method, path, sent, {"Content-Type": "application/json"})
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
        command,
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        for _ in range(TRIES):
            if process.poll() is not None or asked(port, "/health/live"):
                break
            pause.wait(0.1)
        yield port, process
    finally:
        # Those that it started hold its pipes open, and would outlive it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ended(process, by):
    process.send_signal(by)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def until_answered(port, method, path, body):
    """Ask until somebody listens; None where nobody does in the end."""
    for _ in range(TRIES):
        answer = asked(port, path, method, body)
        if answer:
            return answer
        Event().wait(0.1)  # nobody sets it: a clock is not asked
    return None
