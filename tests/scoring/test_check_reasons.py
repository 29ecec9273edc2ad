"""The checker holds what is said of somebody without a place against the plan, without solving."""

from dataclasses import replace
from functools import cache

import pytest

from scoring.check import Fault, check
from scoring.solver import solve
from tests.scoring.planted_conflicts import KINDS, planted

WORLDS = range(len(KINDS))
OTHERS = ("closed_for_all", "district_ceiling", "keep_apart", "room_per_service", "room_to_receive")


@cache
def answered(seed):
    """A round with a planted conflict, its honest answer and what was planted."""
    world, conflict = planted(seed)
    return world, solve(world), conflict


def faults(seed, **changed):
    """What the checker says once something is changed in the conflict of the planted one."""
    world, found, planted_one = answered(seed)
    conflicts = tuple(
        replace(each, **changed) if planted_one.without in each.people else each
        for each in found.conflicts
    )
    return {violation.fault for violation in check(world, replace(found, conflicts=conflicts))}


def told(seed):
    _, found, planted_one = answered(seed)
    return next(each for each in found.conflicts if planted_one.without in each.people)


@pytest.mark.sample(4)
@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize("seed", WORLDS)
def test_with_any_rule_left_out_the_rest_does_not_keep_anybody_out(seed):
    rules = told(seed).rules
    for dropped in rules:
        rest = tuple(rule for rule in rules if rule != dropped)
        found = faults(seed, rules=rest, proven=bool(rest))
        assert found & {Fault.CONFLICT_RULES, Fault.CONFLICT_EMPTY}


@pytest.mark.sample(4)
@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize("seed", WORLDS)
def test_a_rule_that_is_not_in_the_way_is_a_false_reason(seed):
    _, _, planted_one = answered(seed)
    for other in set(OTHERS) - set(planted_one.rules):
        assert Fault.CONFLICT_RULES in faults(seed, rules=(other,))


@pytest.mark.sample(4)
@pytest.mark.rule("SV-5")
@pytest.mark.parametrize("seed", WORLDS)
def test_no_reason_at_all_is_a_false_reason_where_no_place_is_free(seed):
    assert faults(seed, rules=(), proven=False) & {Fault.CONFLICT_RULES, Fault.CONFLICT_EMPTY}


@pytest.mark.sample(4)
@pytest.mark.rule("SV-5")
@pytest.mark.parametrize("seed", WORLDS)
def test_another_price_of_a_rule_that_gives_way_is_caught_where_the_aims_count_somebody(seed):
    _, found, planted_one = answered(seed)
    line = next(each for each in found.placements if each.person == planted_one.without)
    first, *others = told(seed).relaxations
    for aim in first.changes:
        dearer = replace(first, changes={**first.changes, aim: first.changes[aim] + 1})
        is_caught = Fault.CONFLICT_RELAXATIONS in faults(seed, relaxations=(dearer, *others))
        assert is_caught == (line.outcome == "unplaced")


@pytest.mark.sample(4)
@pytest.mark.parametrize("seed", WORLDS)
def test_a_relaxation_of_another_rule_than_is_in_the_way_is_caught_where_the_aims_count_somebody(
    seed,
):
    _, found, planted_one = answered(seed)
    line = next(each for each in found.placements if each.person == planted_one.without)
    first, *others = told(seed).relaxations
    other = next(rule for rule in OTHERS if rule not in first.rules)
    rules, names = sorted((*first.rules, other)), sorted((*first.names, (other,)))
    changed = replace(first, rules=tuple(rules), names=tuple(names))
    is_caught = Fault.CONFLICT_RELAXATIONS in faults(seed, relaxations=(changed, *others))
    assert is_caught == (line.outcome == "unplaced")
