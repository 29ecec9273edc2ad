"""One connection of the server: what is slow is ended, what is too much turned away."""

from asyncio import TimerHandle, Transport
from typing import Any

import h11
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from api import problems
from relocation.store_policy import RequestNumbers


class Connection(H11Protocol):
    """As uvicorn's own, with a limit on how long the head of a request may take.

    uvicorn limits only how long a connection rests between two requests: whoever sends a head byte
    by byte would hold it for ever. How long a body may take, `api.bodies` sees to.
    """

    def __init__(self, *given: Any, numbers: RequestNumbers, full: ASGIApp, **how: Any) -> None:
        """Know the limits.

        Args:
            given: what uvicorn gives.
            numbers: how many connections, and how slow.
            full: answers instead of the application where there are too many.
            how: what uvicorn gives by name.
        """
        super().__init__(*given, **how)
        self._numbers, self._full = numbers, full
        self._waits: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        if len(self.connections) > self._numbers.connections:
            self.app = self._full
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on where a head is not whole yet, and no longer where it is."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._waits is None and not self.transport.is_closing():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request at all as every other refusal is answered."""
        del msg
        problem = problems.titled(problems.BAD_REQUEST)
        body = problem.model_dump_json(exclude_defaults=True).encode()
        headers = [
            (b"content-type", problems.MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            start = h11.Response(status_code=problem.status, headers=headers)
            for event in (start, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._waits = self.loop.call_later(self._numbers.head_seconds, self._end)

    def _wait_no_more(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _end(self) -> None:
        """Nothing is answered: whoever was that slow may not be listening either."""
        self._waits = None
        if self.conn.their_state is h11.IDLE:
            self.transport.close()
