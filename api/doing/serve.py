"""The work of `relocation serve`: requests, long work, what is due, and notices."""

import json
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

import click
from fastapi import FastAPI

from api.beside import Beside, Work
from api.doing.production import is_production, must_be_safe, must_serve_several, origin_of
from api.doing.web import Served, app_of, now, providers, serve_by_one, serve_by_several
from api.inputs import refusing
from api.language import Language
from api.metrics import Metrics, OfSeveral, note_notice
from api.noticing import noticing, outlets
from api.refusal import Complaint, Refused
from api.whole_store import whole_store
from relocation.jobs.service import run_due
from relocation.long_jobs.worker import work_once
from relocation.settings import Settings
from relocation.store import Store

MINUTE, SECOND = 60, 1


def serve(**given: Any) -> None:
    """Serve until the process is ended; what was begun is finished first."""
    host, port, workers = given["host"], given["port"], given["workers"]
    with refusing():
        origin, is_open = origin_of(host, port), is_production(host)
        must_serve_several(workers)
        providers()
    with listening(host, port) as listener, whole_store() as store:
        if is_open:
            must_be_safe(store)

        def tell() -> None:
            if given["json_out"]:
                click.echo(json.dumps({"address": origin}))
            else:
                click.echo(Language(given["tag"]).say("serve.at", address=origin))

        served = Served(origin, is_open, workers, given["metrics_port"])
        serve_at(listener, store, served, tell, no_jobs=given["no_jobs"])


def serve_at(
    listener: socket.socket,
    store: Store,
    served: Served,
    tell: Callable[[], None],
    *,
    no_jobs: bool = False,
) -> None:
    """Serve a store on an address that is listened on already, until the process is ended.

    Args:
        listener: of the address.
        store: for one process to answer from, and for long work and what is due.
        served: what is served, and how.
        tell: says that it is served; called when signals end it in order.
        no_jobs: whether long work and what is due are left to others.
    """
    signal.signal(signal.SIGTERM, _end)
    metrics = OfSeveral() if served.workers > 1 else Metrics()
    beside = Beside(_works(no_jobs=no_jobs), metrics)
    with (
        beside.at_work(store),
        _noticing(store, served.origin, no_jobs=no_jobs),
        suppress(KeyboardInterrupt),
    ):
        tell()
        if isinstance(metrics, OfSeveral):
            serve_by_several(listener, served, metrics)
        else:
            serve_by_one(listener, _app_of(store, served, metrics, beside), served)


def _app_of(store: Store, served: Served, metrics: Metrics, beside: Beside) -> FastAPI:
    app = app_of(store, served, metrics)
    app.state.beside = beside
    return app


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen on an address.

    Raises:
        Refused: it cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError:
        rule = "this address cannot be listened on"
        remedy = "choose another, or end what listens there"
        raise Refused(Complaint("--port", rule, remedy)) from None
    with listener:
        yield listener


@contextmanager
def _noticing(store: Store, origin: str, *, no_jobs: bool) -> Iterator[None]:
    """Tell systems and people that something waits for them, unless that is left to others."""
    if no_jobs:
        yield
        return
    with refusing():
        out = outlets(Settings(), origin)
    with noticing(store, now, out, note_notice):
        yield


def _works(*, no_jobs: bool) -> tuple[Work, ...]:
    if no_jobs:
        return ()
    return Work("long_work", _long_work, SECOND), Work("due", _due, MINUTE)


def _long_work(store: Store) -> bool:
    return work_once(store, now) is not None


def _due(store: Store) -> bool:
    run_due(store, now())
    return False


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """What the server does last with a signal that ended it: as with Ctrl-C, it is no fault."""
    raise KeyboardInterrupt
