"""Figures beside the rounds: judging many people, asking "why not there", starting the command."""

import json
import subprocess
import sys
from statistics import median
from time import monotonic

from benchmarks.presets import problem
from scoring.explain import why_not, why_not_at_once
from scoring.judging import judge
from scoring.solver import solve

PEOPLE = 2_000
ASKED = 60
STARTS = 5
HEAVY = ("highspy", "ortools")
START = """
import json, sys, time
started = time.monotonic()
import api.program
print(json.dumps([time.monotonic() - started, [m for m in sys.argv[1:] if m in sys.modules]]))
"""


def judging_seconds() -> float:
    """Seconds to judge 2,000 made-up people on all criteria against all municipalities."""
    asked = problem(PEOPLE, "sparse", 1)
    started = monotonic()
    judge(asked)
    return monotonic() - started


def why_not_seconds() -> tuple[float, float]:
    """Seconds to the quick and to the exact answer, for the first person of a round of 60."""
    asked = problem(ASKED, "feud", 1)
    result, person = solve(asked), asked.units[0].keys[0]
    others = [code for code in asked.country.codes if code != result.place_of(person)]
    place = next(c for c in others if not why_not_at_once(asked, result, person, c).closed)
    started = monotonic()
    why_not_at_once(asked, result, person, place)
    quick = monotonic()
    why_not(asked, result, person, place)
    return quick - started, monotonic() - quick


def start_seconds() -> tuple[float, list[str]]:
    """Seconds to import the command line, the median of five, and the solvers it drags in."""
    found = []
    for _ in range(STARTS):
        command = [sys.executable, "-c", START, *HEAVY]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))
    return median(seconds for seconds, _ in found), found[0][1]
