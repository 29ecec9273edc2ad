"""Receivers on this machine: they note every word they get, and behave as a test wants."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Got:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self):
        return json.loads(self.body)

    @property
    def whole(self):
        return f"{self.path}\n{self.headers}\n{self.body.decode()}"


def takes(handler):
    handler.send_response(204)
    handler.end_headers()


def fails(handler):
    handler.send_response(500)
    handler.end_headers()


def redirects(handler):
    handler.send_response(307)
    handler.send_header("Location", handler.path + "-elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def hangs_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def says_no_end_of_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-More: more\r\n" * 1_000)


def says_one_endless_line(handler):
    handler.wfile.write(b"HTTP/1.1 200 " + b"O" * 1_000_000)


def answers_with_a_flood(handler):
    """It took the notice; what else it says nobody waits for."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        return


def is_silent(handler):
    handler.server.let_go.wait(60)


def drips(handler):
    """One letter after the other, each in time, and never an answer."""
    handler.wfile.write(b"HTTP/1.1 ")
    try:
        while not handler.server.let_go.wait(0.05):
            handler.wfile.write(b"2")
    except OSError:
        return


@dataclass
class Receiver:
    """A server of its own thread.

    Attributes:
        behave: what it does with the next requests.
        let_go: ends whatever is silent or drips.
    """

    address: str
    got: list[Got] = field(default_factory=list)
    behave: Callable[[Any], None] = takes
    let_go: Event = field(default_factory=Event)
    asked: Event = field(default_factory=Event)

    def is_signed(self, secret, at=-1):
        """Whether a request carries a signature by this secret: a few lines of anybody's own."""
        got = self.got[at]
        signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode()
        key = base64.b64decode(secret.removeprefix("whsec_"))
        wanted = base64.b64encode(hmac.new(key, signed + got.body, hashlib.sha256).digest())
        return f"v1,{wanted.decode()}" in got.headers["webhook-signature"].split()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.got.append(Got(self.path, headers, body))
        receiver.asked.set()
        self.close_connection = True
        receiver.behave(self)

    def log_message(self, *_):
        """Nothing: a line would be a test's output."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A sender that hangs up early is what is tried here."""


@contextmanager
def receiving(tls: ssl.SSLContext | None = None):
    """A receiver, until the block ends."""
    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "http" if tls is None else "https"
    receiver = Receiver(f"{scheme}://127.0.0.1:{server.server_port}/in")
    server.receiver, server.let_go = receiver, receiver.let_go
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
