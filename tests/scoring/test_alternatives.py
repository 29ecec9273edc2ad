"""How many plans are equally good, and near-best plans that differ in many people."""

from dataclasses import replace
from itertools import combinations
from math import ceil

import pytest

from scoring.check.plan import broken_rules, places
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.limit import Limit
from scoring.result import Outcome
from scoring.solver import count_best_plans, diverse_plans, solve
from tests.builders import code, country, person, problem
from tests.oracle import World, best_plan
from tests.worlds import small_world

SEEDS = range(150)


def with_aims(world, **numbers):
    rules = replace(world.policy, aims=replace(world.policy.aims, **numbers))
    return replace(world, policy=rules)


def waiting(lines):
    return {p.person: p.municipality for p in lines if p.outcome is not Outcome.DECIDED}


def differing(one, other):
    return sum(one[key] != other[key] for key in one)


def enough(world):
    return max(1, ceil(len(world.people) * world.policy.aims.diverse_share_percent / 100))


def alike(many, land):
    """Nobody prefers anything, so that plans tie."""
    people = [person(f"p{i}", moves_from=code(0)) for i in range(many)]
    rules = {"room.factor": 99.0, "room.district_factor": 99.0, "evenness.points_per_fair_share": 0}
    return problem(*people, land=country(land), rules=rules)


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_the_count_of_equally_good_plans_is_that_of_trying_every_plan():
    worlds = {seed: small_world(seed) for seed in SEEDS}
    counted = {seed: count_best_plans(world, solve(world)) for seed, world in worlds.items()}
    tried = {seed: best_plan(world).equally_good for seed, world in worlds.items()}
    assert {seed: (each.count, each.exact) for seed, each in counted.items()} == {
        seed: (count, True) for seed, count in tried.items()
    }
    assert max(tried.values()) > 2


@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
@pytest.mark.slow
def test_a_count_is_exact_up_to_the_limit_of_the_policy_and_beyond_it_says_at_least_so_many(limit):
    world = with_aims(alike(2, 3), count_limit=limit)
    found = count_best_plans(world, solve(world))
    assert (found.count, found.exact) == (min(limit, 4), limit >= 4)


@pytest.mark.rule("SV-4")
def test_a_count_under_aims_that_are_not_proven_is_never_exact():
    world = alike(2, 3)
    found = solve(world)
    open_aims = tuple(replace(aim, bound=aim.bound + 1) for aim in found.aims)
    assert not count_best_plans(world, replace(found, aims=open_aims)).exact


@pytest.mark.rule("SV-4")
def test_a_count_cut_by_effort_is_never_exact():
    world = alike(6, 5)
    assert not count_best_plans(world, solve(world), Limit(effort=0.0)).exact


@pytest.mark.sample(4)
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("seed", range(20))
def test_diverse_plans_differ_in_enough_people_from_the_plan_and_from_each_other(seed):
    world = with_aims(small_world(seed, places=9, people=12), near_best_points_percent=40.0)
    found = solve(world)
    others = diverse_plans(world, found).plans
    plans = [waiting(each.placements) for each in (found, *others)]
    assert all(differing(*pair) >= enough(world) for pair in combinations(plans, 2))
    assert [p.people_differing for p in others] == [differing(plans[0], p) for p in plans[1:]]


@pytest.mark.sample(4)
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("seed", range(20))
def test_diverse_plans_keep_every_rule_and_state_what_they_reach(seed):
    world = with_aims(small_world(seed, places=9, people=12), near_best_points_percent=40.0)
    found, reading = solve(world), Reading(world)
    for plan in diverse_plans(world, found).plans:
        at = places(world, replace(found, placements=plan.placements))
        assert list(broken_rules(reading, at)) == []
        assert dict(plan.aims) == dict(values(reading, at))


@pytest.mark.sample(4)
@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("seed", range(20))
def test_diverse_plans_are_as_good_before_the_points_near_in_them_and_come_best_first(seed):
    world = small_world(seed, places=9, people=12)
    found = solve(world)
    others = [dict(each.aims) for each in diverse_plans(world, found).plans]
    for aim in found.aims[:-2]:
        assert {plan[aim.name] for plan in others} <= {aim.value}
    best = found.aims[-2].value
    points = [plan["points"] for plan in others]
    assert points == sorted(points, reverse=True)
    assert all(best - abs(best) * 0.02 <= each <= best for each in points)


def best_that_differs(world, found):
    """By trying every plan: the most points of a near plan that differs enough, None without."""
    tried, plan = World(world), waiting(found.placements)
    ranks = tuple(aim.value for aim in found.aims[:-2])
    points, near = found.aims[-2].value, world.policy.aims.near_best_points_percent / 100
    reached = []
    for each in tried.plans():
        lines = plan | {key: where or None for key, where in tried.lines(each)}
        *before, cost = tried.ranks(each)
        if tuple(before) == ranks and differing(plan, lines) >= enough(world):
            reached.append(-cost)
    close = [worth for worth in reached if worth >= points - abs(points) * near - 1e-9]
    return max(close, default=None)


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_the_first_diverse_plan_is_the_best_one_there_is_and_none_is_proven_by_trying_every_plan():
    wrong = {}
    for seed in SEEDS:
        world = with_aims(small_world(seed), near_best_points_percent=25.0)
        found = solve(world)
        diverse = diverse_plans(world, found)
        first = dict(diverse.plans[0].aims)["points"] if diverse.plans else None
        if first != best_that_differs(world, found) or not diverse.complete:
            wrong[seed] = first
    assert wrong == {}


@pytest.mark.rule("SV-4")
def test_a_search_for_diverse_plans_cut_by_effort_does_not_say_that_there_are_none():
    world = alike(6, 5)
    assert not diverse_plans(world, solve(world), Limit(effort=0.0)).complete
