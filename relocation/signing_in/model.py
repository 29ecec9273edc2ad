"""What somebody shows to be let in, and what they get: nothing here is stored as it stands."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from relocation.actor import Actor, OrganisationId, UserId

ID = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
SHORTEST_NAME, LONGEST_NAME = 4, 32
MOST_DIGITS = 4
"""In a name: fewer than a date of birth has, so that nobody is called by a CPR number."""
ONE_HOUSEHOLD = 64
"""Bits of an IPv6 address that one connection has; the rest a machine chooses anew as it likes."""
LONGEST_SUBJECT = 500
"""Characters of an issuer or a subject."""


class Source(StrEnum):
    """Who saw the proof that a session began with."""

    LOCAL = "local"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to sign in.

    Attributes:
        name: the sign-in name.
        code: a one-time code, or a code of recovery.
        address: where the request came from.
    """

    name: str = field(repr=False)
    password: str = field(repr=False)
    code: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Password:
    """A password as proof of who still sits there."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code as proof of who still sits there."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A new password, with the old one and a code."""

    old: str = field(repr=False)
    code: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A code of enrolment, from whoever has it, with where the request came from."""

    code: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code of enrolment: told once, and to whoever is to have the account.

    Attributes:
        until: the first moment at which it is good for nothing.
    """

    name: str
    code: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class Enrolling:
    """What an authenticator is set up with; told until a code of it was confirmed.

    Attributes:
        secret: in base32, for typing.
        uri: the same as `otpauth://…`, for a picture to scan.
    """

    name: str
    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session that just began, or goes on under a new token; the token is told once.

    Attributes:
        codes_left: codes of recovery that are left, where one was used; else None.
    """

    user: UserId
    token: str = field(repr=False)
    ends: datetime
    codes_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session at one of its requests.

    Attributes:
        id: stays when the token changes; it is no secret of its own, and shown to nobody.
        actor: stepped up or not, as of this moment.
        stepped_up_until: None where it is not.
    """

    id: str = field(repr=False)
    actor: Actor
    source: Source
    begun: datetime
    ends: datetime
    stepped_up_until: datetime | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who somebody is to an outside provider."""

    issuer: str = field(repr=False)
    subject: str = field(repr=False)

    @property
    def can_be(self) -> bool:
        """Whether both are texts of a length that a provider gives."""
        return all(0 < len(each) <= LONGEST_SUBJECT for each in (self.issuer, self.subject))


@dataclass(frozen=True, slots=True)
class Service:
    """A system of one organisation, which acts on behalf of its people.

    Attributes:
        id: what it signs in by; no secret.
        ended: from then on it is refused.
    """

    id: str
    organisation: OrganisationId
    since: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class ServiceSecret:
    """What a service proves itself with; told once."""

    id: str
    secret: str = field(repr=False)


def readable(text: str) -> str:
    """A text that can be written down: half of a character, as JSON can have, becomes a mark."""
    return text.encode(errors="replace").decode()


def as_typed(name: str) -> str:
    """A sign-in name as it is compared: however it was typed."""
    return readable(name).strip().casefold()


def is_id(text: str) -> bool:
    """Whether it can be the id of an account or a service."""
    return ID.fullmatch(text) is not None


def can_be_named(name: str) -> bool:
    """Whether somebody can sign in by it: short, readable, and no number of a person."""
    digits = sum(letter.isdigit() for letter in name)
    is_long_enough = SHORTEST_NAME <= len(name) <= LONGEST_NAME
    return is_long_enough and digits <= MOST_DIGITS and NAME.fullmatch(name) is not None


def as_counted(address: str) -> str:
    """What tries from an address are counted by: an IPv6 address by its first 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return readable(address).casefold()
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, ONE_HOUSEHOLD), strict=False))
    return str(found)
