"""The work of `relocation serve`: requests, long work and what is due, in one process."""

import json
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Event, Thread
from types import FrameType
from typing import Any, NoReturn

import click
import uvicorn

from api.app import create_app
from api.door import Door, in_session
from api.inputs import refusing
from api.language import Language
from api.noticing import SECONDS_TO_END, noticing, outlets
from api.refusal import Complaint, Refused
from api.whole_store import whole_store
from relocation.errors import RelocationError, SettingRefused
from relocation.jobs.service import run_due
from relocation.long_jobs.worker import work_once
from relocation.settings import Settings
from relocation.store import Store

MINUTE, SECOND = 60, 1
MOST_AT_ONCE = 200
"""Connections; whoever comes beyond them is told to come again."""


def serve(**given: Any) -> None:
    """Serve until the process is ended; what was begun is finished first."""
    host, port = given["host"], given["port"]
    with refusing():
        origin = _origin(host, port)
    with _listening(host, port) as listener, whole_store() as store:
        door = Door(store, _now, in_session, origin)
        app = create_app(door, shows_description=_is_this_machine(host))
        server = uvicorn.Server(_config(app, host, port))
        if given["metrics_port"]:
            app.state.metrics.listen(given["metrics_port"])
        signal.signal(signal.SIGTERM, _end)
        with _beside(app, store, origin, no_jobs=given["no_jobs"]), suppress(KeyboardInterrupt):
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


def _config(app: Any, host: str, port: int) -> uvicorn.Config:
    _log_to_stderr()
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        forwarded_allow_ips=Settings().proxies,
        limit_concurrency=MOST_AT_ONCE,
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


@contextmanager
def _beside(app: Any, store: Store, origin: str, *, no_jobs: bool) -> Iterator[None]:
    """Long work, what is due and notices, in threads of their own, until the server has ended."""
    if no_jobs:
        yield
        return
    with refusing():
        out = outlets(Settings(), origin)
    ended = Event()
    threads = [
        Thread(target=_again_and_again, args=(work, store, ended, pause), daemon=True)
        for work, pause in ((_long_work, SECOND), (_due, MINUTE))
    ]
    for each in threads:
        each.start()
    try:
        with noticing(store, _now, out, app.state.metrics.note_notice):
            yield
    finally:
        ended.set()
        for each in threads:
            each.join(SECONDS_TO_END)


def _again_and_again(
    work: Callable[[Store], bool], store: Store, ended: Event, pause: float
) -> None:
    while not ended.is_set():
        is_more = False
        # What is away for a moment is asked again; what was begun is another's by then.
        with suppress(RelocationError):
            is_more = work(store)
        if not is_more:
            ended.wait(pause)


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
