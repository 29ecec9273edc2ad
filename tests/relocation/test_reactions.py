"""The one screen of what follows: it names events that are told, and every step has its button."""

import ast

import pytest

from relocation.reactions import WHEN
from relocation.workflows import ALL
from tests.architecture.tree import ROOT, parsed

TOLD = {name for workflow in ALL.values() for step in workflow.steps for name in step.tells}
BEGUN = {"ColleagueNamed", "AddressWritten", "IdentityCorrected"}
"""Told by what begins or is put on record, and so by no table of steps."""
FOLDERS = (
    *("cases", "handovers", "measures", "nominations", "partners", "placements", "safety"),
    "staffing",
)


def words_of(folder):
    """Every plain text in a stage's modules, its tables of steps apart."""
    return {
        node.value
        for path in (ROOT / "relocation" / folder).glob("*.py")
        if not path.name.endswith("steps.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


WORDS = {word for folder in FOLDERS for word in words_of(folder)}


def test_whatever_something_follows_from_is_told_by_a_step_or_by_what_is_begun_or_written():
    assert set(WHEN) - TOLD == BEGUN
    assert WORDS >= BEGUN


@pytest.mark.parametrize("workflow", ALL)
def test_every_step_is_taken_by_some_service(workflow):
    without = {step.name for step in ALL[workflow].steps} - WORDS
    assert without == set()
