"""docs/rules.md states every rule, and each claim names the test that proves it."""

from functools import cache

import pytest

from tests.documentation.markers import ROOT, written_below
from tests.documentation.rulebook import CHECKS, Rulebook, read_rules

FAMILIES = {
    "WF": 25,
    "REL": 13,
    "HO": 10,
    "FIN": 5,
    "ORG": 6,
    "EV": 5,
    "COM": 1,
    "SC": 10,
    "SV": 8,
    "EX": 8,
    "DY": 4,
    "WI": 10,
    "SE": 20,
    "RE": 20,
    "IF": 9,
    "UI": 17,
}


@cache
def rulebook() -> Rulebook:
    return Rulebook(
        rules=read_rules((ROOT / "docs" / "rules.md").read_text("utf-8")),
        tests=written_below(ROOT / "tests"),
        ids=tuple(f"{family}-{n + 1}" for family, last in FAMILIES.items() for n in range(last)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_rules_and_the_tests_agree(check):
    assert list(check(rulebook())) == []


def test_the_page_says_that_a_lawyer_confirms_the_law():
    introduction = (ROOT / "docs" / "rules.md").read_text("utf-8").split("## ")[0]
    assert "a lawyer must confirm" in introduction
