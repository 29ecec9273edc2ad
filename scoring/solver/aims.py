"""The ordered aims of a round (SV-2): a cost per column, per unplaced unit and per place."""

import hashlib
from dataclasses import dataclass

import numpy as np

from scoring.country import Whole
from scoring.person import Urgency
from scoring.receiving import ceil_share
from scoring.solver.board import NOWHERE, Board

TIE_BREAK = "tie_break"
POINTS = "points"
ABOVE_FAIR_SHARE = "above_fair_share"


@dataclass(frozen=True, eq=False)
class Aim:
    """One aim, always minimised here; `sign` turns a cost back into the stated value.

    Attributes:
        cost: per column, when it is chosen.
        unplaced: per unit, when it gets no place.
        steps: places × candidates, the cost of the j-th candidate there, never falling, or None.
    """

    name: str
    cost: Whole
    unplaced: Whole
    steps: Whole | None = None
    sign: int = 1

    def of(self, plan: Whole, board: Board) -> int:
        """The cost of a plan."""
        placed = plan != NOWHERE
        total = int(self.cost[plan[placed]].sum()) + int(
            self.unplaced[board.live][~placed[board.live]].sum()
        )
        if self.steps is None:
            return total
        return total + int(paid_steps(self.steps, board.counts(plan)).sum())


def paid_steps(steps: Whole, counts: Whole) -> Whole:
    """What each place's candidates pay together."""
    upto = np.concatenate([np.zeros((len(steps), 1), np.int64), np.cumsum(steps, axis=1)], axis=1)
    paid: Whole = upto[np.arange(len(counts)), counts]
    return paid


def aims(board: Board) -> tuple[Aim, ...]:
    """All aims of a round in their order; the tie-break last."""
    found = [*_unplaced(board), *_safety(board)]
    if board.choices.problem.policy.evenness.form == "guarantee":
        found.append(_above_fair_share(board))
    return (*found, _points(board), _tie_break(board))


def _unplaced(board: Board) -> list[Aim]:
    """Class by class: the most urgent first, within it the most threatened."""
    people, found = board.choices.problem.people, []
    for urgency in Urgency:
        for threat in (5, 4, 3, 2, 1):
            members = np.zeros(board.units, np.int64)
            for number in board.live:
                inside = board.choices.units[number].people
                members[number] = sum(
                    people[p].urgency is urgency and people[p].threat_level == threat
                    for p in inside
                )
            if members.any():
                nothing = np.zeros(len(board.unit), np.int64)
                found.append(Aim(f"unplaced.{urgency}.{threat}", nothing, members))
    return found


def _safety(board: Board) -> list[Aim]:
    """Per step: who is below it although something better is open to them alone."""
    choices, found = board.choices, []
    for step in choices.problem.policy.aims.safety_steps:
        below = choices.safety < np.minimum(step, choices.best_safety)[:, None]
        of_units = np.zeros((board.units, below.shape[1]), np.int64)
        for number in board.live:
            of_units[number] = below[list(choices.units[number].people)].sum(axis=0)
        found.append(Aim(f"safety_below.{step}", of_units[board.unit, board.place], board.sizes))
    return found


def _above_fair_share(board: Board) -> Aim:
    """The guarantee: candidates beyond what the rounded fair share still leaves room for."""
    problem = board.choices.problem
    standing = np.bincount([s.place for s in problem.standing], minlength=len(problem.country))
    everybody = len(problem.standing) + int(board.sizes[board.live].sum())
    left = np.maximum(0, ceil_share(problem.country.share * everybody) - standing)
    steps = (np.arange(len(problem.people))[None, :] >= left[:, None]).astype(np.int64)
    nothing = np.zeros(len(board.unit), np.int64)
    return Aim(ABOVE_FAIR_SHARE, nothing, np.zeros(board.units, np.int64), steps)


def _points(board: Board) -> Aim:
    worth = board.choices.worth[board.unit, board.place]
    return Aim(POINTS, -worth, np.zeros(board.units, np.int64), board.choices.rises, sign=-1)


def _tie_break(board: Board) -> Aim:
    """A published hash of person and place: nobody's wish, and the same for everybody."""
    problem = board.choices.problem
    salt = problem.policy.aims.tie_salt
    cost = np.zeros(len(board.unit), np.int64)
    unplaced = np.zeros(board.units, np.int64)
    for number in board.live:
        keys = board.choices.units[number].keys
        unplaced[number] = sum(_hash(salt, key, "") for key in keys)
        for column in board.columns_of(number):
            code = problem.country.codes[board.place[column]]
            cost[column] = sum(_hash(salt, key, code) for key in keys)
    return Aim(TIE_BREAK, cost, unplaced)


def _hash(salt: str, key: str, code: str) -> int:
    digest = hashlib.sha256(f"{salt}\0{key}\0{code}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
