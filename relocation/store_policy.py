"""Numbers of the store that are policy: attempts, pauses, limits, how long things are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from scoring.policy import PolicyNumber
from scoring.policy_kinds import Below, Within
from scoring.policy_reader import HEAD, Reading, document_of, text_of

FOLDER = Path(__file__).parent / "policies"
LATEST = "store-2026-proposed"
WITHIN_A_DAY = Within(1, 86_400)


@dataclass(frozen=True, slots=True)
class OutboxNumbers:
    """How often and how long apart a message is tried."""

    first_pause_seconds: Annotated[int, WITHIN_A_DAY, Below("longest_pause_seconds", equal=True)]
    longest_pause_seconds: Annotated[int, WITHIN_A_DAY]
    attempts: Annotated[int, Within(1, 1_000)]
    kept_days: Annotated[int, Within(1, 3_650)]


@dataclass(frozen=True, slots=True)
class IdempotencyNumbers:
    """How long the answer to a request is kept for its repetition."""

    kept_hours: Annotated[int, Within(1, 8_760)]


@dataclass(frozen=True, slots=True)
class LongJobNumbers:
    """How long a worker holds a long job, how often it is tried, and what it may use."""

    lease_seconds: Annotated[int, WITHIN_A_DAY]
    heartbeat_seconds: Annotated[int, WITHIN_A_DAY, Below("lease_seconds")]
    attempts: Annotated[int, Within(1, 1_000)]
    work_seconds: Annotated[int, WITHIN_A_DAY]
    memory_mebibytes: Annotated[int, Within(256, 1_048_576)]
    kept_days: Annotated[int, Within(1, 3_650)]
    waiting: Annotated[int, Within(1, 1_000)]


@dataclass(frozen=True, slots=True)
class RequestNumbers:
    """How many requests are answered, how large and how slow they may be."""

    account_at_once: Annotated[int, Within(1, 1_000_000)]
    account_a_minute: Annotated[int, Within(1, 1_000_000)]
    service_at_once: Annotated[int, Within(1, 1_000_000)]
    service_a_minute: Annotated[int, Within(1, 1_000_000)]
    address_at_once: Annotated[int, Within(1, 1_000_000)]
    address_a_minute: Annotated[int, Within(1, 1_000_000)]
    answered_at_once: Annotated[int, Within(1, 100_000)]
    connections: Annotated[int, Within(1, 100_000)]
    head_seconds: Annotated[int, Within(1, 600)]
    body_seconds: Annotated[int, Within(1, 600)]
    body_kibibytes: Annotated[int, Within(1, 102_400)]
    file_kibibytes: Annotated[int, Within(1, 51_200)]


@dataclass(frozen=True, slots=True)
class NoticeNumbers:
    """How often, how fast and how long systems of organisations and people's mail are told."""

    first_pause_seconds: Annotated[int, WITHIN_A_DAY, Below("longest_pause_seconds", equal=True)]
    longest_pause_seconds: Annotated[int, WITHIN_A_DAY]
    jitter_percent: Annotated[int, Within(0, 100)]
    attempts: Annotated[int, Within(1, 1_000)]
    lease_seconds: Annotated[int, WITHIN_A_DAY]
    answer_seconds: Annotated[int, WITHIN_A_DAY, Below("lease_seconds")]
    receivers_at_once: Annotated[int, Within(1, 1_000)]
    webhooks_each: Annotated[int, Within(1, 100)]
    overlap_hours: Annotated[int, Within(1, 8_760)]
    mail_minutes: Annotated[int, Within(1, 10_080)]
    kept_days: Annotated[int, Within(1, 3_650)]


@dataclass(frozen=True, slots=True)
class ClockNumbers:
    """How far the clocks of two machines of one store may be apart."""

    differ_seconds: Annotated[int, Within(0, 600)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePolicy:
    """One dated policy of the store.

    Attributes:
        numbers: every number with what stands behind it, by section and name.
    """

    version: str
    valid_from: date
    outbox: OutboxNumbers
    idempotency: IdempotencyNumbers
    long_jobs: LongJobNumbers
    requests: RequestNumbers
    notices: NoticeNumbers
    clocks: ClockNumbers
    numbers: Mapping[str, PolicyNumber]


SECTIONS = {name: kind for name, kind in get_type_hints(StorePolicy).items() if is_dataclass(kind)}


@cache
def load_store_policy(name: str = LATEST) -> StorePolicy:
    """Read a shipped policy of the store by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_store_policy_text(text_of(FOLDER / f"{name}.toml", FOLDER))


def read_store_policy_text(text: str) -> StorePolicy:
    """Turn a text into a policy; see `load_store_policy` for the errors, which name their lines."""
    return read_store_policy(document_of(text), text)


def read_store_policy(document: Mapping[str, Any], text: str | None = None) -> StorePolicy:
    """Turn a parsed document into a policy; see `load_store_policy` for the errors."""
    reading = Reading(document, text)
    reading.table((), document, {*HEAD, *SECTIONS})
    sections, head = reading.sections(SECTIONS), reading.head()
    reading.refuse()
    return StorePolicy(numbers=reading.numbers, **head, **sections)
