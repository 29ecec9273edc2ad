"""Reads the dated policy of deadlines and refuses what is unknown, missing or without sense."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from relocation.deadlines.awaited import Awaited
from relocation.deadlines.policy import (
    After,
    Days,
    DeadlinePolicy,
    Directory,
    PerUrgency,
    Untouched,
)
from scoring.policy_reader import HEAD, Reading, document_of, text_of

FOLDER = Path(__file__).parents[1] / "policies"
LATEST = "deadlines-2026-proposed"
SECTIONS = {"days_off": Days, "untouched": Untouched, "after": After, "directory": Directory}
STEPS: Mapping[str, Any] = dict.fromkeys(Awaited, PerUrgency)


@cache
def load_deadlines(name: str = LATEST) -> DeadlinePolicy:
    """Read a shipped policy of deadlines by its name.

    Raises:
        PolicyError: the file is missing, is no TOML, or has an unknown, missing or unusable entry.
    """
    return read_deadlines_text(text_of(FOLDER / f"{name}.toml", FOLDER))


def read_deadlines_text(text: str) -> DeadlinePolicy:
    """Turn a text into a policy; see `load_deadlines` for the errors, which name their lines."""
    return read_deadlines(document_of(text), text)


def read_deadlines(document: Mapping[str, Any], text: str | None = None) -> DeadlinePolicy:
    """Turn a parsed document into a policy; see `load_deadlines` for the errors."""
    reading = Reading(document, text)
    known = reading.table((), document, {*HEAD, "steps", *SECTIONS})
    steps = reading.values(("steps",), known["steps"], STEPS) if "steps" in known else {}
    sections, head = reading.sections(SECTIONS), reading.head()
    reading.refuse()
    by_step = {each: steps[each] for each in Awaited}
    return DeadlinePolicy(steps=by_step, numbers=reading.numbers, **head, **sections)
