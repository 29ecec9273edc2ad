"""Words that a command does not know: place, rule and remedy in one line, never the word."""

import subprocess
import sys

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import ROOT, SMALL, run

CPR = "310290-1234"
WRONG = {
    "a word for a choice": (("propose", "--language", CPR, SMALL), "--language: ", "da, en"),
    "a choice that is an argument": (("data", "import", CPR, SMALL), "KIND: ", "labour_force"),
    "a stage": (("explain", SMALL, SMALL, "p", "--stage", CPR), "--stage: ", "S0, S1"),
    "a command": ((CPR,), "relocation: ", "demo, serve, propose"),
    "a command below": (("data", CPR), "relocation data: ", "check, import, show"),
    "an option": (("propose", f"--{CPR}", SMALL), "relocation propose: ", "propose --help"),
    "an option nearly": (("propose", "--efort", CPR, SMALL), "relocation propose: ", "--effort"),
    "a value for a flag": (("propose", f"--quiet={CPR}", SMALL), "--quiet: ", "value is missing"),
    "no value": (("propose", SMALL, "--seconds"), "--seconds: ", "value is missing"),
    "a number": (("demo", "--people", CPR), "--people: ", "from 4 to 500"),
    "a number out of range": (("demo", "--people", "10190"), "--people: ", "from 4 to 500"),
    "below the least": (("propose", SMALL, "--memory", "0"), "--memory: ", "at least 1"),
    "no finite number": (("propose", SMALL, "--effort", "inf"), "--effort: ", "above 0"),
    "a day": (("data", "show", "0101", "--on", CPR), "--on: ", "2026-11-22"),
    "a folder for a file": (("backup", "--database", ROOT, "--keys", CPR), "--database: ", "path"),
    "a word too many": (("check", SMALL, SMALL, CPR), "relocation check: ", "more words"),
    "a word too few": (("check", SMALL), "ROUND.json: ", "missing"),
    "an option too few": (("backup", "--keys", CPR), "--database: ", "missing"),
}


@pytest.mark.parametrize(("words", "place", "remedy"), WRONG.values(), ids=WRONG)
@pytest.mark.rule("IF-6")
def test_wrong_usage_is_one_line_with_place_and_remedy_and_without_the_word(
    monkeypatch, words, place, remedy
):
    monkeypatch.setenv("RELOCATION_LANGUAGE", "en")
    done = run(*words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, "", 1)
    assert done.stderr.startswith(place)
    assert remedy in done.stderr
    assert not [word for word in (CPR, "10190", "efort ", "inf;") if word in done.stderr]


@pytest.mark.parametrize(
    ("asked", "said"), [((), "ikke en dag"), (("--language", "en"), "not a day")]
)
def test_wrong_usage_is_told_in_the_language_that_the_words_ask_for(monkeypatch, asked, said):
    monkeypatch.delenv("RELOCATION_LANGUAGE", raising=False)
    assert said in run("data", "show", "0101", "--on", CPR, *asked).stderr


def test_a_group_without_a_command_still_gives_its_help():
    assert "Examples:" in run("data").output


def test_the_program_itself_does_not_repeat_a_word_either():
    script = "from api.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script, CPR], capture_output=True, cwd=ROOT)  # noqa: PLW1510
    assert done.returncode == ExitCode.BAD_INPUT
    assert CPR.encode() not in done.stdout + done.stderr
