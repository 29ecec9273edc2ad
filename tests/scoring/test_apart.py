"""A solver in a process of its own: its crash, memory limit or overrun fails the job alone."""

import os
import signal
import subprocess
from datetime import date

import pytest

from relocation.municipalities.register import load_register
from scenarios.generate import generate
from scoring.check import check
from scoring.limit import Limit
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.result import Status
from scoring.result_file import result_bytes
from scoring.solver import SolverFailed, solve, solve_apart
from tests.worlds import small_world

ON = date(2026, 11, 22)
TOO_LITTLE = 64 * 2**20


@pytest.fixture(scope="module")
def large():
    """A round of 200 people, which no machine proves within a second."""
    land, rules = load_register(ON).country, load_policy()
    made_up = generate(land, rules, people=200, seed=1, family="sparse", on=ON)
    return PlacementProblem(land, made_up, rules)


def children():
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (line.split(maxsplit=1) for line in listed.stdout.splitlines())
    return [int(pid) for pid, command in lines if "apart_child" in command]


def kill_the_child(_):
    for pid in children():
        os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_solving_apart_gives_the_same_bytes_as_solving_here():
    world = small_world(3)
    assert result_bytes(solve_apart(world)) == result_bytes(solve(world))


@pytest.mark.slow
@pytest.mark.rule("SV-6")
def test_progress_of_every_aim_comes_through_in_order():
    told = []
    found = solve_apart(small_world(3), tell=told.append)
    assert [each.aim for each in told] == [aim.name for aim in found.aims]


@pytest.mark.slow
@pytest.mark.rule("RE-12")
def test_a_memory_limit_fails_the_job_with_its_remedy_and_the_next_job_is_answered(large):
    with pytest.raises(SolverFailed, match="memory"):
        solve_apart(large, memory_bytes=TOO_LITTLE)
    assert solve_apart(small_world(3)).status is Status.PROVEN


@pytest.mark.slow
@pytest.mark.rule("RE-12")
def test_a_solver_killed_on_its_way_fails_the_job_and_the_next_job_is_answered(large):
    with pytest.raises(SolverFailed, match="signal 9"):
        solve_apart(large, tell=kill_the_child)
    assert solve_apart(small_world(3)).status is Status.PROVEN


@pytest.mark.slow
@pytest.mark.rule("RE-12")
def test_no_process_is_left_behind_by_a_job_that_failed(large):
    with pytest.raises(SolverFailed):
        solve_apart(large, tell=kill_the_child)
    assert children() == []


@pytest.mark.slow
@pytest.mark.rule("RE-12", "SV-6")
def test_a_solver_that_overruns_its_seconds_is_ended_from_outside_and_its_process_is_gone(large):
    with pytest.raises(SolverFailed, match="overran"):
        solve_apart(large, Limit(seconds=0.001), grace_seconds=0.001)
    assert children() == []


@pytest.mark.slow
@pytest.mark.rule("SV-6")
def test_a_cancel_reaches_the_solver_and_brings_the_plan_so_far(large):
    told = []
    found = solve_apart(large, tell=told.append, cancelled=lambda: bool(told))
    assert found.status is Status.STOPPED
    assert check(large, found) == ()
