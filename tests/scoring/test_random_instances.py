"""Tiny limits and cancels still give a plan the checker passes; planted conflicts are conflicts."""

import pytest

from scoring.check import check
from scoring.limit import Limit
from scoring.result import Status
from scoring.solver import solve
from tests.oracle_conflicts import is_irreducible
from tests.scoring.planted_conflicts import KINDS, planted
from tests.worlds import small_world

TINY = {
    "no time": {"limit": Limit(seconds=0.001)},
    "no effort": {"limit": Limit(effort=0.0001)},
    "cancelled at once": {"cancelled": lambda: True},
}


def medium_world(seed):
    return small_world(seed, places=8 + seed % 13, people=5 + seed * 7 % 21)


@pytest.mark.sample(6)
@pytest.mark.rule("RE-12", "SV-6")
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("how", TINY.values(), ids=TINY)
def test_a_tiny_limit_or_a_cancel_still_gives_a_plan_that_the_checker_passes(how, seed):
    world = medium_world(seed)
    assert check(world, solve(world, **how)) == ()


@pytest.mark.rule("SV-4", "SV-3")
@pytest.mark.parametrize("seed", range(8))
def test_an_answer_cut_by_counted_effort_is_never_called_stopped(seed):
    found = solve(medium_world(seed), limit=Limit(effort=0.0001))
    assert found.status is not Status.STOPPED


@pytest.mark.rule("RE-12", "SV-4")
@pytest.mark.parametrize("seed", [0, 9, 10, 31, 98, 113, 121])
def test_a_tie_break_that_only_one_plan_can_reach_needs_no_search_to_be_proven(seed):
    world = small_world(seed)
    assert check(world, solve(world, Limit(effort=0.0))) == ()


@pytest.mark.sample(3)
@pytest.mark.rule("RE-12")
@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.__name__ for kind in KINDS])
def test_brute_force_agrees_that_the_planted_rules_are_in_conflict_and_no_fewer_of_them(kind):
    world, expected = planted(kind)
    plan = {line.person: line.municipality for line in solve(world).placements}
    people = next(unit.keys for unit in world.units if expected.without in unit.keys)
    assert is_irreducible(world, plan, people, expected.rules)


@pytest.mark.sample(4)
@pytest.mark.parametrize("change", ["one rule fewer", "one rule more"])
@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.__name__ for kind in KINDS])
def test_brute_force_refuses_a_conflict_with_a_rule_too_few_or_too_many(kind, change):
    world, expected = planted(kind)
    plan = {line.person: line.municipality for line in solve(world).placements}
    people = next(unit.keys for unit in world.units if expected.without in unit.keys)
    fewer, more = expected.rules[1:], (*expected.rules, "safety.exposure_ceiling")
    named = fewer if change == "one rule fewer" else more
    assert not is_irreducible(world, plan, people, named)
