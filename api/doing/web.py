"""The web server: in this process, or in several that share one address and one supervisor."""

import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.beside import SECONDS_TO_END
from api.connections import Connection
from api.crowd import turned_away
from api.door import Door, in_session
from api.key_store import open_keys
from api.metrics import COUNTED_IN, Metrics, OfSeveral
from api.middleware import Around
from api.outside.known import known
from relocation.database import open_database
from relocation.deadlines.working_days import civil_day
from relocation.people.acting import person_of
from relocation.settings import Settings
from relocation.signing_in.provider_file import read_providers
from relocation.signing_in.providers import Provider
from relocation.store import Store
from relocation.store_policy import RequestNumbers, load_store_policy

SECONDS_TO_ANSWER = 30
"""A process that does not tell within them that it lives is replaced: it may be hard at work."""


@dataclass(frozen=True, slots=True)
class Served:
    """What is served, and how.

    Attributes:
        origin: what browsers reach it under.
        is_production: whether others than this machine reach it; then it does not describe itself.
        workers: how many processes answer.
        metrics_port: of the page of figures, on this machine alone; None for no such page.
    """

    origin: str
    is_production: bool
    workers: int = 1
    metrics_port: int | None = None


class Standing(uvicorn.Config):
    """How a server stands before its application: slow and too many connections end there.

    The application is made where it is served, since no process can be handed another's.
    """

    def __init__(self, numbers: RequestNumbers, make: Callable[[], FastAPI], **more: Any) -> None:
        """Take what makes the application; several processes are handed what can be written."""
        self._numbers, self._make = numbers, make
        super().__init__(
            make,
            factory=True,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            forwarded_allow_ips=Settings().proxies,
            timeout_graceful_shutdown=SECONDS_TO_END,
            timeout_worker_healthcheck=SECONDS_TO_ANSWER,
            **more,
        )

    def load(self) -> None:
        """Make the application, and let those past what it can take be turned away."""
        app = self._make()
        full = Around(turned_away, app.state.metrics)
        self.app, self.factory = app, False
        self.http = partial(Connection, numbers=self._numbers, full=full)  # type: ignore[assignment]
        super().load()
        leave_out_of_collecting()


def leave_out_of_collecting() -> None:
    """Let what stays as long as the process be gone through no more, whenever memory is cleared.

    A round makes objects by the hundred thousand: each time, all that was loaded would be looked
    at again.
    """
    gc.collect()
    gc.freeze()


def serve_by_one(listener: socket.socket, app: FastAPI, served: Served) -> None:
    """Answer in this process until it is ended."""
    log_to_stderr()
    if served.metrics_port:
        app.state.metrics.listen(served.metrics_port)
    uvicorn.Server(Standing(_numbers(), lambda: app)).run(sockets=[listener])


def serve_by_several(listener: socket.socket, served: Served, metrics: OfSeveral) -> None:
    """Answer in processes of their own; one that died is replaced, until this one is ended."""
    # What the supervisor says of its processes is for whoever watches them with other tools.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    config = Standing(_numbers(), partial(application, served), workers=served.workers)
    with _counted_together(served.metrics_port, metrics):
        Multiprocess(config, sockets=[listener]).run()


def application(served: Served) -> FastAPI:
    """The application of one process among several, over a store that it opens itself.

    Raises:
        KeysRefused: the key store cannot be opened any more.
    """
    log_to_stderr()
    store = Store(open_database(Settings().database), open_keys(), person_of)
    return app_of(store, served, Metrics())


def app_of(store: Store, served: Served, metrics: Metrics) -> FastAPI:
    """The application over a store."""
    outside = known(providers(), served.origin)
    door = Door(store, now, in_session, served.origin, outside=outside)
    return create_app(door, shows_description=not served.is_production, metrics=metrics)


def providers() -> Iterable[Provider]:
    """The organisations' own providers.

    Raises:
        SettingRefused: the operator's file of them does not hold.
    """
    file = Settings().providers
    return () if file is None else read_providers(file, civil_day(now())).values()


def log_to_stderr() -> None:
    """One line of JSON for each request; of the server itself only what is wrong."""
    lines = logging.StreamHandler(sys.stderr)
    requests = logging.getLogger("relocation.requests")
    requests.addHandler(lines)
    requests.setLevel(logging.INFO)
    requests.propagate = False
    # A fault within a request is told by its own line, which repeats nothing of it.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)


def now() -> datetime:
    """What the machine's clock says."""
    return datetime.now(UTC)


def _numbers() -> RequestNumbers:
    return load_store_policy().requests


@contextmanager
def _counted_together(port: int | None, metrics: OfSeveral) -> Iterator[None]:
    """One page for what all processes count: each writes into a folder, which goes in the end."""
    if port is None:
        yield
        return
    with TemporaryDirectory() as folder:
        os.environ[COUNTED_IN] = folder
        metrics.listen(folder, port)
        yield
