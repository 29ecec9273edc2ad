"""In a narrow terminal nothing is left out: where a table does not fit, lines stand instead."""

import io
import os
import pty
import subprocess
import sys

import pytest
from rich.console import Console

from api.answer import Answer
from api.inputs import language_for, open_answered
from api.language import LANGUAGES
from api.rows import Column, Rows, print_rows
from api.terminal import print_proposal
from scoring.solver import diverse_plans
from tests.api.conftest import ROOT, SMALL
from tests.api.test_propose import SCRIPT, read_from

WIDTHS = (40, 60, 80)
SHAPE = {"·", "─"}
"""What belongs to one of the two forms alone."""


@pytest.fixture(scope="module")
def answer(proposed):
    """The example with other plans beside it, so that every table of a proposal is shown."""
    problem, result = open_answered(proposed.result, SMALL, "2026-proposed")
    return Answer(problem, result, diverse=diverse_plans(problem, result))


def printed(answer, tag, width):
    out = io.StringIO()
    say = language_for(tag, answer.problem)
    print_proposal(answer, say, Console(width=width, file=out, highlight=False))
    return out.getvalue()


def words(text):
    return {word for word in text.split() if not set(word) <= SHAPE}


@pytest.mark.sample(2)
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.rule("IF-7")
def test_a_narrow_terminal_shows_every_word_and_number_of_a_wide_one(answer, tag, width):
    assert words(printed(answer, tag, 400)) - words(printed(answer, tag, width)) == set()


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_cut_or_longer_than_the_terminal(answer, tag, width):
    shown = printed(answer, tag, width)
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.rule("IF-7")
def test_eighty_columns_are_enough_for_the_tables_of_the_example(answer):
    assert "─" * 60 in printed(answer, "da", 80)


def test_a_number_stays_beside_its_heading_where_a_table_does_not_fit():
    columns = (Column("Who"), Column("Safety", number=True), Column("Notes", wraps=True))
    out = io.StringIO()
    rows = Rows(columns, [("somebody-with-a-long-key", "100", "1"), ("p2", "7", "")])
    print_rows(Console(width=30, file=out), rows)
    lines = [line.strip() for line in out.getvalue().splitlines() if line.strip()]
    assert lines[:2] == ["Who somebody-with-a-long-key", "Safety 100 · Notes 1"]
    assert lines[2:] == ["Who p2", "Safety 7"]


@pytest.mark.slow
@pytest.mark.rule("IF-7")
def test_a_terminal_of_forty_columns_gets_the_lines_from_the_command_itself():
    screen, terminal = pty.openpty()
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-c", SCRIPT, "relocation", "propose", str(SMALL)]
    sized = {**os.environ, "TERM": "xterm", "COLUMNS": "40"}
    with subprocess.Popen(command, cwd=ROOT, stdout=terminal, stderr=quiet, env=sized) as ran:
        shown = read_until_done(ran, screen, terminal)
    assert ran.returncode == 0
    assert ("…" in shown, "Kommune Bornholm" in shown) == (False, True)


def read_until_done(running, screen, terminal):
    running.wait(120)
    os.close(terminal)
    return b"".join(iter(lambda: read_from(screen), b"")).decode()
