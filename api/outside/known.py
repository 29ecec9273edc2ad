"""What is known of each provider by now: its description and its keys, asked for anew in time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Annotated, Any

from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from api.outside.wire import agent_of, json_at
from relocation.errors import NotFound, ProviderAway
from relocation.signing_in.provider_file import is_address
from relocation.signing_in.providers import Provider

PATH = "/api/v1/session/outside"
AWAY = timedelta(seconds=5)
"""So long a provider that did not answer is not asked for its description again."""
BASIC, POST, NONE = "client_secret_basic", "client_secret_post", "none"


def _address(given: str) -> str:
    if not is_address(given):
        raise ValueError
    return given


Address = Annotated[str, AfterValidator(_address)]


class Description(BaseModel):
    """What a provider says of itself, as far as it is used here (OpenID Connect Discovery)."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)

    issuer: str
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    end_session_endpoint: Address | None = None
    id_token_signing_alg_values_supported: list[str] = ["RS256"]
    token_endpoint_auth_methods_supported: list[str] = [BASIC]
    code_challenge_methods_supported: list[str] = ["S256"]
    authorization_response_iss_parameter_supported: bool = False


class Known:
    """One provider, with what it said last."""

    def __init__(self, provider: Provider, origin: str) -> None:
        self.provider = provider
        self.redirect_uri = f"{origin}{PATH}/{provider.id}"
        self.home = f"{origin}/"
        self._lock = Lock()
        self._description: tuple[Description, datetime] | None = None
        self._keys: tuple[KeySet, datetime] | None = None
        self._missed: datetime | None = None

    def description(self, now: datetime, kept_minutes: int) -> Description:
        """What the provider says of itself, asked for at most every so many minutes.

        Raises:
            ProviderAway: it cannot be asked, or is another one than it should be.
        """
        with self._lock:
            held = self._description
            if held is None or _is_old(held[1], now, kept_minutes):
                held = self._description = self._asked(now), now
            return held[0]

    def keys(self, now: datetime, kept_minutes: int, *, anew: bool = False) -> KeySet:
        """The keys that its proofs are signed with; `anew` where one is named that is not there.

        Raises:
            ProviderAway: it cannot be asked, or has none that can be used.
        """
        address = self.description(now, kept_minutes).jwks_uri
        with self._lock:
            held = self._keys
            if held is None or anew or _is_old(held[1], now, kept_minutes):
                held = self._keys = self._fetched(address), now
            return held[0]

    def method(self, told: Description) -> str:
        """How the product proves to be it at the token endpoint."""
        if self.provider.secret is None:
            return NONE
        offered = told.token_endpoint_auth_methods_supported
        return POST if POST in offered and BASIC not in offered else BASIC

    def algorithms(self, told: Description) -> list[str]:
        """What its proofs may be signed with: what the operator allows, of what it offers."""
        return [
            each
            for each in self.provider.signing
            if each in told.id_token_signing_alg_values_supported
        ]

    def agent(self, told: Description) -> Any:
        """Authlib's client; used as a context, which raises `ProviderAway`."""
        return agent_of(self.provider, self.redirect_uri, self.method(told))

    def _asked(self, now: datetime) -> Description:
        # Who waited here while somebody else asked in vain need not ask as well.
        if self._missed is not None and self._missed <= now < self._missed + AWAY:
            raise ProviderAway
        self._missed = now
        address = get_well_known_url(self.provider.issuer, external=True)
        with agent_of(self.provider, self.redirect_uri, NONE) as agent:
            told = _read(json_at(agent, address))
        has_pkce = "S256" in told.code_challenge_methods_supported
        if told.issuer != self.provider.issuer or not has_pkce or not self.algorithms(told):
            raise ProviderAway
        self._missed = None
        return told

    def _fetched(self, address: str) -> KeySet:
        with agent_of(self.provider, self.redirect_uri, NONE) as agent:
            return _keys_of(agent, address)


def known(providers: Iterable[Provider], origin: str) -> Mapping[str, Known]:
    """Every provider by its id; nothing is asked yet.

    Args:
        providers: as the operator described them.
        origin: what browsers reach the application under.
    """
    return {each.id: Known(each, origin) for each in providers}


def of(all_: Mapping[str, Known], provider: str) -> Known:
    """One of them.

    Raises:
        NotFound: there is no such provider.
    """
    if provider not in all_:
        raise NotFound
    return all_[provider]


def _read(found: dict[str, Any]) -> Description:
    try:
        return Description.model_validate(found)
    except ValidationError:
        raise ProviderAway from None


def _keys_of(agent: OAuth2Client, address: str) -> KeySet:
    try:
        return KeySet.import_key_set(json_at(agent, address))  # type: ignore[arg-type]
    except (JoseError, KeyError, TypeError, AttributeError):
        raise ProviderAway from None


def _is_old(asked: datetime, now: datetime, kept_minutes: int) -> bool:
    return not asked <= now < asked + timedelta(minutes=kept_minutes)
