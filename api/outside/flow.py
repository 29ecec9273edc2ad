"""To a provider and back, step by step; what does not hold on the way is told alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from authlib.common.urls import add_params_to_uri

from api.outside.known import Description, Known
from api.outside.proof import NotProven, proven
from api.outside.wire import Unproven
from relocation.errors import ProviderAway, SignInRefused
from relocation.signing_in.attempts import Back, Leaving, Returned, come_back, leave
from relocation.signing_in.model import Begun, SignedIn
from relocation.signing_in.providers import Claims
from relocation.signing_in.vouching import let_in, note_away, refuse_returned
from relocation.store import Store

NOT_THE_CODES_FAULT = {"invalid_client", "unauthorized_client", "unsupported_grant_type"}
"""Refusals that say that product and provider do not know each other, whoever signs in."""
ANEW: Mapping[str, Any] = {"prompt": "login", "max_age": "0"}
"""For a step-up: the person shows anew who it is, however short ago it was."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came back in the address.

    Attributes:
        issuer: who says that it answers (RFC 9207); None where nobody does.
    """

    code: str | None = field(repr=False)
    issuer: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a browser goes, and what it keeps meanwhile."""

    address: str = field(repr=False)
    leaving: Leaving


def send(
    store: Store, known: Known, return_to: str, now: datetime, steps_up: SignedIn | None = None
) -> Sent:
    """Send a browser to a provider, to sign in or to step a session up.

    Raises:
        ProviderAway: the provider cannot be asked; in the log.
    """
    with store.transaction() as session:
        leaving = leave(session, known.provider.id, return_to, now, steps_up=steps_up)
    try:
        told = known.description(now, leaving.numbers.kept_minutes)
        with known.agent(told) as agent:
            asked = dict(ANEW) if steps_up else {}
            level = known.provider.asks_for(leaving.numbers.least_assurance)
            if level:
                asked["acr_values"] = level
            address, _ = agent.create_authorization_url(
                told.authorization_endpoint,
                state=leaving.state,
                code_verifier=leaving.verifier,
                nonce=leaving.nonce,
                **asked,
            )
    except ProviderAway:
        note_away(store, None, now)
        raise
    return Sent(address, leaving)


def take_back(
    store: Store, known: Known, back: Back, shown: Shown, now: datetime
) -> tuple[Begun, Returned]:
    """Let in whom a provider proved; no transaction is open while it is asked.

    Raises:
        SignInRefused: something does not hold; told alike, and in the log.
        Throttled: too many failed from this address.
        ProviderAway: the provider cannot be asked; in the log.
    """
    returned = come_back(store, back, now)
    if returned is None:
        raise SignInRefused
    try:
        claims = _claims(known, shown, returned, now)
    except NotProven as unproven:
        refuse_returned(store, unproven.why, now)
    except ProviderAway:
        note_away(store, returned, now)
        raise
    return let_in(store, returned, known.provider.vouches(claims), now), returned


def way_out(known: Known, now: datetime, kept_minutes: int) -> str | None:
    """Where a browser ends the provider's own session; None where it offers no such thing."""
    try:
        told = known.description(now, kept_minutes)
    except ProviderAway:
        return None
    if told.end_session_endpoint is None:
        return None
    sent = {"client_id": known.provider.known_as, "post_logout_redirect_uri": known.home}
    return str(add_params_to_uri(told.end_session_endpoint, sent))


def _claims(known: Known, shown: Shown, returned: Returned, now: datetime) -> Claims:
    told = known.description(now, returned.numbers.kept_minutes)
    must_name = told.authorization_response_iss_parameter_supported
    if (must_name or shown.issuer is not None) and shown.issuer != told.issuer:
        raise NotProven("issuer")
    if not shown.code:
        raise NotProven("code")
    answer = _answer(known, told, shown.code, returned)
    return proven(known, told, answer, returned, now)


def _answer(known: Known, told: Description, code: str, returned: Returned) -> Mapping[str, Any]:
    try:
        with known.agent(told) as agent:
            answer: Mapping[str, Any] = agent.fetch_token(
                told.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=returned.verifier,
            )
            return answer
    except Unproven as refused:
        # Not hashable where a provider sends a table as its code of error.
        if str(refused.error) in NOT_THE_CODES_FAULT:
            raise ProviderAway from None
        raise NotProven("code") from None
    except (TypeError, OverflowError):
        # The library reads when an answer's token ends, and a provider may send anything there.
        raise ProviderAway from None
