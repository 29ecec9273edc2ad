"""The work of `relocation serve`: requests, long work and what is due, in one process."""

import json
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_address
from types import FrameType
from typing import Any, NoReturn

import click
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.beside import SECONDS_TO_END, Beside, Work
from api.connections import Connection
from api.crowd import turned_away
from api.door import Door, in_session
from api.inputs import refusing
from api.language import Language
from api.middleware import Around
from api.refusal import Complaint, Refused
from api.whole_store import whole_store
from relocation.errors import SettingRefused
from relocation.jobs.service import run_due
from relocation.long_jobs.worker import work_once
from relocation.settings import Settings
from relocation.store import Store
from relocation.store_policy import RequestNumbers, load_store_policy

MINUTE, SECOND = 60, 1


def serve(**given: Any) -> None:
    """Serve until the process is ended; what was begun is finished first."""
    host, port = given["host"], given["port"]
    with refusing():
        origin = _origin(host, port)
    with _listening(host, port) as listener, whole_store() as store:
        door = Door(store, _now, in_session, origin)
        app = create_app(door, shows_description=_is_this_machine(host))
        _log_to_stderr()
        server = uvicorn.Server(config_of(app, host, port, load_store_policy().requests))
        if given["metrics_port"]:
            app.state.metrics.listen(given["metrics_port"])
        signal.signal(signal.SIGTERM, _end)
        app.state.beside = Beside(_works(no_jobs=given["no_jobs"]), app.state.metrics)
        with app.state.beside.at_work(store), suppress(KeyboardInterrupt):
            _tell(origin, given)
            server.run(sockets=[listener])


def _tell(origin: str, given: dict[str, Any]) -> None:
    if given["json_out"]:
        click.echo(json.dumps({"address": origin}))
    else:
        click.echo(Language(given["tag"]).say("serve.at", address=origin))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError:
        rule = "this address cannot be listened on"
        remedy = "choose another, or end what listens there"
        raise Refused(Complaint("--port", rule, remedy)) from None
    with listener:
        yield listener


def config_of(app: FastAPI, host: str, port: int, numbers: RequestNumbers) -> uvicorn.Config:
    """How the server stands before the application: slow and too many connections end there."""
    full = Around(turned_away, app.state.metrics)
    connection: Any = partial(Connection, numbers=numbers, full=full)
    return uvicorn.Config(
        app,
        http=connection,
        ws="none",
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        forwarded_allow_ips=Settings().proxies,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )


def _log_to_stderr() -> None:
    """One line of JSON for each request; of the server itself only what is wrong."""
    lines = logging.StreamHandler(sys.stderr)
    requests = logging.getLogger("relocation.requests")
    requests.addHandler(lines)
    requests.setLevel(logging.INFO)
    requests.propagate = False
    # A fault within a request is told by its own line, which repeats nothing of it.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)


def _works(*, no_jobs: bool) -> tuple[Work, ...]:
    if no_jobs:
        return ()
    return Work("long_work", _long_work, SECOND), Work("due", _due, MINUTE)


def _long_work(store: Store) -> bool:
    return work_once(store, _now) is not None


def _due(store: Store) -> bool:
    run_due(store, _now())
    return False


def _origin(host: str, port: int) -> str:
    """What browsers reach it under.

    Raises:
        SettingRefused: it would be reached from other machines without TLS.
    """
    told = Settings().origin
    if not _is_this_machine(host) and not (told or "").startswith("https://"):
        rule = "not an https:// address, and the host is reached from other machines"
        raise SettingRefused("RELOCATION_ORIGIN", rule, "Give the address of the proxy before it.")
    return told or f"http://{host}:{port}"


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """What the server does last with a signal that ended it: as with Ctrl-C, it is no fault."""
    raise KeyboardInterrupt


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _now() -> datetime:
    return datetime.now(UTC)
