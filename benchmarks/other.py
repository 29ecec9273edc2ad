"""Two figures beside the rounds: judging many people, and how light the command line starts."""

import json
import subprocess
import sys
from statistics import median
from time import monotonic

from benchmarks.presets import problem
from scoring.judging import judge

PEOPLE = 2_000
STARTS = 5
HEAVY = ("highspy", "ortools")
START = """
import json, sys, time
started = time.monotonic()
import api.cli
print(json.dumps([time.monotonic() - started, [m for m in sys.argv[1:] if m in sys.modules]]))
"""


def judging_seconds() -> float:
    """Seconds to judge 2,000 made-up people on all criteria against all municipalities."""
    asked = problem(PEOPLE, "sparse", 1)
    started = monotonic()
    judge(asked)
    return monotonic() - started


def start_seconds() -> tuple[float, list[str]]:
    """Seconds to import the command line, the median of five, and the solvers it drags in."""
    found = []
    for _ in range(STARTS):
        command = [sys.executable, "-c", START, *HEAVY]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        found.append(json.loads(done.stdout))
    return median(seconds for seconds, _ in found), found[0][1]
