"""People at work on a real server, and ten times as many at once: nobody meets an error."""

import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT

WORDS = (
    "-m",
    "benchmarks.load",
    "--cases",
    "200",
    "--users",
    "50",
    "--seconds",
    "120",
    "--each",
    "3",
    "--bare",
    "0",
)


@pytest.mark.slow
@pytest.mark.rule("RE-15")
def test_people_at_work_meet_no_error_and_a_crowd_is_told_when_to_come_again():
    done = subprocess.run(
        [sys.executable, *WORDS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert ", 0 errors" in done.stdout
