"""Solves a round at the command line: with a bar, stoppable, and with an exit code that tells."""

from dataclasses import dataclass

from api.answer import Answer
from api.exit_codes import ExitCode
from api.interrupt import ctrl_c
from api.language import Language
from api.terminal import progress
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Result, Status
from scoring.solver import solve


@dataclass(frozen=True)
class Answered:
    """What came of it; `cancelled` says that Ctrl-C cut it short."""

    answer: Answer
    cancelled: bool


def answer_round(
    problem: PlacementProblem, limit: Limit, say: Language, *, quiet: bool = False
) -> Answered:
    """Propose places; Ctrl-C ends with the best valid plan so far."""
    with progress(say, quiet=quiet) as tell, ctrl_c() as cancelled:
        result = solve(problem, limit, tell=tell, cancelled=cancelled)
        return Answered(Answer(problem, result), cancelled() and not result.repeatable)


def exit_code(result: Result) -> ExitCode:
    """Done, or open where an aim that counts is not proven."""
    settled = (Status.PROVEN, Status.PROVEN_BUT_TIE_BREAK)
    return ExitCode.DONE if result.status in settled else ExitCode.OPEN
