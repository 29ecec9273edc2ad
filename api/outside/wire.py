"""What goes to a provider and comes from it: to its own hosts alone, and bounded in every way."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client

from relocation.errors import ProviderAway
from relocation.signing_in.providers import Provider

MOST_BYTES = 512 * 1024
"""Of one answer: a description has some 5 KiB, a set of keys less."""
SECONDS = 5.0
"""For one answer, whole: somebody waits for it, and a thread of this process too."""


JSON = {"Accept": "application/json"}
NO_ANSWER = (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError)
"""What the libraries raise where nothing came, or something else than an answer."""


class Bounded(httpx2.BaseTransport):
    """Asks a provider's own hosts, and reads no more and no longer than an answer may take."""

    def __init__(self, hosts: frozenset[str], seconds: float = SECONDS) -> None:
        self.hosts, self.seconds = hosts, seconds
        self.wire = httpx2.HTTPTransport(verify=_trusted(), trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and read its answer whole.

        Raises:
            httpx2.TransportError: it goes elsewhere, or the answer is too large, slow or packed.
        """
        if request.url.host not in self.hosts:
            raise httpx2.UnsupportedProtocol("not one of the provider's hosts")
        # Packed, a small answer would grow to any size.
        request.headers["Accept-Encoding"] = "identity"
        until = monotonic() + self.seconds
        answer = self.wire.handle_request(request)
        try:
            content = b"".join(self._read(answer, until))
        finally:
            answer.close()
        headers = {"content-type": answer.headers.get("content-type", "")}
        return httpx2.Response(answer.status_code, headers=headers, content=content)

    def _read(self, answer: httpx2.Response, until: float) -> Iterator[bytes]:
        left = MOST_BYTES
        for part in answer.iter_raw():
            left -= len(part)
            if left < 0 or monotonic() > until:
                raise httpx2.ReadError("the answer is too large or too slow")
            yield part

    def close(self) -> None:
        """Let go of the connections."""
        self.wire.close()


@contextmanager
def agent_of(provider: Provider, redirect_uri: str, method: str) -> Iterator[OAuth2Client]:
    """Authlib's client for a provider; whatever goes wrong on the way is one error.

    Args:
        provider: whose hosts are asked.
        redirect_uri: where browsers come back to.
        method: how the product proves to be it at the token endpoint.

    Raises:
        ProviderAway: it cannot be asked, or its answer is none.
    """
    try:
        with OAuth2Client(
            client_id=provider.known_as,
            client_secret=provider.secret,
            scope=" ".join(provider.scopes),
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            transport=Bounded(provider.hosts),
            timeout=SECONDS,
            trust_env=False,
        ) as agent:
            yield agent
    except NO_ANSWER:
        raise ProviderAway from None


def json_at(agent: OAuth2Client, address: str) -> dict[str, Any]:
    """The table at an address.

    Raises:
        ValueError: there is none.
        httpx2.HTTPError: it cannot be had.
    """
    answer = agent.request("GET", address, withhold_token=True, headers=JSON)
    answer.raise_for_status()
    found = answer.json()
    if answer.status_code != httpx2.codes.OK or not isinstance(found, dict):
        raise ValueError("no table")
    return found


@cache
def _trusted() -> ssl.SSLContext:
    """Whom the machine trusts, organisations' own authorities too."""
    return ssl.create_default_context()


Unproven = AuthlibBaseError
"""What Authlib raises where a provider refuses a code."""
