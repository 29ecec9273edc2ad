"""Asks an application in process and byte by byte: no client tidies up what is sent."""

import asyncio
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote


@dataclass(frozen=True)
class Sent:
    """One request as it would stand on the wire.

    Attributes:
        route: method and pattern of the operation that it is meant for.
        path: percent-encoded, without the query.
        headers: names in small letters.
        is_slow: its body never comes.
        is_cut_off: the connection ends before its body does.
    """

    route: str
    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    address: str = "192.0.2.1"
    is_slow: bool = False
    is_cut_off: bool = False

    @property
    def scope(self):
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "server": ("relocation.test", 443),
            "client": (self.address, 50_000),
            "scheme": "https",
            "method": self.method,
            "root_path": "",
            "path": unquote(self.path),
            "raw_path": self.path.encode(),
            "query_string": self.query.encode(),
            "headers": [(b"host", b"relocation.test"), *self.headers],
            "state": {},
        }


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @cached_property
    def header(self):
        return {name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in self.headers}  # fmt: skip

    @property
    def whole(self):
        """All of it as one text: what must repeat nothing."""
        told = "\n".join(f"{name}: {value}" for name, value in self.header.items())
        return f"{told}\n\n{self.body.decode('utf-8', 'replace')}"


class Asked:
    """An application behind one loop, asked again and again."""

    def __init__(self, app):
        self.app, self._runner = app, asyncio.Runner()

    def __enter__(self):
        self._runner.__enter__()
        return self

    def __exit__(self, *how):
        self._runner.__exit__(*how)

    def ask(self, sent):
        return self._runner.run(answered(self.app, sent))


async def answered(app, sent):
    """One request, its body in one piece."""
    waiting, told = [{"type": "http.request", "body": sent.body, "more_body": sent.is_cut_off}], []

    async def receive():
        if sent.is_slow:
            await asyncio.Event().wait()
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message):
        told.append(message)

    await app(sent.scope, receive, send)
    start = told[0]
    body = b"".join(each.get("body", b"") for each in told[1:])
    return Answer(start["status"], tuple(map(tuple, start["headers"])), body)
