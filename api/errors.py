"""Turns whatever goes wrong in a request into a problem; the one place that catches all of it."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from traceback import extract_tb
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.problems import Fault, Kind, Problem
from api.rates import TooMany
from relocation.errors import QuotaReached, RelocationError, Throttled, TooManyWaiting

LOG = logging.getLogger("relocation.requests")
MOST_FAULTS, DEPTH = 100, 6
"""Told of one body; and places in the program that a fault is told with."""
UNKNOWN_KEYS = {"extra_forbidden", "unexpected_keyword_argument"}
"""Here the last part of the place is a word of the caller's own, and is not told back."""
ANY = "*"
PARTS = {"path", "query", "header", "cookie"}
HTTP: dict[int, Kind] = {
    404: problems.NOT_FOUND,
    405: Kind(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "No such method here"),
    413: problems.TOO_LARGE,
}


def take_over(app: FastAPI) -> None:
    """Let every error of an app be answered from here."""
    app.add_exception_handler(RelocationError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Caught)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as it goes out, with the request's id."""
    problem.request_id = request.scope.get("request_id", "")
    text = problem.model_dump_json(exclude_defaults=True)
    sent = {"Content-Type": problems.MEDIA_TYPE, **(headers or {})}
    return Response(text, problem.status, sent)


def _refused(request: Request, error: Exception) -> Response:
    problem, headers = problems.problem_of(cast(RelocationError, error)), {}
    if isinstance(error, problems.NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooMany) and error.standing is not None:
        request.scope["standing"] = error.standing
    if isinstance(error, Throttled | TooMany | TooManyWaiting):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, QuotaReached):
        headers["Retry-After"] = str(24 * 3600)
    return answer(request, problem, headers)


def _invalid(request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error).errors()
    if any(each["type"] == "json_invalid" for each in found):
        problem = problems.titled(problems.BAD_REQUEST)
        problem.next = "Send JSON, encoded as UTF-8."
        return answer(request, problem)
    problem = problems.titled(problems.INVALID)
    problem.detail = f"{len(found)} fault(s)"
    problem.errors = list(_faults(found, names_in(request.app)))[:MOST_FAULTS]
    problem.next = "Correct what the pointers name; the schema stands in the API's description."
    return answer(request, problem)


def _http(request: Request, error: Exception) -> Response:
    raised = cast(HTTPException, error)
    problem = problems.titled(HTTP.get(raised.status_code, problems.BAD_REQUEST))
    allowed = dict(raised.headers or {})
    return answer(request, problem, {k: v for k, v in allowed.items() if k.lower() == "allow"})


class Caught:
    """Answers what nobody foresaw as a fault in here; where it happened is logged, and no word."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as fault:
            _tell(fault, scope.get("request_id", ""))
            if not begun and scope["type"] == "http":
                broken = answer(Request(scope), problems.titled(problems.BROKEN))
                await broken(scope, receive, send)


class Unforeseen(RelocationError):
    """Something went wrong in here that nobody foresaw; where, is in the log."""

    def __init__(self) -> None:
        """Say no word of it."""
        super().__init__("something went wrong here\nSee the log.")


@contextmanager
def told() -> Iterator[None]:
    """For work that no request waits for: what nobody foresaw is logged, and raised as that.

    Raises:
        Unforeseen: instead of whatever it was.
    """
    try:
        yield
    except RelocationError:
        raise
    except Exception as fault:
        _tell(fault, "")
        raise Unforeseen from None


def _tell(fault: Exception, request_id: str) -> None:
    frames = [f"{each.name}:{each.lineno}" for each in extract_tb(fault.__traceback__)][-DEPTH:]
    LOG.error(json.dumps({"request_id": request_id, "fault": type(fault).__name__, "at": frames}))


def names_in(app: FastAPI) -> frozenset[str]:
    """Every name of a part that the interface's description has; any other is a caller's word."""
    schemas = app.openapi()["components"]["schemas"].values()
    return frozenset(name for each in schemas for name in each.get("properties", ()))


def _faults(found: Sequence[Any], names: frozenset[str]) -> Iterator[Fault]:
    """Where and by which rule; never with what was sent, of which a key is a part too."""
    for each in found:
        first, *rest = each["loc"]
        if each["type"] in UNKNOWN_KEYS:
            rest = rest[:-1]
        rule = each["type"]
        if first in PARTS:
            yield Fault(pointer=str(rest[0]) if rest else str(first), rule=rule)
        else:
            yield Fault(pointer="".join(f"/{_told(part, names)}" for part in rest), rule=rule)


def _told(part: object, names: frozenset[str]) -> str:
    """A part of a place; of a table whose keys are the caller's own, that it is one of them."""
    return str(part) if isinstance(part, int) or part in names else ANY
