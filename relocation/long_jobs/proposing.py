"""The first kind of long job: a round is solved in a process of its own and stored as proposals."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.service import standings
from relocation.actor import Actor
from relocation.errors import EntryRefused, NotFound, NotRepeatable, RoundChanged
from relocation.long_jobs.kind import Kind, Running
from relocation.long_jobs.model import Code, Failed
from relocation.parties import CASEWORKER
from relocation.placements.once import LACKS
from relocation.placements.rounds import ANSWER, Proposed, propose_round
from relocation.placements.untold import excluded_beside
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from scoring.limit import Limit, Progress
from scoring.problem import PlacementProblem, ProblemError
from scoring.result import Result
from scoring.solver import Ending, SolverFailed, solve_apart

NOTHING: dict[str, Any] = {}
"""What a round is given: who waits, the numbers and the register are asked when it is solved."""
ENDINGS = {
    Ending.NO_MEMORY: Code.OUT_OF_MEMORY,
    Ending.OVERRAN: Code.OUT_OF_TIME,
    Ending.GONE: Code.CHILD_GONE,
}


def demand(session: Session, actor: Actor, given: Any, now: datetime) -> None:
    """Let a caseworker of the central unit ask, who is on some case as that.

    Raises:
        NotFound: to everybody else there is no such work.
        EntryRefused: a round is given nothing.
    """
    if not _own_cases(session, actor, now):
        raise NotFound
    if given != NOTHING:
        raise EntryRefused(
            "given", "a round takes nothing", "Ask for it with nothing; everybody who waits counts."
        )


def run(store: Store, actor: Actor, running: Running) -> Any:
    """Solve and store the round; see `propose_round`.

    Raises:
        Failed: the solver did not answer, was stopped, or was told what contradicts itself; or
            something changed meanwhile, and the round is to be solved anew.
    """

    def tell(progress: Progress) -> None:
        running.tell(progress.settled, progress.of)

    def solving(problem: PlacementProblem, limit: Limit) -> Result:
        return solve_apart(
            problem,
            limit,
            memory_bytes=running.memory_bytes,
            tell=tell,
            cancelled=running.must_stop,
        )

    try:
        proposed = propose_round(store, actor, running.key, running.now, solving=solving)
    except SolverFailed as failed:
        raise Failed(ENDINGS[failed.ending]) from None
    except NotRepeatable:
        raise Failed(Code.NOT_REPEATABLE) from None
    except RoundChanged:
        raise Failed(Code.ROUND_CHANGED, again=True) from None
    except ProblemError:
        raise Failed(Code.CONTRADICTION) from None
    return ANSWER.dump_python(proposed, mode="json")


def told(session: Session, actor: Actor, answer: Any, now: datetime) -> Any:
    """The answer for those cases on which whoever asked still is a caseworker.

    Whom another case of the same person excludes since is not told any more that there is one.
    """
    proposed = ANSWER.validate_python(answer)
    named = {*proposed.moved, *proposed.lacking, *proposed.kept}
    rows = select(ProceedingRow.id, ProceedingRow.case_id).where(
        ProceedingRow.id.in_(named), ProceedingRow.case_id.in_(_own_cases(session, actor, now))
    )
    mine = {each.id: each.case_id for each in session.execute(rows)}
    beside = {
        row: mine[row] for row, why in proposed.lacking.items() if row in mine and why == LACKS
    }
    excluded = excluded_beside(session, actor, set(beside.values()))
    untold = {row for row, case in beside.items() if case in excluded}
    kept = {row for row in proposed.kept if row in mine} | untold
    left = Proposed(
        moved={row: moved for row, moved in proposed.moved.items() if row in mine},
        lacking={row: why for row, why in proposed.lacking.items() if row in mine.keys() - untold},
        kept=tuple(sorted(kept)),
    )
    return ANSWER.dump_python(left, mode="json")


def _own_cases(session: Session, actor: Actor, now: datetime) -> set[str]:
    return {each.case for each in standings(session, actor, now) if each.roles & CASEWORKER}


PROPOSE_ROUND = Kind("propose_round", demand, run, told)
