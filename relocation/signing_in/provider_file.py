"""Reads the operator's file of providers; what does not hold is named by its place alone."""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from relocation.actor import Function, OrganisationId
from relocation.errors import SettingRefused
from relocation.organisations.model import FUNCTIONS
from relocation.organisations.register import organisations_on
from relocation.signing_in.providers import Claim, Level, Provider

SETTING = "RELOCATION_PROVIDERS"
MOST_BYTES, MOST_SECRET, MOST_PROVIDERS = 1024 * 1024, 4096, 1_000
LEVELS = {"low": Level.LOW, "substantial": Level.SUBSTANTIAL, "high": Level.HIGH}
PLAIN = re.compile(r"[!-~]+")
"""What stands in a request as it is: no blank, and nothing beyond ASCII."""
NAMES = {
    *("assurance", "claim", "claims", "client_id", "client_secret_file", "hosts", "id", "issuer"),
    *("means", "name", "organisation", "providers", "role", "scopes", "signing"),
}
"""What may be told of a place; any other word of the file is the operator's own."""


def is_address(text: str) -> bool:
    """Whether requests may go to an address: https, or this machine itself."""
    try:
        found = urlsplit(text)
        host, _ = found.hostname or "", found.port
    except ValueError:
        return False
    if not PLAIN.fullmatch(text) or not host or found.username or found.fragment:
        return False
    return found.scheme == "https" or (found.scheme == "http" and is_this_machine(host))


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, which is reached through no network."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _issuer(given: str) -> str:
    if not is_address(given) or urlsplit(given).query:
        raise ValueError
    return given


def _plain(given: str) -> str:
    if not PLAIN.fullmatch(given):
        raise ValueError
    return given


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)


Path_ = Annotated[tuple[str, ...] | str, Field(min_length=1)]
Word = Annotated[str, Field(min_length=1, max_length=500)]


class _OfOrganisation(_Strict):
    claim: Path_
    means: Annotated[tuple[Word, ...], Field(min_length=1)]


class _OfRole(_Strict):
    claim: Path_
    means: Annotated[dict[Word, Function], Field(min_length=1)]


class _OfAssurance(_Strict):
    claim: Path_ = "acr"
    means: Annotated[
        dict[Word, Literal["low", "substantial", "high"]],
        Field(min_length=1),
    ]


class _Claims(_Strict):
    organisation: _OfOrganisation
    role: _OfRole
    assurance: _OfAssurance


class _Provider(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    issuer: Annotated[str, Field(max_length=500), AfterValidator(_issuer)]
    known_as: Annotated[str, Field(alias="client_id", max_length=500), AfterValidator(_plain)]
    secret_file: Path | None = Field(default=None, alias="client_secret_file")
    organisation: OrganisationId
    scopes: tuple[Annotated[str, AfterValidator(_plain)], ...] = ("openid",)
    signing: Annotated[
        tuple[Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"], ...],
        Field(min_length=1),
    ] = ("RS256", "PS256", "ES256")
    hosts: tuple[Annotated[str, AfterValidator(_plain)], ...] = ()
    claims: _Claims


class _File(_Strict):
    providers: Annotated[tuple[_Provider, ...], Field(max_length=MOST_PROVIDERS)]


def read_providers(file: Path, on: date) -> Mapping[str, Provider]:
    """The providers of a file, by their ids.

    Args:
        file: TOML; see the how-to page.
        on: a day, by whose register organisations are looked up.

    Raises:
        SettingRefused: the file cannot be read, or something in it does not hold; never its value.
    """
    try:
        found = _File.model_validate(tomllib.loads(_text(file, MOST_BYTES, "the file")))
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        _refuse(f"not TOML at {f'line {line[1]}' if line else 'its end'}", "Mend the syntax there.")
    except ValidationError as refused:
        _refuse_first(refused)
    except (ValueError, RecursionError):
        _refuse("not TOML that can be read", "Write shorter numbers, and nest less.")
    made: dict[str, Provider] = {}
    for number, each in enumerate(found.providers):
        at = f"providers[{number}]"
        if each.id in made:
            _refuse(f"{at}.id: another one has it", "Give each provider an id of its own.")
        _fits(at, each, on)
        made[each.id] = _made(at, each)
    return made


def _fits(at: str, given: _Provider, on: date) -> None:
    """See that the organisation is there, and has accounts of every function that is named."""
    there = organisations_on(on).get(given.organisation)
    if there is None:
        rule = f"{at}.organisation: no organisation of this id is in the register today"
        _refuse(rule, "Give its id, such as municipality-0101.")
    if not set(given.claims.role.means.values()) <= FUNCTIONS[there.kind]:
        rule = f"{at}.claims.role.means: no account of the organisation has such a function"
        _refuse(rule, "See what its accounts can be, on the page of users.")
    if "openid" not in given.scopes:
        _refuse(f"{at}.scopes: openid is missing", "Put it first: without it no proof is given.")


def _made(at: str, given: _Provider) -> Provider:
    file = given.secret_file
    claims = given.claims
    return Provider(
        id=given.id,
        name=given.name,
        issuer=given.issuer,
        known_as=given.known_as,
        secret=None if file is None else _secret(f"{at}.client_secret_file", file),
        organisation=given.organisation,
        scopes=given.scopes,
        signing=given.signing,
        hosts=frozenset({str(urlsplit(given.issuer).hostname), *map(str.lower, given.hosts)}),
        organisations=Claim(
            _path(claims.organisation.claim),
            dict.fromkeys(claims.organisation.means, given.organisation),
        ),
        roles=Claim(_path(claims.role.claim), claims.role.means),
        levels=Claim(
            _path(claims.assurance.claim),
            {value: LEVELS[level] for value, level in claims.assurance.means.items()},
        ),
    )


def _path(claim: tuple[str, ...] | str) -> tuple[str, ...]:
    return (claim,) if isinstance(claim, str) else claim


def _secret(at: str, file: Path) -> str:
    if not file.is_absolute():
        _refuse(f"{at}: not an absolute path", "Give a path that begins with /.")
    text = _text(file, MOST_SECRET, at).strip()
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        _refuse(f"{at}: others than its owner can open the file", "Take their rights: chmod 600.")
    if not PLAIN.fullmatch(text):
        _refuse(f"{at}: not one secret alone", "Let the file hold the secret and nothing else.")
    return text


def _text(file: Path, most: int, at: str) -> str:
    try:
        # A pipe or a device would be waited for.
        if not file.is_file() or file.stat().st_size > most:
            raise OSError
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _refuse(f"{at} cannot be read", "Name a small text file that this user may read.")


def _refuse_first(refused: ValidationError) -> NoReturn:
    """Name the place of the first thing that does not hold, without a word of the operator's."""
    first = refused.errors(include_url=False, include_input=False, include_context=False)[0]
    at = "".join(_told(first["loc"])).lstrip(".") or "the file"
    rules = {"missing": "is missing", "extra_forbidden": "has an entry that none is named like"}
    rule = rules.get(first["type"], "does not hold")
    _refuse(f"{at} {rule}", "See the page on signing in with a provider for what each entry is.")


def _told(loc: tuple[Any, ...]) -> Iterator[str]:
    for part in loc:
        if isinstance(part, int):
            yield f"[{part}]"
        elif part in NAMES:
            yield f".{part}"
        elif part not in {"str", "tuple[str, ...]"}:
            yield ".*"


def _refuse(rule: str, remedy: str) -> NoReturn:
    raise SettingRefused(SETTING, rule, remedy) from None
