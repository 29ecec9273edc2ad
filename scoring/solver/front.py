"""The front door: a placement problem in, a plan with its proofs out; never a decision (SV-7)."""

from collections.abc import Mapping

from scoring.choices import choices
from scoring.country import Whole
from scoring.fingerprint import versions
from scoring.limit import Cancelled, Limit, Tell
from scoring.problem import PlacementProblem
from scoring.result import AimResult, Outcome, Placement, Result, Status
from scoring.solver.aims import TIE_BREAK, aims
from scoring.solver.board import NOWHERE, Board, lay_out
from scoring.solver.climbing import start
from scoring.solver.clock import Clock
from scoring.solver.conflicts import Found, conflicts
from scoring.solver.greedy import Closed, first_plan
from scoring.solver.ladder import climb

DEFAULT = Limit()


def solve(
    problem: PlacementProblem,
    limit: Limit = DEFAULT,
    *,
    tell: Tell | None = None,
    cancelled: Cancelled | None = None,
    fixed: Mapping[str, str] | None = None,
) -> Result:
    """Propose a place for everybody who waits, with proof or gap for each aim.

    Args:
        problem: the checked round.
        limit: counted effort repeats exactly; an answer cut by seconds does not.
        tell: called after each aim.
        cancelled: asked often; True ends the work with the best plan so far.
        fixed: municipality codes by person key that the plan must hold, for what-if questions;
            such an answer names no conflicts.

    Raises:
        Closed: a fixed place is closed for the person.
    """
    clock = Clock(limit, cancelled)
    board = lay_out(choices(problem))
    ladder = aims(board)
    columns = _columns(board, fixed or {})
    state = start(board, first_plan(board, ladder, columns), columns, ladder, clock)
    climb(state, ladder, tell)
    found = Found() if columns else conflicts(board, state.plan, ladder, clock)
    status = status_of(tuple(state.results), stopped=state.stopped)
    return Result(
        status=Status.STOPPED if found.cut else status,
        placements=placements(board, state.plan),
        aims=tuple(state.results),
        conflicts=found.conflicts,
        versions=versions(problem, limit),
        seconds={"all": clock.seconds},
    )


def _columns(board: Board, fixed: Mapping[str, str]) -> dict[int, int]:
    """The column of each fixed unit."""
    problem = board.choices.problem
    columns: dict[int, int] = {}
    for number, unit in enumerate(board.choices.units):
        for key in set(unit.keys) & fixed.keys():
            column = board.column(number, problem.country.at[fixed[key]])
            if column == NOWHERE or columns.setdefault(number, column) != column:
                raise Closed("the fixed place is closed for that person; ask why by its closings")
    return columns


def status_of(found: tuple[AimResult, ...], *, stopped: bool) -> Status:
    """The word for the whole answer (SV-3, SV-4)."""
    open_aims = [aim.name for aim in found if not aim.proven]
    if not open_aims:
        return Status.PROVEN
    if stopped:
        return Status.STOPPED
    return Status.PROVEN_BUT_TIE_BREAK if open_aims == [TIE_BREAK] else Status.FEASIBLE


def placements(board: Board, plan: Whole) -> tuple[Placement, ...]:
    """The plan in words, decided people among it, sorted by key."""
    problem = board.choices.problem
    codes = problem.country.codes
    lines = [Placement(key, codes[at], Outcome.DECIDED) for key, at in problem.decided.items()]
    live = set(board.live.tolist())
    for number, unit in enumerate(problem.units):
        column = plan[number]
        place = None if column == NOWHERE else codes[board.place[column]]
        missing = Outcome.UNPLACED if number in live else Outcome.UNPLACEABLE
        outcome = missing if place is None else Outcome.PLACED
        lines.extend(Placement(key, place, outcome) for key in unit.keys)
    return tuple(sorted(lines, key=lambda line: line.person))
