"""The last word of the tie-break: among plans with the same sum, the smaller list of places."""

from collections.abc import Callable

from scoring.country import Whole
from scoring.solver.board import NOWHERE, Board
from scoring.solver.model import Answer, ExactModel


def smaller_list(
    board: Board, plan: Whole, model: ExactModel, search: Callable[[ExactModel], Answer]
) -> tuple[Whole, bool]:
    """Look for other plans in a model of all that are no worse, and keep the smallest list.

    Args:
        board: says where a column is.
        plan: a plan with the smallest sum.
        model: holds every plan with that sum or a smaller one, and nothing else.
        search: looks for any plan of the model within the limits.

    Returns:
        The plan with the smallest list, and whether it is proven that none is smaller.
    """
    smallest = plan
    while True:
        model.forbid(plan)
        answer = search(model)
        if answer.plan is None:
            return smallest, answer.infeasible
        plan = answer.plan
        if listed(board, plan) < listed(board, smallest):
            smallest = plan


def listed(board: Board, plan: Whole) -> list[tuple[str, str]]:
    """A plan as (key, code) in the order of the keys, the code empty for nobody's place."""
    codes = board.choices.problem.country.codes
    lines: list[tuple[str, str]] = []
    for unit, column in zip(board.choices.units, plan.tolist(), strict=True):
        code = "" if column == NOWHERE else codes[board.place[column]]
        lines.extend((key, str(code)) for key in unit.keys)
    return sorted(lines)
