"""A real server that dies at any moment, and a client that presses on over HTTP.

What was acknowledged is what the client had as an answer; what it had none to it presses once more
on the next server, under the same key.
"""

import logging
import os
import signal
import socket
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from multiprocessing import Value
from random import Random
from threading import Timer
from traceback import print_exc
from typing import Any

import httpx2 as httpx
import uvicorn
from pydantic import TypeAdapter
from sqlalchemy import Engine

from api.door import Door
from relocation.actor import Actor, Assurance
from relocation.signing_in.model import SignedIn, Source
from relocation.store import Store
from tests.api.http.desk import HttpDesk, the_app
from tests.relocation.casework.desk import MONDAY, by_name
from tests.relocation.casework.killing import Killed
from tests.relocation.casework.pressing_on import press, ready, row_of, version_of
from tests.relocation.keys.places import Place
from tests.store import engine_of

ACTOR = TypeAdapter(Actor)
HERE = "127.0.0.1"
LONGEST = 60
"""Seconds that the client waits; a server that is killed hangs up at once."""


@dataclass
class NetDesk(HttpDesk):
    """A desk whose presses go over a network; the token says who presses."""

    port: int = 0

    @cached_property
    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"http://{HERE}:{self.port}", timeout=LONGEST)

    def signed_in(self, who, assurance=Assurance.STEPPED_UP):
        shown = ACTOR.dump_json(replace(who, assurance=assurance))
        return {"Authorization": f"Bearer {urlsafe_b64encode(shown).decode()}"}


def who_shows(_store: Store, token: str, now: datetime) -> SignedIn:
    """Whoever the token of such a desk names."""
    actor = ACTOR.validate_json(urlsafe_b64decode(token))
    return SignedIn(
        id=token, actor=actor, source=Source.LOCAL, begun=now, ends=now, stepped_up_until=None
    )


@dataclass
class KilledServer(Killed):
    """As a process that presses by itself, with the wire between."""

    clock: Any = field(default_factory=lambda: Value("d", 0.0))

    def work(self, prepare: Callable[[Engine], None], killing: Random | None = None) -> int:
        """Serve, press on until the server is gone or all is pressed, and give its exit code."""
        ready(self.desk, len(self.answers) + self.at_most)
        self.desk.store.database.dispose()
        listener = socket.create_server((HERE, 0))
        child = os.fork()
        if not child:
            self._serve(listener, prepare)
        port = listener.getsockname()[1]
        listener.close()
        desk = NetDesk(self.desk.store, port=port)
        with desk.client:
            self._press_on(desk, child, killing)
        os.kill(child, signal.SIGTERM)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return 0 if code == -signal.SIGTERM else code

    def _press_on(self, desk: NetDesk, child: int, random: Random | None) -> None:
        start = len(self.answers)
        killed_at = start + random.randrange(3) if random else None
        for number in range(start, start + self.at_most):
            row = row_of(desk, number)
            if self.pending is None:
                self.pending = version_of(desk, number, row)
            self.clock.value = (MONDAY + timedelta(seconds=number)).timestamp()
            in_time = random.random() / 20 if random and number == killed_at else None
            try:
                with killed_within(child, in_time):
                    answer = press(desk, number, self.pending, row)
            except httpx.TransportError:
                return
            self.answers.append(answer)
            self.seen.append(self.pending)
            self.pending = None

    def _serve(self, listener: socket.socket, prepare: Callable[[Engine], None]) -> None:
        """Answer as a process of its own; never returns."""
        code = 1
        try:
            logging.disable(logging.CRITICAL)
            url = self.desk.store.database.url.render_as_string(hide_password=False)
            engine = engine_of(url)
            store = Store(engine, Place(self.keys).open(), by_name)
            prepare(engine)
            app = the_app()
            app.state.door = Door(store, self._now, who_shows)
            config = uvicorn.Config(app, log_config=None, access_log=False)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listener])
            code = 0
        except BaseException:
            print_exc()
            raise
        finally:
            os._exit(code)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.value, UTC)


@contextmanager
def killed_within(process: int, seconds: float | None) -> Iterator[None]:
    """Kill a process after so long, unless what is done meanwhile is done before."""
    timer = Timer(seconds or 0, os.kill, (process, signal.SIGKILL))
    if seconds is not None:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if seconds is not None:
            timer.join()
