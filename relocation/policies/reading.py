"""Reads a policy's text by the rules of its kind; what comes with the product is read the same."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from relocation import audit_policy as audit
from relocation.audit_policy import read_audit_policy
from relocation.deadlines import policy_file as deadlines
from relocation.deadlines.policy_file import read_deadlines_text
from relocation.errors import EntryRefused
from relocation.policies.model import MOST_CONTENT, PolicyName
from relocation.sign_in_policy import LATEST as SIGN_IN
from relocation.sign_in_policy import read_sign_in_policy
from relocation.statistics_policy import LATEST as STATISTICS
from relocation.statistics_policy import read_statistics_policy
from relocation.store_policy import FOLDER, read_store_policy_text
from relocation.store_policy import LATEST as STORE
from scoring import policy_file as placement
from scoring.policy_file import read_policy_text
from scoring.policy_refused import PolicyError
from scoring.shipped_policy import LATEST as PLACEMENT


class Dated(Protocol):
    """What every policy says of itself."""

    @property
    def version(self) -> str: ...

    @property
    def valid_from(self) -> date: ...


READERS: Mapping[PolicyName, Callable[[str], Dated]] = {
    PolicyName.PLACEMENT: read_policy_text,
    PolicyName.DEADLINES: read_deadlines_text,
    PolicyName.AUDIT: read_audit_policy,
    PolicyName.STORE: read_store_policy_text,
    PolicyName.SIGN_IN: read_sign_in_policy,
    PolicyName.STATISTICS: read_statistics_policy,
}
FILES: Mapping[PolicyName, Path] = {
    PolicyName.PLACEMENT: placement.FOLDER / f"{PLACEMENT}.toml",
    PolicyName.DEADLINES: FOLDER / f"{deadlines.LATEST}.toml",
    PolicyName.AUDIT: FOLDER / f"{audit.LATEST}.toml",
    PolicyName.STORE: FOLDER / f"{STORE}.toml",
    PolicyName.SIGN_IN: FOLDER / f"{SIGN_IN}.toml",
    PolicyName.STATISTICS: FOLDER / f"{STATISTICS}.toml",
}


@lru_cache(maxsize=64)
def read(name: PolicyName, content: str) -> Dated:
    """The policy that a text is: the engine's, that of the deadlines, and so on.

    Raises:
        EntryRefused: it is none of this name; where and why, and never what stands there.
    """
    if len(content) > MOST_CONTENT:
        raise _refused(f"more than {MOST_CONTENT} characters", "Take out what is no number.")
    try:
        return READERS[name](content)
    except PolicyError as fault:
        rules = "; also ".join(str(each) for each in fault.faults)
        raise _refused(rules, "Mend each, or compare it with the version before.") from None


@cache
def shipped(name: PolicyName) -> str:
    """The text that comes with the product."""
    return FILES[name].read_text(encoding="utf-8")


def document(content: str) -> dict[str, Any]:
    """The entries of a text that was read before."""
    return tomllib.loads(content)


def _refused(rule: str, remedy: str) -> EntryRefused:
    return EntryRefused("content", rule, remedy)
