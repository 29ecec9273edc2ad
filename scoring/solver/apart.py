"""Solves in a process of its own: what happens to the solver there never reaches the caller."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from threading import Event, Thread
from time import monotonic

from scoring.limit import Cancelled, Limit, Progress, Tell
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.solver.front import DEFAULT, solve

POLL_SECONDS = 0.05
GRACE_SECONDS = 30.0
"""How long the solver may take beyond its limit or a cancel before it is ended from outside."""

START = "from scoring.solver.apart import work; work()"
NO_MEMORY = "the solver ran out of the memory it may use"
ALLOW_MORE = "allow it more memory, or split the round"


class SolverFailed(RuntimeError):  # noqa: N818
    """The solver's process ended without an answer; whoever asked is unharmed and may ask again."""


def solve_apart(
    problem: PlacementProblem,
    limit: Limit = DEFAULT,
    *,
    memory_bytes: int | None = None,
    tell: Tell | None = None,
    cancelled: Cancelled | None = None,
    grace_seconds: float = GRACE_SECONDS,
) -> Result:
    """Solve as `solve` does, in a child process.

    Args:
        problem: the checked round.
        limit: as for `solve`.
        memory_bytes: address space of the child, the libraries themselves included; None for all.
        tell: called in this process, in the thread that asked.
        cancelled: asked in this process.
        grace_seconds: what the child may take beyond the limit's seconds or a cancel.

    Raises:
        SolverFailed: the child crashed, ran out of memory or overran; nothing else has changed.
    """
    with _Child.started(memory_bytes) as child:
        child.send((problem.country, problem.round, problem.policy, limit))
        deadline = None if limit.seconds is None else monotonic() + limit.seconds + grace_seconds
        while True:
            for told in child.told():
                if isinstance(told, Result):
                    return told
                if isinstance(told, Progress) and tell is not None:
                    tell(told)
                if isinstance(told, str):
                    raise SolverFailed(told)
            if cancelled is not None and not child.asked_to_stop and cancelled():
                child.stop()
                deadline = min(deadline or monotonic() + grace_seconds, monotonic() + grace_seconds)
            if deadline is not None and monotonic() > deadline:
                raise SolverFailed("the solver overran its limit and was ended; split the round")


@dataclass(eq=False)
class _Child:
    """The child process and the pipe to it; leaving the context ends it, whatever happened."""

    process: subprocess.Popen[bytes]
    pipe: Connection
    asked_to_stop: bool = field(default=False)
