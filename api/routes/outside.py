"""Signing in with an organisation's own provider: there, back, anew, and out again."""

from datetime import datetime
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Cookie, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from api.door import ANYBODY, COOKIE, Door, in_session, keep_token
from api.language import LANGUAGES, Language
from api.outside import flow
from api.outside.known import PATH, Known, of
from api.routes.buttons import PROBLEMS
from api.routes.session import Token
from relocation.actor import OrganisationId
from relocation.errors import NotFound, SignInRefused
from relocation.signing_in import sessions
from relocation.signing_in.attempts import Back, outside_numbers
from relocation.signing_in.model import SignedIn, Source

BROWSER = "relocation_attempt"
ANY_PATH = r"^/([A-Za-z0-9._~-][A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]*)?$"
"""A path below this origin: none that a browser would take for another host's."""
PAGE = (
    '<!doctype html><html><head><meta charset="utf-8">'
    '<meta http-equiv="refresh" content="0;url={to}"><title>Relocation</title></head>'
    "<body>{links}</body></html>"
)
"""A page and no redirect: a browser sends a strict cookie along only from an own page."""
LINK = '<p lang="{tag}"><a href="{to}">{text}</a></p>'
ProviderId = Annotated[str, Path(max_length=40, description="the provider's id")]
ReturnTo = Annotated[
    str, Query(max_length=500, pattern=ANY_PATH, description="the own page to go on at")
]


class ProviderOut(BaseModel):
    """A provider that people sign in with."""

    id: str
    name: str
    organisation: OrganisationId


class ProvidersOut(BaseModel):
    """Every provider."""

    providers: list[ProviderOut]


class SentOut(BaseModel):
    """Where the browser goes; it comes back with the cookie that was set with this answer."""

    address: str
    until: datetime = Field(description="then coming back is too late")


class OutOut(BaseModel):
    """The session here has ended."""

    address: str | None = Field(description="where the provider's own ends, if it offers that")


def router() -> APIRouter:
    """All routes of outside providers."""
    made = APIRouter(tags=["session"], responses=PROBLEMS)
    one = "/session/outside/{provider}"
    open_to_all: dict[str, Any] = {"dependencies": [ANYBODY]}
    made.add_api_route("/session/outside", providers, methods=["GET"], **open_to_all)
    made.add_api_route(one, leave, methods=["POST"], status_code=201, **open_to_all)
    made.add_api_route(one, come_back, methods=["GET"], response_class=HTMLResponse, **open_to_all)
    made.add_api_route(f"{one}/step-ups", step_up_outside, methods=["POST"], status_code=201)
    made.add_api_route(f"{one}/endings", end_outside, methods=["POST"], status_code=201)
    return made


def providers(request: Request) -> ProvidersOut:
    """List the providers that organisations sign in with."""
    every = (each.provider for each in _door(request).outside.values())
    found = [ProviderOut.model_validate(each, from_attributes=True) for each in every]
    return ProvidersOut(providers=found)


def leave(
    provider: ProviderId, request: Request, response: Response, return_to: ReturnTo = "/"
) -> SentOut:
    """Begin to sign in with a provider: the browser goes where the answer says."""
    door = _door(request)
    sent = flow.send(door.store, of(door.outside, provider), return_to, door.clock())
    return _sent(response, sent)


def come_back(
    provider: ProviderId,
    request: Request,
    state: str = "",
    code: str | None = None,
    iss: str | None = None,
    browser: Annotated[str, Cookie(alias=BROWSER)] = "",
) -> HTMLResponse:
    """Come back from a provider, as it sends the browser; whatever does not hold is told alike."""
    door = _door(request)
    known = of(door.outside, provider)
    back = Back(provider=provider, state=state, browser=browser, address=_address(request))
    shown = flow.Shown(code, iss)
    begun, returned = flow.take_back(door.store, known, back, shown, door.clock())
    page = HTMLResponse(_page(returned.return_to))
    page.delete_cookie(BROWSER, path=PATH, secure=True, httponly=True, samesite="lax")
    keep_token(page, begun.token)
    return page


def step_up_outside(
    provider: ProviderId,
    token: Token,
    request: Request,
    response: Response,
    return_to: ReturnTo = "/",
) -> SentOut:
    """Begin to confirm at the provider who still sits there; for a session that began there."""
    door = _door(request)
    known, signed_in = _own(door, provider, token)
    if signed_in.source is not Source.OUTSIDE:
        raise SignInRefused
    return _sent(response, flow.send(door.store, known, return_to, door.clock(), signed_in))


def end_outside(provider: ProviderId, token: Token, request: Request, response: Response) -> OutOut:
    """End the session here, and be told where the provider's own ends."""
    door, now = _door(request), _door(request).clock()
    known, _ = _own(door, provider, token)
    with door.store.transaction() as session:
        sessions.sign_out(session, token, now)
        kept_minutes = outside_numbers(session, now).kept_minutes
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict")
    return OutOut(address=flow.way_out(known, now, kept_minutes))


def _own(door: Door, provider: str, token: str) -> tuple[Known, SignedIn]:
    """The provider of whoever sits there.

    Raises:
        NotFound: it is another organisation's, or none.
    """
    known, signed_in = of(door.outside, provider), in_session(door.store, token, door.clock())
    if known.provider.organisation != signed_in.actor.organisation:
        raise NotFound
    return known, signed_in


def _sent(response: Response, sent: flow.Sent) -> SentOut:
    # Lax: the browser comes back from another site, and a strict cookie would stay away.
    response.set_cookie(
        BROWSER, sent.leaving.browser, path=PATH, secure=True, httponly=True, samesite="lax"
    )
    return SentOut(address=sent.address, until=sent.leaving.until)


def _page(return_to: str) -> str:
    to = escape(return_to, quote=True)
    links = (
        LINK.format(tag=tag, to=to, text=escape(Language(tag).say("outside.signed_in")))
        for tag in LANGUAGES
    )
    return PAGE.format(to=to, links="".join(links))


def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
