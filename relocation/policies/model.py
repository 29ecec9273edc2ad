"""One version of one policy, and which of several counts on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

SHIPPED = 1
"""The number of the version that comes with the product."""
MOST_REASON = 1000
MOST_CONTENT = 200_000
"""Characters."""


class PolicyName(StrEnum):
    """What the numbers are of."""

    PLACEMENT = "placement"
    """Weights, room, shortlist: the engine's."""
    DEADLINES = "deadlines"
    AUDIT = "audit"
    """Quotas of opened cases, and the log's own."""
    STORE = "store"
    SIGN_IN = "sign_in"
    """Passwords, pauses after failures, how long sessions last."""
    STATISTICS = "statistics"
    """When, how finely and how rounded figures are published."""


class Status(StrEnum):
    """How far a version has come."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One version; its content never changes.

    Attributes:
        number: counted from 1, the one that comes with the product.
        valid_from: the first day it would count, as its own content says.
        content: the numbers with what stands behind each, as TOML.
        reason: why it was proposed.
        proposed, adopted: when; None for the one that comes with the product, or never.
        proposed_by, adopted_by: pseudonyms of persons.
    """

    name: PolicyName
    number: int
    valid_from: date
    content: str
    status: Status
    reason: str
    proposed: datetime | None = None
    proposed_by: str | None = None
    adopted: datetime | None = None
    adopted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs between two versions; None where it is not in one of them."""

    entry: str
    before: Any
    after: Any


def in_force(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion | None:
    """The adopted version that counts: the latest day of beginning, then the latest number."""
    begun = [v for v in versions if v.status is Status.ADOPTED and v.valid_from <= day]
    return max(begun, key=lambda version: (version.valid_from, version.number), default=None)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two documents, entry by entry, in the order of their names."""
    one, other = dict(_flat(before)), dict(_flat(after))
    return tuple(
        Change(entry, one.get(entry), other.get(entry))
        for entry in sorted({*one, *other})
        if one.get(entry) != other.get(entry)
    )


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
