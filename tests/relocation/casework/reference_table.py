"""The table of expectation, kept by hand: who takes which step from where, and what it needs."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STEPS = Path(__file__).parents[1] / "expected_steps.csv"


@dataclass(frozen=True)
class Row:
    """One line of the table of expectation."""

    to: str
    who: frozenset[str]
    needs: tuple[str, ...]
    stage: str


def _row(line: Mapping[str, str]) -> Row:
    return Row(line["to"], frozenset(line["who"].split()), (*line["needs"].split(),), line["stage"])


with STEPS.open(encoding="utf-8") as _file:
    TABLE: dict[tuple[str, str, str], Row] = {
        (line["workflow"], line["step"], state): _row(line)
        for line in csv.DictReader(_file)
        for state in line["from"].split()
    }
"""By kind, step and state."""
HEARD_AT_HOME = frozenset({"residence_report", "nomination_call", "acute_review"})
OF_THE_HOME = {False: HEARD_AT_HOME, True: HEARD_AT_HOME | {"registration", "address_protection"}}
"""Kinds that are there for who holds the residence alone, and for who receives, of its own."""
