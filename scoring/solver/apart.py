"""Solves in a process of its own: what happens to the solver there never reaches the caller."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager
from enum import StrEnum
from multiprocessing.connection import Pipe
from time import monotonic
from typing import Any

from scoring.limit import Cancelled, Limit, Progress, Tell
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.solver.front import DEFAULT

POLL_SECONDS = 0.05
GRACE_SECONDS = 30.0
"""How long the child may take beyond its limit or a cancel before it is ended from outside."""

START = "from scoring.solver.apart_child import work; work()"


class Ending(StrEnum):
    """How a solver's process ended without an answer."""

    NO_MEMORY = "no_memory"
    """It said that it needs more than it may use."""
    OVERRAN = "overran"
    """It was ended from outside, since it did not end in time."""
    GONE = "gone"
    """It crashed or was killed; also libraries that do not say that they lack memory end so."""


class SolverFailed(RuntimeError):
    """The solver's process ended without an answer; whoever asked is unharmed and may ask again.

    Attributes:
        ending: how it ended.
    """

    def __init__(self, message: str, ending: Ending) -> None:
        """Keep what happened, with its remedy behind a semicolon."""
        self.ending = ending
        super().__init__(message)


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
    with _Child(memory_bytes, grace_seconds) as child:
        child.ask(problem, limit)
        while True:
            told = child.told()
            if isinstance(told, Result):
                return told
            if told is not None and tell is not None:
                tell(told)
            if cancelled is not None and cancelled():
                child.stop()


class _Child(AbstractContextManager["_Child"]):
    """The child process and the pipe to it; leaving the context ends it, whatever happened."""

    def __init__(self, memory_bytes: int | None, grace_seconds: float) -> None:
        """Start the process; it waits for its question."""
        self.pipe, theirs = Pipe()
        self.grace_seconds = grace_seconds
        self.deadline: float | None = None
        self.stopping = False
        arguments = [str(theirs.fileno()), str(memory_bytes or 0)]
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", START, *arguments],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C reaches the caller alone, who asks for the best plan so far
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()

    def __exit__(self, *_: object) -> None:
        """End the process if it still runs, and leave nothing of it behind."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()

    def ask(self, problem: PlacementProblem, limit: Limit) -> None:
        """Hand over the round."""
        if limit.seconds is not None:
            self.deadline = monotonic() + limit.seconds + self.grace_seconds
        self._send((problem.country, problem.round, problem.policy, limit))

    def stop(self) -> None:
        """Ask for the best plan so far, once; the child must answer within the grace."""
        if not self.stopping:
            self.stopping = True
            latest = monotonic() + self.grace_seconds
            self.deadline = min(self.deadline or latest, latest)
            self._send(None)

    def told(self) -> Result | Progress | None:
        """What the child says next, None when nothing for a moment.

        Raises:
            SolverFailed: it says that it failed, is gone, or is later than it may be.
        """
        if self.deadline is not None and monotonic() > self.deadline:
            told = "the solver overran its limit and was ended; split the round"
            raise SolverFailed(told, Ending.OVERRAN)
        try:
            said = self.pipe.recv() if self.pipe.poll(POLL_SECONDS) else None
        except (EOFError, ConnectionError):
            raise self._gone() from None
        if isinstance(said, str):
            raise SolverFailed(said, Ending.NO_MEMORY)
        answer: Result | Progress | None = said
        return answer

    def _send(self, message: Any) -> None:
        try:
            self.pipe.send(message)
        except ConnectionError:
            raise self._gone() from None

    def _gone(self) -> SolverFailed:
        code = self.process.wait()
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        told = f"the solver {how} before it answered; solve again, with more memory"
        return SolverFailed(told, Ending.GONE)
