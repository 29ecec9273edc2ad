"""How the whole process ends, where a library or the system would end it otherwise."""

import os
import subprocess
import sys

import pytest

from api.exit_codes import ExitCode
from api.no_plan import line
from tests.api.conftest import ROOT, SMALL

START = "from api.cli import main; main()"


def ended(script, *words, stdout=subprocess.PIPE, **environment):
    return subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", script, *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | environment,
    )


@pytest.mark.slow
def test_a_terminal_that_knows_only_ascii_is_no_fault():
    words = ("data", "show", "0101")
    assert ended(START, *words, PYTHONIOENCODING="ascii").returncode == ExitCode.DONE


@pytest.mark.slow
def test_output_whose_reader_has_gone_ends_quietly_with_2():
    reading, writing = os.pipe()
    os.close(reading)
    done = ended(START, "data", "show", "0101", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (ExitCode.BAD_INPUT, b"")


@pytest.mark.parametrize("other", ["ImportError", "RuntimeError"])
def test_ctrl_c_that_a_library_turns_into_another_error_ends_with_130(other):
    script = f"""
import signal
from api import cli

def interrupted():
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise {other}

cli._run = interrupted
cli.main()
"""
    assert ended(script).returncode == ExitCode.INTERRUPTED


def test_ctrl_c_at_the_very_end_leaves_the_exit_code():
    script = f"""
import atexit, signal
atexit.register(signal.raise_signal, signal.SIGINT)
{START}
"""
    assert ended(script, "--version").returncode == ExitCode.DONE


INTERRUPTED = """
import os, signal, sys
from api.cli import main

moment, end = [sys.argv.pop(1)], sys.argv.pop(1)

def interrupt(event, facts):
    if event in moment and str(facts[0]).endswith(end):
        moment.clear()
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(interrupt)
main()
"""
"""Sends itself the signal when Python tells that it loads a module or opens a file."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "end"),
    [("import", "click"), ("import", "numpy"), ("open", ".toml"), ("open", SMALL.name)],
)
def test_ctrl_c_before_there_is_a_plan_says_so_in_one_line(moment, end):
    done = ended(INTERRUPTED, moment, end, "propose", str(SMALL), RELOCATION_LANGUAGE="en")
    told = "Interrupted: there is no plan to show yet, and nothing was written."
    assert (done.returncode, done.stdout) == (ExitCode.INTERRUPTED, b"")
    assert done.stderr.decode().split("\n") in ([told, ""], ["", told, ""])


@pytest.mark.parametrize("words", [("--language", "da"), ("--language=da",)])
def test_ctrl_c_before_there_is_a_plan_speaks_the_language_asked_for(words):
    asked = ("propose", str(SMALL), *words)
    done = ended(INTERRUPTED, "import", "click", *asked, RELOCATION_LANGUAGE="en")
    assert done.stderr.decode() == (
        "Afbrudt: der er endnu ingen plan at vise, og intet er skrevet.\n"
    )


NO_ANSWER = {
    "da": "Afbrudt: der er intet svar, og intet er skrevet.",
    "en": "Interrupted: there is no answer, and nothing was written.",
}


@pytest.mark.parametrize("command", ["check", "explain", "data check", "data show"])
@pytest.mark.parametrize("tag", NO_ANSWER)
def test_ctrl_c_in_a_command_that_only_answers_says_that_there_is_no_answer(command, tag):
    assert line([*command.split(), "--language", tag]) == NO_ANSWER[tag]


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "end"), [("import", "click"), ("open", SMALL.name)])
def test_ctrl_c_before_there_is_an_answer_says_so_in_one_line(moment, end):
    words = ("check", str(SMALL), str(SMALL), "--language", "en")
    done = ended(INTERRUPTED, moment, end, *words)
    assert (done.returncode, done.stdout) == (ExitCode.INTERRUPTED, b"")
    assert done.stderr.decode().lstrip("\n") == f"{NO_ANSWER['en']}\n"


def test_ctrl_c_in_a_command_that_may_have_done_something_ends_with_130():
    done = ended(INTERRUPTED, "import", "click", "jobs", "run")
    assert (done.returncode, done.stderr) == (ExitCode.INTERRUPTED, b"")
