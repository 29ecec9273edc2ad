"""The same problem gives the same bytes: in a new process, on any cores, in any order of input."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Status
from scoring.result_file import result_bytes
from scoring.solver import count_best_plans, diverse_plans, solve
from tests.worlds import small_world

ROOT = Path(__file__).parents[2]
LIMITS = {"proven": 120.0, "cut by effort": 0.002}
SCRIPT = """
from hashlib import sha256
from scoring.limit import Limit
from scoring.result_file import result_bytes
from tests.scoring.test_determinism import LIMITS, world
from scoring.solver import solve
for effort in LIMITS.values():
    print(sha256(result_bytes(solve(world(), Limit(effort=effort)))).hexdigest())
"""


def world():
    """Some fifty people who compete, so that a tiny effort leaves aims open."""
    return small_world(7, places=25, people=50)


def hashes():
    found = (result_bytes(solve(world(), Limit(effort=effort))) for effort in LIMITS.values())
    return [sha256(each).hexdigest() for each in found]


def in_a_new_process(cores, hash_seed):
    """The hashes as another process finds them, on these cores alone."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def shuffled(problem, seed):
    """The same round with every list in another order, the pairs inside turned too."""
    rng, lists = Random(seed), {}
    for field in fields(problem.round):
        value = getattr(problem.round, field.name)
        if isinstance(value, tuple):
            lists[field.name] = tuple(rng.sample(value, len(value)))
    lists["keep_together"] = tuple(
        replace(each, people=each.people[::-1]) for each in lists["keep_together"]
    )
    lists["keep_apart"] = tuple(
        replace(each, people=each.people[::-1]) for each in lists["keep_apart"]
    )
    lists["people"] = tuple(replace(each, ties=each.ties[::-1]) for each in lists["people"])
    return PlacementProblem(problem.country, replace(problem.round, **lists), problem.policy)


@pytest.mark.rule("SV-4")
@pytest.mark.slow
def test_a_tiny_effort_leaves_an_aim_open_and_the_answer_repeatable():
    found = solve(world(), Limit(effort=LIMITS["cut by effort"]))
    assert found.status in {Status.FEASIBLE, Status.PROVEN_BUT_TIE_BREAK}
    assert found.repeatable


@pytest.mark.slow
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_a_new_process_gives_the_same_bytes(hash_seed):
    assert in_a_new_process(os.sched_getaffinity(0), hash_seed) == hashes()


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_one_core_gives_the_same_bytes_as_all_cores():
    assert in_a_new_process({min(os.sched_getaffinity(0))}, "0") == hashes()


@pytest.mark.slow
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("effort", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_no_byte(seed, effort):
    limit = Limit(effort=effort)
    once, again = solve(world(), limit), solve(shuffled(world(), seed), limit)
    assert result_bytes(again) == result_bytes(once)


@pytest.mark.sample(8)
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_input_changes_no_byte_of_a_small_world(seed):
    small = small_world(seed)
    assert result_bytes(solve(shuffled(small, seed))) == result_bytes(solve(small))


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_being_watched_for_a_cancel_that_never_comes_changes_no_byte():
    assert result_bytes(solve(world(), cancelled=lambda: False)) == result_bytes(solve(world()))


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_count_and_diverse_plans_are_the_same_again_in_another_order():
    first = small_world(7, places=9, people=14)
    second = shuffled(first, 1)
    once = [ask(first, solve(first)) for ask in (count_best_plans, diverse_plans)]
    again = [ask(second, solve(second)) for ask in (count_best_plans, diverse_plans)]
    assert again == once
