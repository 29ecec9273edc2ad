"""How the whole process ends, where a library or the system would end it otherwise."""

import os
import subprocess
import sys

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import ROOT

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


def test_output_whose_reader_has_gone_ends_quietly_with_2():
    reading, writing = os.pipe()
    os.close(reading)
    done = ended(START, "data", "show", "0101", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (ExitCode.BAD_INPUT, b"")


def test_ctrl_c_that_a_library_turns_into_an_import_error_ends_with_130():
    script = """
import signal
from api import cli

def interrupted():
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError

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
