"""Around every request: an id, one line of log by an allow-list, and closed headers."""

import json
import logging
from collections.abc import Iterator
from time import perf_counter
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.rates import Standing

LOG = logging.getLogger("relocation.requests")
"""One line of JSON for each request: nothing of it that a caller chose but the method."""
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Around:
    """Gives each request an id, closes its answer's headers, and logs what came of it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["request_id"], began, status = uuid4().hex, perf_counter(), 500

        async def closed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = (b"x-request-id", scope["request_id"].encode())
                message["headers"] = [*message["headers"], own, *HEADERS, *_allowance(scope)]
            await send(message)

        try:
            await self.app(scope, receive, closed)
        finally:
            self._note(scope, status, perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        # The pattern and not the path: a handle is no secret, and still nobody's but its readers'.
        route = getattr(scope.get("route"), "path", None)
        self.metrics.note(method, route, status, seconds)
        line = {
            "request_id": scope["request_id"],
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000),
        }
        LOG.info(json.dumps(line))


def _allowance(scope: Scope) -> Iterator[tuple[bytes, bytes]]:
    """What whoever asks may still send, where it draws to its end."""
    standing: Standing | None = scope.get("standing")
    if standing is not None and standing.is_worth_telling:
        for name, value in standing.headers.items():
            yield name.lower().encode(), value.encode()
