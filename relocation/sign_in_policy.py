"""Numbers of signing in that are policy: passwords, codes, pauses, sessions, outside."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, get_type_hints

from scoring.policy import PolicyNumber
from scoring.policy_kinds import Below, Within
from scoring.policy_reader import HEAD, Reading, document_of, text_of

FOLDER = Path(__file__).parent / "policies"
LATEST = "sign-in-2026-proposed"
LONGEST_PASSWORD = 1_024
"""Characters, whatever a policy says: what is longer is no password of anybody."""


@dataclass(frozen=True, slots=True)
class PasswordNumbers:
    """How long a password is, and what hashing one costs.

    Attributes:
        memory_kib, passes, lanes: of Argon2id; less than OWASP's least is refused.
        at_once: hashes of one process at the same time.
        wait_seconds: how long a further one waits for its turn.
    """

    least_length: Annotated[int, Within(8, 64), Below("most_length")]
    most_length: Annotated[int, Within(64, LONGEST_PASSWORD)]
    memory_kib: Annotated[int, Within(19_456, 4_194_304)]
    passes: Annotated[int, Within(2, 20)]
    lanes: Annotated[int, Within(1, 16)]
    at_once: Annotated[int, Within(1, 256)]
    wait_seconds: Annotated[int, Within(0, 60)]


@dataclass(frozen=True, slots=True)
class EnrolmentNumbers:
    """How long a code of enrolment is good for, and how many codes of recovery it leads to."""

    valid_hours: Annotated[int, Within(1, 168)]
    recovery_codes: Annotated[int, Within(1, 50)]


@dataclass(frozen=True, slots=True)
class CodeNumbers:
    """How many steps before and after the present one a one-time code may be of."""

    window_steps: Annotated[int, Within(0, 2)]


@dataclass(frozen=True, slots=True)
class PauseNumbers:
    """After how many failures a name and an address pause, and for how long."""

    name_failures: Annotated[int, Within(1, 100)]
    address_failures: Annotated[int, Within(1, 1_000)]
    first_seconds: Annotated[int, Within(1, 3_600), Below("longest_seconds", equal=True)]
    longest_seconds: Annotated[int, Within(1, 86_400)]
    forgotten_minutes: Annotated[int, Within(1, 43_200)]


@dataclass(frozen=True, slots=True)
class SessionNumbers:
    """How long a session lasts; no policy may go beyond 15 idle minutes and 8 hours (SE-20)."""

    idle_minutes: Annotated[int, Within(2, 15)]
    longest_hours: Annotated[int, Within(1, 8)]
    stepped_up_minutes: Annotated[int, Within(1, 60)]
    seen_seconds: Annotated[int, Within(1, 119)]


@dataclass(frozen=True, slots=True)
class OutsideNumbers:
    """How sure an outside provider must be, and how long what it says is used.

    Attributes:
        least_assurance: of `signing_in.model.Level`; below it nobody is let in.
        attempt_minutes: so long after it began somebody may come back from the provider.
        skew_seconds: so far the provider's clock may be off.
        kept_minutes: so long its description and its keys are used before they are asked anew.
    """

    least_assurance: Annotated[int, Within(1, 3)]
    attempt_minutes: Annotated[int, Within(1, 60)]
    skew_seconds: Annotated[int, Within(0, 300)]
    kept_minutes: Annotated[int, Within(1, 1_440)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPolicy:
    """One dated policy of signing in.

    Attributes:
        numbers: every number with what stands behind it, by section and name.
    """

    version: str
    valid_from: date
    passwords: PasswordNumbers
    enrolment: EnrolmentNumbers
    codes: CodeNumbers
    pauses: PauseNumbers
    sessions: SessionNumbers
    outside: OutsideNumbers
    numbers: Mapping[str, PolicyNumber]


SECTIONS = {name: kind for name, kind in get_type_hints(SignInPolicy).items() if is_dataclass(kind)}


@cache
def load_sign_in_policy(name: str = LATEST) -> SignInPolicy:
    """Read a shipped policy of signing in by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_sign_in_policy(text_of(FOLDER / f"{name}.toml", FOLDER))


def read_sign_in_policy(text: str) -> SignInPolicy:
    """Turn a text into a policy; see `load_sign_in_policy` for the errors, which name lines."""
    document = document_of(text)
    reading = Reading(document, text)
    reading.table((), document, {*HEAD, *SECTIONS})
    sections, head = reading.sections(SECTIONS), reading.head()
    reading.refuse()
    return SignInPolicy(numbers=reading.numbers, **head, **sections)
