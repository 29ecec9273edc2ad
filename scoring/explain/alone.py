"""The place somebody would have alone, and what in the round stands between them and it."""

import numpy as np

from scoring.country import Whole
from scoring.explain.standing_plan import StandingPlan
from scoring.explanation import Alone, Cause
from scoring.solver.aims import POINTS, Aim
from scoring.solver.board import NOWHERE

EVENNESS = "even_distribution"
NOT_PROVEN = "not_proven"


def alone(plan: StandingPlan, unit: int, person: str) -> Alone | None:
    """Compare a unit's place with the one it would have alone; None when none is open to it."""
    columns = np.array(plan.board.columns_of(unit), np.int64)
    if not len(columns):
        return None
    keys = [_cost_alone(plan, unit, columns, aim) for aim in plan.aims]
    best = int(columns[np.lexsort(keys[::-1])[0]])
    here, place = int(plan.columns[unit]), int(plan.board.place[best])
    choices = plan.board.choices
    worth_here = 0 if here == NOWHERE else int(choices.worth[unit, plan.board.place[here]])
    return Alone(
        municipality=plan.problem.country.codes[place],
        differences=_differences(plan, person, here, place),
        worth=worth_here - int(choices.worth[unit, place]),
        causes=() if here == best else causes(plan, unit, best),
    )


def causes(plan: StandingPlan, unit: int, column: int) -> tuple[Cause, ...]:
    """What moving a unit there, with everybody else standing, would break or make worse."""
    moved = plan.with_unit_at(unit, column)
    board = plan.board
    broken = np.flatnonzero(board.used(moved) > board.bound)
    if len(broken):
        found = [_broken(plan, unit, row) for row in broken.tolist()]
        return tuple(sorted(set(found), key=lambda cause: (cause.code, cause.names, cause.people)))
    for aim in plan.aims:
        now, then = aim.of(plan.columns, board), aim.of(moved, board)
        if then > now:
            return (Cause(EVENNESS if aim.name == POINTS else aim.name),)
        if then < now:
            break
    return (Cause(NOT_PROVEN),)


def _broken(plan: StandingPlan, unit: int, row: int) -> Cause:
    board = plan.board
    inside = board.entry_column[board.entry_row == row]
    held = np.isin(inside, plan.columns) & (board.unit[inside] != unit)
    holders = {int(number) for number in board.unit[inside[held]]}
    people = sorted(key for number in holders for key in plan.problem.units[number].keys)
    name = board.names[row]
    return Cause(name[0], name[1:], tuple(people))


def _cost_alone(plan: StandingPlan, unit: int, columns: Whole, aim: Aim) -> Whole:
    cost: Whole = aim.cost[columns].copy()
    if aim.steps is not None:
        size = int(plan.board.sizes[unit])
        cost += aim.steps[plan.board.place[columns], :size].sum(axis=1)
    return cost


def _differences(plan: StandingPlan, person: str, here: int, there: int) -> dict[str, int]:
    row = plan.problem.position[person]
    points = plan.board.choices.judgement.points
    if here == NOWHERE:
        return {key: -int(of[row, there]) for key, of in points.items()}
    at = int(plan.board.place[here])
    return {key: int(of[row, at] - of[row, there]) for key, of in points.items()}
