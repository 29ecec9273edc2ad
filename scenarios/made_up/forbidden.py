"""Places forbidden by hand in a made-up round: those that would otherwise suit best."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scenarios.made_up.by_hand import REASON
from scenarios.made_up.draw import Draw
from scenarios.made_up.setting import Setting
from scoring.choices import Choices, choices
from scoring.problem import PlacementProblem
from scoring.round import Instruction, InstructionKind, Round

PER_CENT = 5
PLACES = 3
PART = 9


def with_forbidden(setting: Setting, round_: Round) -> Round:
    """Forbid some people the places worth most to them; elsewhere it would change nothing."""
    found = choices(PlacementProblem(setting.country, round_, setting.policy))
    settled = {instruction.person for instruction in round_.instructions}
    free = [
        number
        for number, unit in enumerate(found.units)
        if found.open[number].any() and not settled & set(unit.keys)
    ]
    count = max(1, round(setting.people * PER_CENT / 100))
    drawn = Draw(setting.seed, PART).some(count, np.ones(len(free)))
    more = [each for at in sorted(drawn) for each in _best(setting, found, free[at])]
    return replace(round_, instructions=(*round_.instructions, *more))


def _best(setting: Setting, found: Choices, unit: int) -> Iterator[Instruction]:
    places = np.flatnonzero(found.open[unit])
    ranked = places[np.argsort(-found.worth[unit, places], kind="stable")]
    for at in ranked[:PLACES].tolist():
        yield Instruction(
            kind=InstructionKind.FORBIDDEN,
            person=found.units[unit].keys[0],
            municipality=setting.code(at),
            reason=REASON,
        )
