"""A provider of an organisation, and what its proof of somebody says in the register's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from relocation.actor import Function, OrganisationId
from relocation.signing_in.model import Subject

Claims = Mapping[str, Any]
"""What a provider signed of somebody, by name, as JSON has it."""
LATEST_MOMENT = 253_402_300_799
"""Seconds since 1970 at the end of the year 9999; a number beyond it is no moment."""


class Level(IntEnum):
    """How sure a provider is of who somebody is, by Regulation (EU) 910/2014 and NSIS."""

    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """Where something stands in a proof, and what each of its values means here.

    Attributes:
        path: the claim's name; the further ones lead into a table that it is.
    """

    path: tuple[str, ...]
    means: Mapping[str, Any]

    def values(self, claims: Claims) -> tuple[str, ...]:
        """The texts that stand there; none where it is missing, or something else than texts."""
        found: Any = claims
        for name in self.path:
            found = found.get(name) if isinstance(found, Mapping) else None
        given = found if isinstance(found, list) else [found]
        return tuple(given) if all(isinstance(each, str) for each in given) else ()

    def meant(self, claims: Claims) -> frozenset[Any]:
        """What those texts mean; a text without a meaning means nothing."""
        return frozenset(self.means[each] for each in self.values(claims) if each in self.means)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as the operator described it.

    Attributes:
        id: a word in addresses.
        name: what people read.
        issuer: what it calls itself, and where its description lies.
        known_as: what it calls this product, its `client_id`.
        secret: None where the product has none and PKCE alone binds the code.
        organisation: the only one that it vouches for.
        scopes: what is asked for.
        signing: the algorithms that its proofs may be signed with.
        hosts: where else than at the issuer's it may be asked.
        organisations, roles, levels: its claims and what they mean.
    """

    id: str
    name: str
    issuer: str
    known_as: str
    secret: str | None = field(repr=False)
    organisation: OrganisationId
    scopes: tuple[str, ...]
    signing: tuple[str, ...]
    hosts: frozenset[str]
    organisations: Claim
    roles: Claim
    levels: Claim

    def vouches(self, claims: Claims) -> "Vouched":
        """What a proof of this provider says; whoever calls has verified it."""
        own = self.organisations.meant(claims)
        level = self.levels.meant(claims)
        return Vouched(
            subject=Subject(self.issuer, _text(claims.get("sub"))),
            organisation=self.organisation if own == {self.organisation} else None,
            functions=frozenset(Function(each) for each in self.roles.meant(claims)),
            level=Level(next(iter(level))) if len(level) == 1 else None,
            proved=_moment(claims.get("auth_time")),
        )

    def asks_for(self, least: int) -> str:
        """The values of `acr` that would do, for the request; empty where another claim tells."""
        enough = (value for value, level in self.levels.means.items() if level >= least)
        return " ".join(enough) if self.levels.path == ("acr",) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What a provider says of somebody.

    Attributes:
        organisation: None where it is not the provider's own.
        functions: every one that it names.
        level: None where it says none, or several.
        proved: when the person last proved to be it, where the provider says so.
    """

    subject: Subject = field(repr=False)
    organisation: OrganisationId | None
    functions: frozenset[Function]
    level: Level | None
    proved: datetime | None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, int) or not 0 < value <= LATEST_MOMENT:
        return None
    return datetime.fromtimestamp(value, UTC)
