"""Why somebody has no place (SV-5): rules that together keep a unit out, none of them too many.

Rules are left out one after another, the softest first, as long as the rest still keeps the unit
out; so what is named at last leans to safety, which should be the last to give.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.country import Mask, Whole
from scoring.person import Urgency
from scoring.result import Conflict
from scoring.solver.aims import Aim
from scoring.solver.barriers import Barriers
from scoring.solver.board import NOWHERE, Board
from scoring.solver.clock import Clock
from scoring.solver.relaxations import Relaxations
from scoring.solver.trial import Budget, Rules, Trial

EFFORT = 40.0  # for all conflicts of one answer, in the solver's deterministic seconds


@dataclass(frozen=True, slots=True)
class Found:
    """The conflicts of an answer, and whether the clock or a cancel left one of them unproven."""

    conflicts: tuple[Conflict, ...] = ()
    cut: bool = False


def conflicts(board: Board, plan: Whole, ladder: Sequence[Aim], clock: Clock) -> Found:
    """Name for each unit without a place an irreducible conflict and the cheapest relaxations.

    Args:
        board: the open columns of the round.
        plan: one of them, or NOWHERE, for each unit.
        ladder: the aims, in order.
        clock: what is left of the answer's limit; counted effort is counted anew.
    """
    without = np.flatnonzero(plan == NOWHERE).tolist()
    if not without:
        return Found()
    allowed = clock.limit.effort
    budget = Budget(clock, EFFORT if allowed is None else min(EFFORT, allowed))
    barriers = Barriers(board, plan, to_search=not budget.over)
    live = np.diff(board.first) > 0
    classes = _classes(board)
    relaxations = Relaxations(barriers, ladder, live)
    found = []
    for unit in without:
        before = (plan != NOWHERE) & (classes <= classes[unit])
        rules, proven = _closing(barriers, unit), True
        if live[unit]:
            rules, proven = _conflict(barriers, unit, before, budget)
        found.append(
            Conflict(
                people=board.choices.units[unit].keys,
                rules=tuple(sorted(barriers.codes[rule] for rule in rules)),
                relaxations=relaxations.cheapest(unit),
                proven=proven,
            )
        )
    # What is proven is the same whenever the clock ends: it was left out or kept for good reason.
    return Found(tuple(found), budget.cut and not all(each.proven for each in found))


def _classes(board: Board) -> Whole:
    """Per unit, the earliest class of the first aim among its members."""
    urgency = {urgency: 5 * rank for rank, urgency in enumerate(Urgency)}
    people = board.choices.problem.people
    ranks = [urgency[person.urgency] - person.threat_level for person in people]
    units = board.choices.units
    return np.array([min(ranks[p] for p in unit.people) for unit in units], np.int64)


def _closing(barriers: Barriers, unit: int) -> Rules:
    """For a unit without any open place: the rules that close them all."""
    return _covering(barriers.in_the_way(unit, None))


def _conflict(barriers: Barriers, unit: int, before: Mask, budget: Budget) -> tuple[Rules, bool]:
    """For a unit with open places: the rules, and whether none is left that may be too many.

    Where no proof is found, the rules that keep it out while everybody else stands still.
    """
    everything = [*range(len(barriers.codes))]
    if barriers.searchable:
        trial = Trial(barriers, unit, before, budget)
        if trial.keep_out(everything):
            return _without_the_superfluous(everything, trial.keep_out), not trial.open
    used = barriers.used_by(barriers.plan != NOWHERE)
    return _covering(barriers.in_the_way(unit, used)), False


def _covering(in_the_way: Mask) -> Rules:
    """Rules of which at least one is in the way at every place; none where some place is free."""

    def keep_out(rules: Rules) -> bool:
        return bool(in_the_way[rules].any(axis=0).all())

    everything = [*range(len(in_the_way))]
    return _without_the_superfluous(everything, keep_out) if keep_out(everything) else []


def _without_the_superfluous(rules: Rules, keep_out: Callable[[Rules], bool]) -> Rules:
    """Leave out one rule after another as long as the rest keeps out."""
    kept = rules
    for rule in rules:
        rest = [other for other in kept if other != rule]
        if keep_out(rest):
            kept = rest
    return kept
