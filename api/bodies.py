"""Reads a body whole before anything else looks at it: in time, not too large, JSON and no other.

JSON is I-JSON (RFC 7493): UTF-8, no key twice, no number that readers round differently. Whoever
sends a body slowly holds up nobody: only what has arrived is answered by a thread.
"""

import asyncio
from collections.abc import Mapping
from email.message import Message as Headers

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import errors, problems
from api.i_json import fault_of
from api.problems import Kind, Problem
from relocation.store_policy import RequestNumbers

KIBIBYTE = 1024
WITH_BODY = {"POST", "PUT", "PATCH"}
JSON = "application/json"
UTF_8 = {"utf-8", "utf8"}
CLOSE = {"Connection": "close"}
"""What was not read to its end is not waited for either."""


class _Refused(Exception):
    def __init__(self, kind: Kind, rule: str, remedy: str) -> None:
        self.problem: Problem = problems.titled(kind)
        self.problem.detail, self.problem.next = rule, remedy


class Read:
    """Hands on requests whose body has arrived and is what it should be; refuses the others."""

    def __init__(self, app: ASGIApp, numbers: RequestNumbers, files: Mapping[str, str]) -> None:
        """Let files through as they are.

        Args:
            app: what is asked behind it.
            numbers: how large a body may be, and how slow.
            files: by path the media type of a file that is taken there.
        """
        self.app, self.numbers, self.files = app, numbers, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if scope["method"] not in WITH_BODY:
            await self.app(scope, receive, _closing(request, send))
            return
        try:
            body = await self._read(request, receive)
        except _Refused as refused:
            answer = errors.answer(request, refused.problem, CLOSE)
            await answer(scope, receive, send)
            return
        await self.app(scope, _again(body, receive), send)

    async def _read(self, request: Request, receive: Receive) -> bytes:
        headers = request.headers
        kind: str = self.files.get(request.scope["path"], JSON)
        if headers.get("content-encoding", "identity").lower() != "identity":
            rule, remedy = "Content-Encoding: no encoding is taken", "Send the body as it is."
            raise _Refused(problems.UNSUPPORTED, rule, remedy)
        if _has_body(request) and not _is(kind, headers.get("content-type", "")):
            remedy = f"Send {kind}, encoded as UTF-8."
            raise _Refused(problems.UNSUPPORTED, "Content-Type: not the one taken here", remedy)
        try:
            async with asyncio.timeout(self.numbers.body_seconds):
                body = await self._whole(receive, self._most(kind))
        except TimeoutError:
            remedy = "Send it in one go."
            raise _Refused(problems.TOO_SLOW, "the body took too long", remedy) from None
        unfit = fault_of(body) if kind == JSON and body else None
        if unfit is not None:
            remedy = "Send JSON as RFC 7493 has it, encoded as UTF-8."
            raise _Refused(problems.BAD_REQUEST, f"body: {unfit}", remedy)
        return body

    def _most(self, kind: str) -> int:
        numbers = self.numbers
        return KIBIBYTE * (numbers.body_kibibytes if kind == JSON else numbers.file_kibibytes)

    async def _whole(self, receive: Receive, most: int) -> bytes:
        found, is_more = bytearray(), True
        while is_more:
            message = await receive()
            if message["type"] == "http.disconnect":
                # Nobody hears this; but half a file must not be taken for a whole one.
                raise _Refused(problems.BAD_REQUEST, "the body broke off", "Send it again.")
            found += message.get("body", b"")
            is_more = message.get("more_body", False)
            if len(found) > most:
                rule, remedy = "the body is too large", "Send less at a time."
                raise _Refused(problems.TOO_LARGE, rule, remedy)
        return bytes(found)


def _has_body(request: Request) -> bool:
    headers = request.headers
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _is(kind: str, told: str) -> bool:
    headers = Headers()
    headers["content-type"] = told
    charset = str(headers.get_param("charset", "utf-8")).lower()
    return bool(told) and headers.get_content_type() == kind and charset in UTF_8


def _again(body: bytes, receive: Receive) -> Receive:
    """The body in one piece, and what comes after it."""
    is_told = False

    async def read() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read


def _closing(request: Request, send: Send) -> Send:
    """Ends the connection after an answer to who sent a body that nobody reads."""
    if not _has_body(request):
        return send

    async def closing(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    return closing
