"""What every request goes through: the store, the clock, and who it is that asks."""

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request, Response
from fastapi.security import APIKeyCookie
from sqlalchemy.orm import Session

from api.outside.known import Known
from api.problems import NotOwnPage, NotSignedIn, StepUpNeeded
from api.rates import Rates, Whose
from relocation.actor import Actor, Assurance, UserId
from relocation.errors import NoSession, SignInRefused
from relocation.signing_in.model import ServiceSecret, SignedIn
from relocation.signing_in.services import actor_for_service
from relocation.signing_in.sessions import is_csrf_token, session_of
from relocation.store import Store
from relocation.store_policy import load_store_policy

T = TypeVar("T")
COOKIE = "relocation_session"
SAFE = {"GET", "HEAD", "OPTIONS"}
IN_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="as a browser keeps it")
Who = Callable[[Store, str, datetime], SignedIn]


@dataclass(frozen=True, slots=True)
class Door:
    """The store behind the interface, and how a token becomes somebody who acts.

    Attributes:
        clock: gives the moment of a request, aware, in UTC.
        who: says who sits there with a token; raises `NotSignedIn` where nobody does any more.
        origin: scheme, host and port that browsers reach it under; unsafe requests of a page come
            from there and from nowhere else.
        rates: how many requests everybody has sent, and may.
        outside: the organisations' own providers, by their ids.
    """

    store: Store
    clock: Callable[[], datetime]
    who: Who
    origin: str = ""
    rates: Rates = field(default_factory=lambda: Rates(load_store_policy().requests))
    outside: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """One request within its transaction."""

    session: Session
    actor: Actor
    now: datetime

    def demand_step_up(self) -> None:
        """Let nobody go on who has not confirmed anew who it is (SE-20).

        Raises:
            StepUpNeeded: not just now.
        """
        if self.actor.assurance < Assurance.STEPPED_UP:
            raise StepUpNeeded


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent the request, as it was at its beginning."""

    door: Door
    actor: Actor
    now: datetime

    def asks(self, do: Callable[[Asking], T]) -> T:
        """Do something in one transaction."""
        with self.door.store.transaction() as session:
            return do(Asking(session, self.actor, self.now))


def in_session(store: Store, token: str, now: datetime) -> SignedIn:
    """Who sits there with the token of a session; seen in a transaction of its own.

    Raises:
        NotSignedIn: nobody any more.
    """
    try:
        with store.transaction() as session:
            return session_of(session, token, now)
    except NoSession:
        raise NotSignedIn from None


def caller(
    request: Request,
    cookie: Annotated[str | None, Depends(IN_COOKIE)] = None,
    authorization: Annotated[
        str | None, Header(description="Bearer with a session's token, or Basic with a service's")
    ] = None,
    x_csrf_token: Annotated[str | None, Header(description="with a cookie, on a change")] = None,
    x_on_behalf_of: Annotated[str | None, Header(description="for whom a service asks")] = None,
) -> Caller:
    """Whoever asks: by a session's token, by its cookie, or as a service for a named person.

    Raises:
        NotSignedIn: nobody, or nobody any more.
        NotOwnPage: a change comes by a cookie and not from the own pages.
    """
    door: Door = request.app.state.door
    now, (scheme, _, shown) = door.clock(), (authorization or "").partition(" ")
    with counting_nobody(request, now):
        if scheme.lower() == "basic":
            # Who shows a secret that is none is in the log: so it is tried only so often.
            door.rates.refuse_if_used_up(Whose.ADDRESS, address_of(request), now)
            service, actor = _of_service(door.store, shown, x_on_behalf_of or "", now)
            count(request, Whose.SERVICE, service, now)
            return Caller(door, actor, now)
        token = shown if scheme.lower() == "bearer" and shown else None
        if not (token or cookie):
            raise NotSignedIn
        signed_in = door.who(door.store, token or cookie or "", now)
    count(request, Whose.ACCOUNT, signed_in.actor.user, now)
    if token is None and request.method not in SAFE:
        refuse_other_pages(request, signed_in, x_csrf_token)
    return Caller(door, signed_in.actor, now)


def keep_token(response: Response, token: str) -> None:
    """Let a browser keep a session's token: for the own pages, and out of reach of scripts."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="strict", path="/")


def anybody(request: Request) -> None:
    """Count who asks without an account, by the address.

    Raises:
        TooMany: more than an address may send.
    """
    door: Door = request.app.state.door
    count(request, Whose.ADDRESS, address_of(request), door.clock())


def count(request: Request, whose: Whose, name: str, now: datetime) -> None:
    """Count one request; what is left is told with the answer.

    Raises:
        TooMany: more than whoever it is may send.
    """
    door: Door = request.app.state.door
    request.scope["standing"] = door.rates.count(whose, name, now)


@contextmanager
def counting_nobody(request: Request, now: datetime) -> Iterator[None]:
    """Count whoever turns out to be nobody; who is somebody stays unharmed by others there.

    Raises:
        NotSignedIn: nobody.
        TooMany: nobody, and more than an address may send.
    """
    try:
        yield
    except NotSignedIn:
        count(request, Whose.ADDRESS, address_of(request), now)
        raise


def address_of(request: Request) -> str:
    """Where a request comes from, as far as the proxy is trusted."""
    return request.client.host if request.client else ""


def refuse_other_pages(request: Request, signed_in: SignedIn, given: str | None) -> None:
    """Let a change by a cookie through only where it comes from the own pages.

    Raises:
        NotOwnPage: another origin, or not the session's own token.
    """
    door: Door = request.app.state.door
    is_own = request.headers.get("origin", "") == door.origin
    if not is_own or not is_csrf_token(door.store.keys, signed_in, given or ""):
        raise NotOwnPage


def _of_service(store: Store, shown: str, user: str, now: datetime) -> tuple[str, Actor]:
    try:
        service, _, secret = b64decode(shown, validate=True).decode().partition(":")
        with store.transaction() as session:
            given = ServiceSecret(service, secret)
            return service, actor_for_service(session, given, UserId(user), now)
    except (SignInRefused, ValueError):
        raise NotSignedIn from None


Asks = Annotated[Caller, Depends(caller)]
ANYBODY = Depends(anybody)
"""Beside a route that nobody has to be signed in for."""
