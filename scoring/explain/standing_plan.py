"""The plan of a result on the board of its problem: columns, counts, broken rows, aims."""

from collections import deque
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scoring.choices import Choices, choices
from scoring.country import MunicipalityCode, Whole
from scoring.explanation import ExplainError
from scoring.fingerprint import fingerprint
from scoring.problem import PlacementProblem
from scoring.result import Result
from scoring.solver.aims import Aim, aims
from scoring.solver.board import NOWHERE, Board, lay_out


@dataclass(frozen=True, eq=False)
class StandingPlan:
    """A problem with the plan that answers it.

    Attributes:
        aims: in order, as costs.
        columns: the plan, a column of the board or NOWHERE for each unit.
    """

    problem: PlacementProblem
    result: Result
    board: Board
    aims: tuple[Aim, ...]
    columns: Whole

    def unit_of(self, person: str) -> int:
        """The number of the unit a waiting person belongs to."""
        units = enumerate(self.problem.units)
        return next(number for number, unit in units if person in unit.keys)

    def code(self, column: int) -> MunicipalityCode | None:
        """The municipality of a column."""
        if column == NOWHERE:
            return None
        return self.problem.country.codes[int(self.board.place[column])]

    def with_unit_at(self, unit: int, column: int) -> Whole:
        """The plan with one unit moved and everybody else standing."""
        moved = self.columns.copy()
        moved[unit] = column
        return moved


_LAST: deque[StandingPlan] = deque(maxlen=2)
"""A whole round is explained person by person; two, since why-not compares two answers."""


def standing_plan(problem: PlacementProblem, result: Result) -> StandingPlan:
    """Lay a result out on the board of its problem; the last one is kept for whoever asks next.

    Raises:
        ExplainError: the result answers another problem, or its plan is not possible in this one.
    """
    for plan in tuple(_LAST):
        if plan.problem is problem and plan.result is result:
            return plan
    plan = _laid_out(problem, result)
    _LAST.append(plan)
    return plan


def judged(problem: PlacementProblem, result: Result) -> Choices:
    """Who may go where, as the answer's explanations have it; judging a round takes long."""
    return standing_plan(problem, result).board.choices


def _laid_out(problem: PlacementProblem, result: Result) -> StandingPlan:
    if result.versions.fingerprint != _fingerprint(problem):
        raise ExplainError("result: it answers another round, register or policy; solve again")
    board, ladder = _board(problem)
    places = {line.person: line.municipality for line in result.placements}
    if set(places) != {person.key for person in problem.round.people}:
        raise ExplainError("result: its people are not those of the round; solve again")
    columns = [_column(board, number, places) for number in range(board.units)]
    return StandingPlan(problem, result, board, ladder, np.array(columns, np.int64))


def _column(board: Board, number: int, places: dict[str, MunicipalityCode | None]) -> int:
    keys = board.choices.units[number].keys
    at = board.choices.problem.country.at
    code = places[keys[0]]
    if code is None and not any(places[key] for key in keys):
        return NOWHERE
    column = NOWHERE if code is None or code not in at else board.column(number, at[code])
    if column == NOWHERE or any(places[key] != code for key in keys):
        raise ExplainError("result: its plan breaks a rule; check it against its round")
    return column


@lru_cache(maxsize=2)
def _board(problem: PlacementProblem) -> tuple[Board, tuple[Aim, ...]]:
    board = lay_out(choices(problem))
    return board, aims(board)


@lru_cache(maxsize=2)
def _fingerprint(problem: PlacementProblem) -> str:
    return fingerprint(problem)
