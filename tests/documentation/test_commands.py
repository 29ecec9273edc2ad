"""Pages name only commands and make targets that exist."""

import re

import pytest

from api.cli import COMMANDS
from tests.documentation.asked import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def code_of(path):
    return "\n".join(CODE.findall(path.read_text(encoding="utf-8")))


def targets():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


# The rules also name commands of later parts of the product.
@pytest.mark.parametrize("path", [p for p in PAGES if p.name != "rules.md"], ids=lambda p: p.name)
def test_every_command_a_page_names_exists(path):
    named = set(re.findall(r"\brelocation ([a-z][a-z-]*)", code_of(path)))
    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_make_target_a_page_names_exists(path):
    named = set(re.findall(r"\bmake ([a-z]+)\b", code_of(path)))
    assert named - targets() == set()
