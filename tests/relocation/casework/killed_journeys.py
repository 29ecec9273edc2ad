"""Journeys whose process dies on the way: at any moment, or before each statement of a press."""

import signal
from collections.abc import Collection
from functools import partial
from itertools import count
from random import Random
from typing import Any

from tests.relocation.casework.desk import Desk
from tests.relocation.casework.killing import Killed
from tests.relocation.casework.pressing_on import ROUND
from tests.relocation.store.killed import die_before

FEWEST = 10
"""Statements of one press."""


def killed_often(killed: Killed, kills: int, seed: int) -> list[str]:
    """All that was wrong after any of so many kills, and until a whole round was acknowledged."""
    random = Random(seed)
    wrong: list[str] = []
    while killed.kills < kills or len(killed.answers) < len(ROUND):
        killed.kill(random)
        wrong += killed.faults()
    return wrong


def killed_before_each_statement(desk: Desk, keys: str, swept: Collection[Any]) -> list[str]:
    """All that was wrong in a round in which presses of these buttons die before each statement.

    A process dies before the first one, the next one before the second, until one lives.
    """
    killed = Killed(desk, keys, at_most=1)
    wrong: list[str] = []
    for pressed in ROUND:
        points = (f"statement {number}" for number in count(1))
        lives = False
        while not lives:
            point = next(points) if pressed.button in swept else "never"
            code = killed.work(partial(die_before, at=point))
            assert code in {0, -signal.SIGKILL}
            lives = code == 0
            killed.kills += not lives
            if pressed.button in swept:
                wrong += killed.faults()
    if killed.kills < FEWEST * len(swept):
        wrong.append(f"{killed.kills}: hardly any statement was met")
    return wrong
