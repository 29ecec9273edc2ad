"""Looks at what a provider signed: by whom, for whom, when, and for which of our questions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from api.outside.known import Description, Known
from relocation.signing_in.attempts import Returned
from relocation.signing_in.providers import Claims

BROKEN = (
    *(JoseError, ValueError, TypeError, KeyError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What the library raises for a text that is no proof, whatever else it is."""


class NotProven(Exception):
    """A provider's answer proves nothing; `why` is a code for the log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def proven(
    known: Known, told: Description, answer: Mapping[str, Any], returned: Returned, now: datetime
) -> Claims:
    """What a provider signed of somebody, verified.

    Args:
        known: the provider, with its keys.
        told: its description.
        answer: of its token endpoint.
        returned: what was asked, with the nonce that must come back.
        now: the moment; the provider's clock may be off by the policy's seconds.

    Raises:
        NotProven: signature, algorithm, issuer, audience, times or nonce do not hold.
        ProviderAway: its keys cannot be had.
    """
    text, kept = answer.get("id_token"), returned.numbers.kept_minutes
    if not isinstance(text, str):
        raise NotProven("token")
    registry = JWSRegistry(algorithms=known.algorithms(told), strict_check_header=False)
    try:
        token = _decoded(text, known.keys(now, kept), registry)
    except InvalidKeyIdError:
        token = _decoded_anew(text, known.keys(now, kept, anew=True), registry)
    _verify(known, token, answer, returned, now)
    return token.claims


def _decoded(text: str, keys: KeySet, registry: JWSRegistry) -> jwt.Token:
    try:
        return jwt.decode(text, keys, registry=registry)
    except InvalidKeyIdError:
        raise
    except BROKEN:
        raise NotProven("token") from None


def _decoded_anew(text: str, keys: KeySet, registry: JWSRegistry) -> jwt.Token:
    try:
        return _decoded(text, keys, registry)
    except InvalidKeyIdError:
        raise NotProven("token") from None


def _verify(
    known: Known, token: jwt.Token, answer: Mapping[str, Any], returned: Returned, now: datetime
) -> None:
    own = known.provider
    claims = CodeIDToken(
        token.claims,
        token.header,
        {
            "iss": {"essential": True, "value": own.issuer},
            "aud": {"essential": True, "value": own.known_as},
        },
        {
            "client_id": own.known_as,
            "nonce": returned.nonce,
            "access_token": answer.get("access_token"),
        },
    )
    try:
        claims.validate(now=int(now.timestamp()), leeway=returned.numbers.skew_seconds)
    except BROKEN:
        raise NotProven("token") from None
