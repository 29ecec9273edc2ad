"""The audit log's numbers that are policy: how many cases a day, how often a checkpoint."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from relocation.permissions import Role
from scoring.policy import PolicyNumber

LATEST = "audit-2026-proposed"
CENTRAL = frozenset({Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER})
WITHOUT_QUOTA = frozenset({Role.ENGINE})
"""It judges all who wait at once, and shows no person what it reads."""


class NumberIn(BaseModel):
    """One number as the file states it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    value: int = Field(ge=1)
    unit: str
    status: Literal["proposed", "published"]
    reason: str
    sensitivity: str
    plausible: list[int] = Field(min_length=2, max_length=2)

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        lowest, highest = self.plausible
        if not lowest <= self.value <= highest:
            raise ValueError("the value is outside of its plausible range")
        return self


class PolicyIn(BaseModel):
    """The file; an unknown or missing number refuses it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    version: str
    valid_from: date
    quota_per_day: NumberIn
    quota_per_day_central: NumberIn
    checkpoint_lines: NumberIn
    checkpoint_minutes: NumberIn
    name_hours: NumberIn


@dataclass(frozen=True, slots=True)
class AuditPolicy:
    """The numbers, with what stands behind each in `numbers`."""

    version: str
    valid_from: date
    quota_per_day: int
    quota_per_day_central: int
    checkpoint_lines: int
    checkpoint_minutes: int
    name_hours: int
    numbers: tuple[PolicyNumber, ...] = ()

    def quota(self, role: Role) -> int | None:
        """How many distinct cases a person may open on a day; None for no limit."""
        if role in WITHOUT_QUOTA:
            return None
        return self.quota_per_day_central if role in CENTRAL else self.quota_per_day

    @property
    def highest_quota(self) -> int:
        return max(self.quota_per_day, self.quota_per_day_central)


def read_audit_policy(text: str) -> AuditPolicy:
    """Read a policy from TOML.

    Raises:
        ValidationError: a number is unknown, missing, or outside of its own range.
    """
    found = PolicyIn.model_validate(tomllib.loads(text))
    entries = {name: entry for name, entry in found if isinstance(entry, NumberIn)}
    return AuditPolicy(
        version=found.version,
        valid_from=found.valid_from,
        numbers=tuple(_number(name, entry) for name, entry in entries.items()),
        **{name: entry.value for name, entry in entries.items()},
    )


@cache
def load_audit_policy() -> AuditPolicy:
    """The policy that the product ships."""
    file = files("relocation").joinpath("policies", f"{LATEST}.toml")
    return read_audit_policy(file.read_text(encoding="utf-8"))


def _number(name: str, entry: NumberIn) -> PolicyNumber:
    lowest, highest = entry.plausible
    return PolicyNumber(
        name=name,
        value=entry.value,
        unit=entry.unit,
        status=entry.status,
        reason=entry.reason,
        sensitivity=entry.sensitivity,
        plausible=(float(lowest), float(highest)),
    )
