"""Places forbidden by hand in a made-up round: those that would otherwise suit best."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scenarios.made_up.by_hand import REASON
from scenarios.made_up.draw import Draw
from scenarios.made_up.setting import Setting
from scoring.country import Mask, Whole
from scoring.judging import Judgement, judge
from scoring.problem import PlacementProblem
from scoring.round import Instruction, InstructionKind, Round

PER_CENT = 5
PLACES = 4
PART = 9


def with_forbidden(setting: Setting, round_: Round, unfit: frozenset[str]) -> Round:
    """Forbid some people the fit places best for them; elsewhere it would change nothing."""
    problem = PlacementProblem(setting.country, round_, setting.policy)
    found = judge(problem)
    fit = np.array([code not in unfit for code in setting.country.codes])
    open_ = ~np.logical_or.reduce([*found.closings.values()]) & fit
    free = [at for at in _alone(problem) if open_[at].any()]
    count = max(1, round(setting.people * PER_CENT / 100))
    drawn = Draw(setting.seed, PART).some(count, np.ones(len(free)))
    rows = [(free[at], _best(setting, found, free[at], open_)) for at in sorted(drawn)]
    more = [each for row, places in rows for each in _forbid(problem, row, places)]
    return replace(round_, instructions=(*round_.instructions, *more))


def _alone(problem: PlacementProblem) -> list[int]:
    """Positions of those for whom nothing is settled and who move with no other candidate."""
    settled = {instruction.person for instruction in problem.round.instructions}
    candidates = Counter(person.household for person in problem.round.people)
    return [
        at
        for at, person in enumerate(problem.people)
        if person.key not in settled and candidates[person.household] == 1
    ]


def _best(setting: Setting, found: Judgement, row: int, open_: Mask) -> Whole:
    """The open places that come first by the safety steps, then by points."""
    points = sum(setting.policy.weights[key] * of[row] for key, of in found.points.items())
    steps = np.array(setting.policy.aims.safety_steps)
    reached = (found.points["safety"][row][:, None] >= steps).sum(axis=1)
    order = np.lexsort((-np.asarray(points), -reached, ~open_[row]))
    return order[: min(PLACES, int(open_[row].sum()))]


def _forbid(problem: PlacementProblem, row: int, places: Whole) -> Iterator[Instruction]:
    for at in places.tolist():
        yield Instruction(
            kind=InstructionKind.FORBIDDEN,
            person=problem.people[row].key,
            municipality=problem.country.codes[at],
            reason=REASON,
        )
