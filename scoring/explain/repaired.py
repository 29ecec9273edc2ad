"""A repaired plan: one unit forced to a place, whoever is in its way moved, the rest improved."""

from collections.abc import Sequence

import numpy as np

from scoring.country import Whole
from scoring.explain.standing_plan import StandingPlan
from scoring.person import Urgency
from scoring.solver.board import NOWHERE
from scoring.solver.greedy import Table, by_preference

ROUNDS = 2
URGENCIES = tuple(Urgency)


def repaired(plan: StandingPlan, unit: int, column: int) -> Whole:
    """A valid plan with the unit at that column: good, cheap, and seldom the best."""
    table = Table(plan.board, plan.columns)
    table.lift(unit)
    for other in _in_the_way(table, plan, unit, column):
        table.lift(other)
        if table.fits(column):
            break
    table.put(unit, column)
    others = sorted((int(u) for u in plan.board.live if u != unit), key=lambda u: _rank(plan, u))
    _insert(table, plan, [other for other in others if table.plan[other] == NOWHERE])
    for _ in range(ROUNDS):
        before = table.plan.copy()
        _improve(table, plan, others)
        if np.array_equal(before, table.plan):
            break
    return table.plan


def _in_the_way(table: Table, plan: StandingPlan, unit: int, column: int) -> list[int]:
    """Units that hold what the column needs, the least urgent first."""
    rows, coefficients = table.rows_of(column)
    short = rows[coefficients > table.left[rows]]
    board = plan.board
    columns = board.entry_column[np.isin(board.entry_row, short)]
    held = columns[np.isin(columns, table.plan)]
    holders = {int(number) for number in board.unit[held]} - {unit}
    return sorted(holders, key=lambda number: _rank(plan, number), reverse=True)


def _improve(table: Table, plan: StandingPlan, units: Sequence[int]) -> None:
    for unit in units:
        table.lift(unit)
        _insert(table, plan, [unit])


def _insert(table: Table, plan: StandingPlan, units: Sequence[int]) -> None:
    for unit in units:
        columns = by_preference(table, unit, plan.aims)
        best = next((column for column in columns if table.fits(column)), NOWHERE)
        if best != NOWHERE:
            table.put(unit, best)


def _rank(plan: StandingPlan, unit: int) -> tuple[int, int, tuple[str, ...]]:
    people = [plan.problem.people[position] for position in plan.problem.units[unit].people]
    urgency = min(URGENCIES.index(person.urgency) for person in people)
    return urgency, -max(person.threat_level for person in people), plan.problem.units[unit].keys
