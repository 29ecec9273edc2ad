"""Pages name only commands and make targets that exist."""

import re

import click
import pytest

from api.exit_codes import ExitCode
from api.program import COMMANDS, relocation
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


def page_of_commands():
    return (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")


def test_every_command_has_a_heading():
    headings = re.findall(r"^## `relocation (\S+)`$", page_of_commands(), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


def test_every_command_below_a_command_is_told():
    context = click.Context(relocation)
    groups = {name: relocation.get_command(context, name) for name in COMMANDS}
    below = [
        f"`relocation {name} {each}"
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for each in group.list_commands(context)
    ]
    assert [path for path in below if path not in page_of_commands()] == []


def test_every_exit_code_stands_on_the_page():
    page = page_of_commands()
    assert [code.name for code in ExitCode if f"| {code.value} |" not in page] == []
