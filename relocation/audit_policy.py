"""The audit log's numbers that are policy: how many cases a day, how often a checkpoint."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, get_type_hints

from relocation.permissions import Role
from scoring.policy import PolicyNumber
from scoring.policy_kinds import Within
from scoring.policy_reader import HEAD, Reading, document_of

LATEST = "audit-2026-proposed"
CENTRAL = frozenset({Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER})
WITHOUT_QUOTA = frozenset({Role.ENGINE})
"""It judges all who wait at once, and shows no person what it reads."""


Cases = Annotated[int, Within(1, 100_000)]
Lines = Annotated[int, Within(1, 1_000_000)]


@dataclass(frozen=True, slots=True)
class AuditPolicy:
    """The numbers, with what stands behind each in `numbers`."""

    version: str
    valid_from: date
    quota_per_day: Cases
    quota_per_day_central: Cases
    checkpoint_lines: Lines
    checkpoint_minutes: Annotated[int, Within(1, 10_080)]
    name_hours: Annotated[int, Within(1, 8_760)]
    break_glass_minutes: Annotated[int, Within(1, 1_440)]
    countersign_hours: Annotated[int, Within(1, 168)]
    numbers: tuple[PolicyNumber, ...] = ()

    def quota(self, role: Role) -> int | None:
        """How many distinct cases a person may open on a day; None for no limit."""
        if role in WITHOUT_QUOTA:
            return None
        return self.quota_per_day_central if role in CENTRAL else self.quota_per_day

    @property
    def highest_quota(self) -> int:
        return max(self.quota_per_day, self.quota_per_day_central)


NAMES = [each.name for each in fields(AuditPolicy) if each.name not in {*HEAD, "numbers"}]


def read_audit_policy(text: str) -> AuditPolicy:
    """Read a policy from TOML.

    Raises:
        PolicyError: a number is unknown, missing, or outside of its own range.
    """
    document = document_of(text)
    reading, hints = Reading(document, text), get_type_hints(AuditPolicy, include_extras=True)
    known = reading.table((), document, {*HEAD, *NAMES})
    entries = {name: known[name] for name in NAMES if name in known}
    values = reading.values((), entries, {name: hints[name] for name in entries})
    head = reading.head()
    reading.refuse()
    return AuditPolicy(numbers=tuple(reading.numbers.values()), **head, **values)


@cache
def load_audit_policy() -> AuditPolicy:
    """The policy that the product ships."""
    file = files("relocation").joinpath("policies", f"{LATEST}.toml")
    return read_audit_policy(file.read_text(encoding="utf-8"))
