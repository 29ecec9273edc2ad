"""The child's side of solving apart: one question in, progress and one answer out."""

import os
import resource
import sys
from multiprocessing.connection import Connection
from threading import Event, Thread

from scoring.problem import PlacementProblem
from scoring.solver.front import solve

NO_MEMORY = "the solver needs more memory than it may use; allow more, or split the round"


def work() -> None:
    """Answer one question on the pipe whose number and memory limit stand in the arguments."""
    pipe, memory_bytes = Connection(int(sys.argv[1])), int(sys.argv[2])
    try:
        if memory_bytes:
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        _answer(pipe)
    except MemoryError:
        pipe.send(NO_MEMORY)


def _answer(pipe: Connection) -> None:
    country, round_, policy, limit = pipe.recv()
    stop = Event()
    _start(Thread(target=_listen, args=(pipe, stop), daemon=True))
    problem = PlacementProblem(country, round_, policy)
    pipe.send(solve(problem, limit, tell=pipe.send, cancelled=stop.is_set))


def _start(thread: Thread) -> None:
    try:
        thread.start()
    except RuntimeError:
        raise MemoryError from None


def _listen(pipe: Connection, stop: Event) -> None:
    """Stop when told; end with the caller, so that no solver is left behind on its own."""
    try:
        pipe.recv()
        stop.set()
        pipe.recv()
    except (EOFError, ConnectionError):
        os._exit(1)
