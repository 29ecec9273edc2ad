"""Signing in with an account of the register: name, password and a one-time code."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, Field

from api.door import (
    ANYBODY,
    COOKIE,
    IN_COOKIE,
    SAFE,
    Door,
    address_of,
    count,
    counting_nobody,
    in_session,
    keep_token,
    refuse_other_pages,
)
from api.problems import NotSignedIn
from api.rates import Whose
from api.routes.buttons import PROBLEMS
from api.routes.once import Handed
from relocation.actor import Assurance, Function, OrganisationId, UserId
from relocation.signing_in import anew, enrolling, letting_in, sessions
from relocation.signing_in.model import (
    Attempt,
    Begun,
    Change,
    Code,
    Enrolment,
    Password,
    SignedIn,
    Source,
)

LONGEST = 256


class SignInIn(Handed):
    """Who signs in, and what shows it."""

    name: str = Field(max_length=LONGEST)
    password: str = Field(max_length=LONGEST)
    code: str = Field(max_length=LONGEST, description="a one-time code, or one of recovery")


class ProofIn(Handed):
    """A password or a one-time code, as proof of who still sits there; one of the two."""

    password: str | None = Field(default=None, max_length=LONGEST)
    code: str | None = Field(default=None, max_length=LONGEST)


class ChangeIn(Handed):
    """A new password, with the old one and a code."""

    old: str = Field(max_length=LONGEST)
    code: str = Field(max_length=LONGEST)
    new: str = Field(max_length=LONGEST)


class RenewIn(Handed):
    """The password, and a one-time code."""

    password: str = Field(max_length=LONGEST)
    code: str = Field(max_length=LONGEST, description="of the authenticator, none of recovery")


class EnrolIn(Handed):
    """A code of enrolment, and the password that is chosen."""

    enrolment: str = Field(max_length=LONGEST)
    password: str = Field(max_length=LONGEST)


class ConfirmIn(Handed):
    """A code of enrolment, and one of the authenticator."""

    enrolment: str = Field(max_length=LONGEST)
    code: str = Field(max_length=LONGEST)


class BegunOut(BaseModel):
    """A session; the token is told once, and a browser also gets it as a cookie."""

    token: str
    csrf_token: str = Field(description="sent as X-CSRF-Token with every change by a cookie")
    ends: datetime
    codes_left: int | None = Field(description="codes of recovery, where one was used")


class SessionOut(BaseModel):
    """Who sits there."""

    user: UserId = Field(description="the account's id, by which others name it to a case")
    organisation: OrganisationId
    function: Function
    source: Source = Field(description="where the session began, and is stepped up")
    is_stepped_up: bool
    stepped_up_until: datetime | None
    ends: datetime
    csrf_token: str


class EnrollingOut(BaseModel):
    """What an authenticator is set up with."""

    name: str
    secret: str = Field(description="in base32, for typing")
    uri: str = Field(description="the same, for a picture to scan")


class RecoveryOut(BaseModel):
    """Codes of recovery, each good once; told now and never again."""

    codes: list[str]


def router() -> APIRouter:
    """All routes of signing in."""
    made = APIRouter(tags=["session"], responses=PROBLEMS)
    begun: dict[str, Any] = {"methods": ["POST"], "status_code": 201}
    made.add_api_route("/session", sign_in, dependencies=[ANYBODY], **begun)
    made.add_api_route("/session", session, methods=["GET"])
    made.add_api_route("/session", sign_out, methods=["DELETE"], status_code=204)
    made.add_api_route("/session/step-ups", step_up, **begun)
    made.add_api_route("/session/passwords", change_password, **begun)
    made.add_api_route("/session/recovery-codes", renew, **begun)
    made.add_api_route("/enrolments", enrol, dependencies=[ANYBODY], **begun)
    made.add_api_route("/enrolments/confirmations", confirm, dependencies=[ANYBODY], **begun)
    return made


def token_of(
    request: Request,
    cookie: Annotated[str | None, Depends(IN_COOKIE)] = None,
    authorization: Annotated[str | None, Header(description="Bearer")] = None,
    x_csrf_token: Annotated[str | None, Header(description="with a cookie, on a change")] = None,
) -> str:
    """The token of an open session.

    Raises:
        NotSignedIn: there is none.
        NotOwnPage: a change comes by a cookie and not from the own pages.
    """
    scheme, _, shown = (authorization or "").partition(" ")
    token = shown if scheme.lower() == "bearer" else cookie
    now = _door(request).clock()
    with counting_nobody(request, now):
        if not token:
            raise NotSignedIn
        signed_in = _signed_in(request, token)
    count(request, Whose.ACCOUNT, signed_in.actor.user, now)
    if token == cookie and scheme.lower() != "bearer" and request.method not in SAFE:
        refuse_other_pages(request, signed_in, x_csrf_token)
    return token


Token = Annotated[str, Depends(token_of)]


def sign_in(body: SignInIn, request: Request, response: Response) -> BegunOut:
    """Sign in; whatever does not hold, the answer is the same."""
    door, now = _door(request), _door(request).clock()
    attempt = Attempt(body.name, body.password, body.code, address_of(request))
    return _begun(request, response, letting_in.sign_in(door.store, attempt, now))


def session(token: Token, request: Request) -> SessionOut:
    """Show who sits there, and until when."""
    found = _signed_in(request, token)
    return SessionOut(
        user=found.actor.user,
        organisation=found.actor.organisation,
        function=found.actor.function,
        source=found.source,
        is_stepped_up=found.actor.assurance is Assurance.STEPPED_UP,
        stepped_up_until=found.stepped_up_until,
        ends=found.ends,
        csrf_token=sessions.csrf_token(_door(request).store.keys, found),
    )


def sign_out(token: Token, request: Request, response: Response) -> None:
    """End the session."""
    door = _door(request)
    with door.store.transaction() as within:
        sessions.sign_out(within, token, door.clock())
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict")


def step_up(body: ProofIn, token: Token, request: Request, response: Response) -> BegunOut:
    """Confirm who still sits there; the session goes on under a new token."""
    door = _door(request)
    proof = Password(body.password or "") if body.code is None else Code(body.code)
    return _begun(request, response, anew.step_up(door.store, token, proof, door.clock()))


def change_password(body: ChangeIn, token: Token, request: Request, response: Response) -> BegunOut:
    """Take another password; every other session of the account ends."""
    door, change = _door(request), Change(body.old, body.code, body.new)
    return _begun(request, response, anew.change_password(door.store, token, change, door.clock()))


def renew(body: RenewIn, token: Token, request: Request) -> RecoveryOut:
    """Take new codes of recovery; those there were are good no more."""
    door = _door(request)
    told = anew.renew_recovery(door.store, token, body.password, body.code, door.clock())
    return RecoveryOut(codes=list(told))


def enrol(body: EnrolIn, request: Request) -> EnrollingOut:
    """Choose a password with a code of enrolment."""
    door, enrolment = _door(request), Enrolment(body.enrolment, address_of(request))
    found = enrolling.enrol(door.store, enrolment, body.password, door.clock())
    return EnrollingOut(name=found.name, secret=found.secret, uri=found.uri)


def confirm(body: ConfirmIn, request: Request) -> RecoveryOut:
    """Show a code of the authenticator: the enrolment counts."""
    door, enrolment = _door(request), Enrolment(body.enrolment, address_of(request))
    return RecoveryOut(
        codes=list(enrolling.confirm(door.store, enrolment, body.code, door.clock()))
    )


def _begun(request: Request, response: Response, begun: Begun) -> BegunOut:
    found = _signed_in(request, begun.token)
    keep_token(response, begun.token)
    return BegunOut(
        token=begun.token,
        csrf_token=sessions.csrf_token(_door(request).store.keys, found),
        ends=begun.ends,
        codes_left=begun.codes_left,
    )


def _signed_in(request: Request, token: str) -> SignedIn:
    door = _door(request)
    return in_session(door.store, token, door.clock())


def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door
