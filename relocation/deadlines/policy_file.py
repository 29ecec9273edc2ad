"""Reads the dated policy of deadlines and refuses what is unknown, missing or without sense."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from relocation.deadlines.awaited import Awaited
from relocation.deadlines.policy import (
    TRACKS,
    After,
    Days,
    DeadlinePolicy,
    Directory,
    PerUrgency,
    Untouched,
)
from scoring.policy import PolicyError, PolicyNumber
from scoring.policy_reader import (
    read_day,
    read_number,
    read_section,
    read_text,
    read_toml,
    same_keys,
)

FOLDER = Path(__file__).parents[1] / "policies"
LATEST = "deadlines-2026-proposed"
SECTIONS = {"days_off": Days, "untouched": Untouched, "after": After, "directory": Directory}
HEAD = {"version", "valid_from", "steps", *SECTIONS}


@cache
def load_deadlines(name: str = LATEST) -> DeadlinePolicy:
    """Read a shipped policy of deadlines by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_deadlines(read_toml(FOLDER / f"{name}.toml", FOLDER))


def read_deadlines(document: Mapping[str, Any]) -> DeadlinePolicy:
    """Turn a parsed document into a policy; see `load_deadlines` for the errors."""
    same_keys("policy", set(document), HEAD)
    numbers: dict[str, PolicyNumber] = {}
    table = document["steps"] if isinstance(document["steps"], dict) else {}
    same_keys("steps", set(table), set(Awaited))
    steps = {
        each: read_number(f"steps.{each}", table[each], PerUrgency, numbers) for each in Awaited
    }
    sections = {
        name: read_section(name, document[name], kind, numbers) for name, kind in SECTIONS.items()
    }
    policy = DeadlinePolicy(
        version=read_text("version", document["version"]),
        valid_from=read_day("valid_from", document["valid_from"]),
        steps=steps,
        numbers=numbers,
        **sections,
    )
    for fault in _faults(policy):
        raise PolicyError(f"policy: {fault}")
    return policy


def _faults(policy: DeadlinePolicy) -> Iterator[str]:
    for name, times in (*policy.steps.items(), ("after.overdue", policy.after.overdue)):
        if len(times) != len(TRACKS) or min(times) < 1:
            yield f"{name}: three whole numbers of at least 1: {', '.join(TRACKS)}"
        elif times[1] > times[2]:
            yield f"{name}: urgent may not take longer than standard"
    untouched, after = policy.untouched, policy.after
    if not 0 < untouched.warning_days < min(untouched.draft_days, untouched.nomination_days):
        yield "untouched: at least one day of warning, and fewer than the days of expiry"
    if min(after.unread_hours, after.review_days) < 1:
        yield "after: at least one hour and one working day"
    if policy.directory.stale_days < 1:
        yield "directory: at least one day"
