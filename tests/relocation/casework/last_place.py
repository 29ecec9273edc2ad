"""Sixteen cases that are decided at once on the last place of a municipality, round after round."""

from dataclasses import replace

from relocation.errors import Missing
from relocation.permissions import Stage
from relocation.placements import service as placements
from tests.relocation.casework.desk import DECIDER
from tests.relocation.casework.placing import FIRST, propose
from tests.relocation.casework.waiting import is_heard, is_in, waits
from tests.relocation.store.at_once import at_once

SMALLEST = "0825"
"""Læsø: room for one in any round of this size."""
CHOSEN = replace(FIRST, municipality=SMALLEST, reason_for_deviating="an aunt has a house there")
REFUSED = {"open_place"}
"""What the place of all but one lacks."""


def sixteen(desk):
    """Placements that were proposed and heard."""
    found = [waits(desk, number, group="") for number in range(16)]
    propose(desk)
    for placement in found:
        is_heard(desk, placement)
    return found


def faults_of_a_round(desk, waiting, number):
    """What was wrong when all were decided at once; afterwards all wait as before."""
    turned = waiting[number % 16 :] + waiting[: number % 16]
    found = at_once([lambda each=each: decided(desk, each) for each in turned])
    won = [each for each, told in zip(turned, found, strict=True) if told == "decided"]
    late = [told for told in found if told == REFUSED]
    for placement in won:
        is_in(desk, placement, "heard", Stage.PLACEMENT)
    desk.later(minutes=1)
    is_right = (len(won), len(late)) == (1, 15)
    return [] if is_right else [f"round {number}: {len(won)} won, {len(late)} were told so"]


def decided(desk, placement):
    try:
        return desk.do(placements.decide, DECIDER, placement, CHOSEN).state
    except Missing as refused:
        return set(refused.needs)


def faults_of_the_last_place(desk, start, count):
    """Several rounds on one store."""
    waiting = sixteen(desk)
    numbers = range(start, start + count)
    return [each for number in numbers for each in faults_of_a_round(desk, waiting, number)]
