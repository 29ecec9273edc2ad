"""Connections that are slow, too many or no HTTP at all, at a real server; others are served."""

import json
import socket
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest
import uvicorn

from api.app import create_app
from api.doing.web import Standing
from api.door import Door
from api.rates import Rates
from tests.api.http.desk import ORIGIN, WIDE

SHORT = replace(WIDE, head_seconds=0.3, body_seconds=0.3, connections=8)
HEAD = b"POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
FINE = b"GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
TRIES = 600
"""Of a twentieth of a second."""


@contextmanager
def serving(desk, numbers):
    """A server in this process, by the same configuration as the command's; gives its port."""
    door = Door(desk.store, lambda: desk.now, desk._who, ORIGIN, Rates(WIDE))
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(door, numbers=numbers)
    server = uvicorn.Server(Standing(numbers, lambda: app, host="127.0.0.1", port=0))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        pause = Event()
        for _ in range(TRIES):
            if server.started:
                break
            pause.wait(0.05)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def opened(stack, port):
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))


def all_of(connection):
    """What comes until the server ends the connection."""
    found = b""
    try:
        while more := connection.recv(65_536):
            found += more
    except ConnectionResetError:
        return found
    return found


def answered(port, text):
    """Status, media type, body and whole text of the answer to one request."""
    with ExitStack() as stack:
        connection = opened(stack, port)
        connection.sendall(text)
        return parts(all_of(connection))


def parts(text):
    head, _, body = text.partition(b"\r\n\r\n")
    status, *headers = head.decode().split("\r\n")
    found = dict(line.lower().split(": ", 1) for line in headers)
    return int(status.split()[1]), found, json.loads(body)


@pytest.mark.slow
@pytest.mark.rule("RE-18")
def test_who_sends_the_head_of_a_request_too_slowly_is_cut_off_and_others_are_served(
    desk_on_sqlite,
):
    with serving(desk_on_sqlite, SHORT) as port, ExitStack() as stack:
        slow = [opened(stack, port) for _ in range(5)]
        for number, each in enumerate(slow):
            each.sendall(HEAD[: 1 + 9 * number])
        assert answered(port, FINE)[0] == 200
        assert [all_of(each) for each in slow] == [b""] * 5
        kept = opened(stack, port)
        kept.sendall(FINE.replace(b"connection: close\r\n", b"") + HEAD[:20])
        assert b'"live"' in all_of(kept)
        assert answered(port, FINE)[0] == 200


@pytest.mark.slow
@pytest.mark.rule("RE-18", "RE-14")
def test_who_sends_a_body_too_slowly_or_breaks_off_is_told_so_and_cut_off(desk_on_sqlite):
    with serving(desk_on_sqlite, SHORT) as port, ExitStack() as stack:
        for head, body in (
            (b"content-length: 100\r\n\r\n", b'{"name": "3102701234'),
            (b"transfer-encoding: chunked\r\n\r\n", b"5\r\n01017"),
        ):
            slow = opened(stack, port)
            slow.sendall(HEAD + head + body)
            assert answered(port, FINE)[0] == 200
            status, headers, told = parts(all_of(slow))
            assert (status, headers["connection"], told["type"]) == (
                408, "close", "/problems/too-slow",
            )  # fmt: skip
            assert "01017" not in str(told)
        gone = opened(stack, port)
        gone.sendall(HEAD + b"content-length: 100\r\n\r\n{")
        gone.close()
        assert answered(port, FINE)[0] == 200


@pytest.mark.slow
@pytest.mark.rule("RE-15")
def test_connections_beyond_the_number_are_told_to_come_again(desk_on_sqlite):
    patient = replace(SHORT, head_seconds=60)
    with serving(desk_on_sqlite, patient) as port, ExitStack() as stack:
        idle = [opened(stack, port) for _ in range(patient.connections)]
        for each in idle:
            each.sendall(HEAD[:30])
        status, headers, told = answered(port, FINE)
        assert (status, told["type"]) == (429, "/problems/too-many-requests")
        assert (headers["retry-after"], headers["content-type"]) == (
            "1", "application/problem+json",
        )  # fmt: skip
        for each in idle:
            each.close()
        pause = Event()
        for _ in range(TRIES):
            if answered(port, FINE)[0] == 200:
                break
            pause.wait(0.05)
        assert answered(port, FINE)[0] == 200


NO_REQUESTS = (
    b"3102701234\r\n\r\n",
    b"GET /3102701234 HTTP/9.9\r\n\r\n",
    b"GET /\xff3102701234 HTTP/1.1\r\nhost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\n3102701234\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 3102701234x\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"3102701234" * 20_000 + b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
)


@pytest.mark.slow
@pytest.mark.rule("RE-14")
def test_what_is_no_request_is_refused_without_repeating_it(desk_on_sqlite):
    with serving(desk_on_sqlite, SHORT) as port:
        for text in NO_REQUESTS:
            with ExitStack() as stack:
                odd = opened(stack, port)
                odd.sendall(text)
                came = all_of(odd)
            assert b"3102701234" not in came
            if came:
                status, headers, _ = parts(came)
                assert 400 <= status < 500
                assert headers["content-type"] == "application/problem+json"
            assert answered(port, FINE)[0] == 200
