"""An aim's bound and gap hold under the values that the plan reached before it; the words."""

from functools import cache

import pytest

from scoring.limit import Limit
from scoring.result import AimResult, Outcome, Status
from scoring.solver import solve
from scoring.solver.front import status_of
from tests.oracle import World
from tests.worlds import small_world

WORLDS = range(6_000, 6_030)


@cache
def cut(seed):
    """A small world and its answer cut by counted effort."""
    world = small_world(seed, places=4, people=5)
    return world, solve(world, Limit(effort=0.0))


def costs(aim):
    """Value and bound of an aim, each the smaller the better."""
    sign = -1 if aim.name == "points" else 1
    return sign * aim.value, sign * aim.bound


@pytest.mark.sample(10)
@pytest.mark.rule("SV-3")
@pytest.mark.parametrize("seed", WORLDS)
def test_no_plan_that_keeps_the_earlier_values_is_better_than_the_bound(seed):
    world, found = cut(seed)
    tried = World(world)
    every = [tried.ranks(places) for places in tried.plans()]
    for number, aim in enumerate(found.aims[:-1]):
        reached, bound = costs(aim)
        best = min(ranks[number] for ranks in every)
        assert bound <= best <= reached
        every = [ranks for ranks in every if ranks[number] == reached]


@pytest.mark.slow
def test_many_of_these_answers_have_an_open_aim():
    assert sum(cut(seed)[1].first_open_aim is not None for seed in WORLDS) >= 10


@pytest.mark.rule("SV-3")
@pytest.mark.parametrize("seed", WORLDS)
def test_every_aim_states_value_bound_and_the_gap_between_them(seed):
    for aim in cut(seed)[1].aims:
        assert (aim.gap, aim.proven) == (abs(aim.value - aim.bound), aim.value == aim.bound)


@pytest.mark.rule("SV-3")
def test_the_words_for_an_answer_and_for_a_unit_are_these():
    answers = {word.value for word in Status}
    assert answers == {"proven", "proven_but_tie_break", "feasible", "stopped"}
    assert {word.value for word in Outcome} == {"placed", "decided", "unplaced", "unplaceable"}


DONE, OPEN = AimResult("points", 5, 5), AimResult("points", 5, 7)
TIE, OPEN_TIE = AimResult("tie_break", 3, 3), AimResult("tie_break", 3, 2)


@pytest.mark.rule("SV-3", "SV-4")
@pytest.mark.parametrize(
    ("aims", "stopped", "word"),
    [
        ((DONE, TIE), False, Status.PROVEN),
        ((DONE, TIE), True, Status.PROVEN),
        ((DONE, OPEN_TIE), False, Status.PROVEN_BUT_TIE_BREAK),
        ((DONE, OPEN_TIE), True, Status.STOPPED),
        ((OPEN, TIE), False, Status.FEASIBLE),
        ((OPEN, OPEN_TIE), False, Status.FEASIBLE),
        ((OPEN, OPEN_TIE), True, Status.STOPPED),
    ],
)
def test_the_word_follows_from_what_is_open_and_what_ended_the_work(aims, stopped, word):
    assert status_of(aims, stopped=stopped) is word
