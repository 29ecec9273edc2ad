"""Which refusals a route can answer with, read off what it takes: the description names no other.

A test brings each of them about on each route that names it, and finds no other anywhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any

CREDENTIALS = {"authorization", "x-csrf-token", "x-on-behalf-of", "idempotency-key", "if-match"}
"""Headers of which any text is taken; what does not hold of them has a status of its own."""
BODY = {"POST", "PUT", "PATCH"}
SAFE = {"GET", "HEAD"}
ALWAYS = frozenset({"429", "503"})
FOR_ALL = {
    "GET /cases",
    "GET /jobs",
    "GET /notices/mail",
    "GET /organisations",
    "GET /overdue",
    "GET /policies/{name}",
    "GET /session",
    "GET /session/outside",
    "GET /statistics",
    "POST /cases",
    "POST /session",
    "POST /session/passwords",
    "POST /session/step-ups",
    "POST /enrolments",
    "POST /enrolments/confirmations",
    "PUT /notices/mail",
    "DELETE /session",
}
"""Routes that answer everybody who may ask at all: nothing behind them is another's."""
COME_BACK = {"/session/outside/{provider}"}
"""Ways in that a browser is sent to, so that they read."""
BY_PARAMETER = {("/cases", "cursor"), ("/cases/{case}/documents", "purpose")}
"""Parameters, by the routes that read, which can be refused as a header is."""
NEVER: Mapping[str, frozenset[str]] = {
    "POST /cases/{case}/safety-assessments": frozenset({"409"}),
    "POST /cases/{case}/colleagues": frozenset({"409"}),
    "GET /session/outside": frozenset({"503"}),
    "POST /session/outside/{provider}": frozenset({"401"}),
}
"""What a route does not answer although it takes what would let it.

News of danger is taken at any stage, and so is a colleague; who does not fit is told with 422.
Providers are named from memory, and whoever leaves for one is nobody yet.
"""


def statuses_of(method: str, path: str, operation: Mapping[str, Any]) -> frozenset[str]:
    """The statuses of refusals of one route.

    Args:
        method: in capitals.
        path: below the interface's prefix.
        operation: as FastAPI describes it.
    """
    names = {each["name"] for each in operation.get("parameters", ())}
    found = {*ALWAYS, *_of_who_asks(method, path, names), *_of_what_is_sent(method, path, names)}
    if "requestBody" in operation and "application/json" in operation["requestBody"]["content"]:
        found.add("422")
    return frozenset(found - NEVER.get(f"{method} {path}", frozenset()))


def _of_who_asks(method: str, path: str, names: set[str]) -> Iterator[str]:
    is_way_in = "authorization" not in names and (method in BODY or path in COME_BACK)
    if "authorization" in names or is_way_in:
        yield "401"
    if "authorization" in names and method not in SAFE:
        yield "403"
    if f"{method} {path}" not in FOR_ALL:
        yield "404"


def _of_what_is_sent(method: str, path: str, names: set[str]) -> Iterator[str]:
    if method in BODY:
        yield from ("400", "408", "413", "415")
    if any((path, name) in BY_PARAMETER for name in names):
        yield "400"
    if "if-match" in names:
        yield from ("409", "412", "428")
    if names - CREDENTIALS:
        yield "422"
