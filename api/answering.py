"""Solves a round at the command line: with a bar, stoppable, and with an exit code that tells."""

from dataclasses import dataclass, replace

from api.answer import Answer
from api.exit_codes import ExitCode
from api.interrupt import ctrl_c
from api.language import Language
from api.refusal import Complaint, SolverGone
from api.terminal import progress
from scoring.limit import Cancelled, Limit, Tell
from scoring.problem import PlacementProblem
from scoring.result import Result, Status
from scoring.solver import SolverFailed, count_best_plans, diverse_plans, solve, solve_apart

MEGABYTE = 2**20


@dataclass(frozen=True)
class Answered:
    """What came of it; `cancelled` says that Ctrl-C cut it short."""

    answer: Answer
    cancelled: bool


def answer_round(
    problem: PlacementProblem,
    limit: Limit,
    say: Language,
    *,
    quiet: bool = False,
    memory: int | None = None,
) -> Answered:
    """Propose places; Ctrl-C ends with the best valid plan so far.

    Args:
        problem: the checked round.
        limit: of the one answer.
        say: the language of the progress bar.
        quiet: without the bar.
        memory: megabytes for the solver in a process of its own; None solves in this one.

    Raises:
        SolverGone: that process failed.
    """
    with progress(say, quiet=quiet) as tell, ctrl_c() as cancelled:
        if memory is None:
            result = solve(problem, limit, tell=tell, cancelled=cancelled)
        else:
            result = _apart(problem, limit, tell, cancelled, memory * MEGABYTE)
        return Answered(Answer(problem, result), cancelled() and not result.repeatable)


def _apart(
    problem: PlacementProblem, limit: Limit, tell: Tell, cancelled: Cancelled, memory_bytes: int
) -> Result:
    try:
        return solve_apart(
            problem, limit, memory_bytes=memory_bytes, tell=tell, cancelled=cancelled
        )
    except SolverFailed as failed:
        rule, _, remedy = str(failed).partition("; ")
        raise SolverGone(Complaint("--memory", rule, remedy)) from None


def look_beside(
    answer: Answer, limit: Limit, say: Language, *, ties: bool, alternatives: bool, quiet: bool
) -> Answered:
    """Also count the equally good plans and look for others nearly as good, where asked."""
    doing = "terminal.looking_beside"
    with progress(say, quiet=quiet, doing=doing), ctrl_c() as cancelled:
        asked = (answer.problem, answer.result, limit)
        counted = count_best_plans(*asked, cancelled=cancelled) if ties else None
        diverse = diverse_plans(*asked, cancelled=cancelled) if alternatives else None
        return Answered(replace(answer, ties=counted, diverse=diverse), cancelled())


def exit_code(result: Result) -> ExitCode:
    """Done, or open where an aim that counts is not proven."""
    settled = (Status.PROVEN, Status.PROVEN_BUT_TIE_BREAK)
    return ExitCode.DONE if result.status in settled else ExitCode.OPEN
