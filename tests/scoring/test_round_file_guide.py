"""The guide to the round's file: its example works, and it lists every rule."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relocation.municipalities.register import load_register
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round_file import read_round_bytes
from scoring.round_file.words import OTHER, PATTERNS, WORDS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/reference/round-file.md").read_text(encoding="utf-8")
SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
NAMED_BY = {"Fault", "Seen", "Finding", "refused_at"}


@pytest.mark.rule("IF-7")
def test_the_guides_example_is_a_round_of_three_people_and_a_feud():
    example = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)[0]
    country = load_register(date(2026, 11, 22)).country
    round_ = read_round_bytes(example.encode(), country, load_policy())
    assert len(PlacementProblem(country, round_, load_policy()).units) == 2
    assert [relation.kind for relation in round_.relations] == ["feud"]


def rules_in(path: Path) -> Iterator[str]:
    """The rules that a file's calls name by a plain text without a blank."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMED_BY:
            for given in node.args:
                value = getattr(given, "value", None)
                if isinstance(value, str) and "_" in value and SLUG.fullmatch(value):
                    yield value


def test_the_guide_lists_every_rule():
    folders = (ROOT / "scoring/round_faults", ROOT / "scoring/round_file")
    named = {rule for folder in folders for path in folder.glob("*.py") for rule in rules_in(path)}
    worded = {rule for rule, _ in (*WORDS.values(), *PATTERNS.values(), OTHER)}
    assert len(named) > 40
    assert {rule for rule in named | worded if f"`{rule}`" not in GUIDE} == set()
