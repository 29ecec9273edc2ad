"""What would have to give for somebody to get a place: where, what it costs, the cheapest first."""

from dataclasses import replace

import numpy as np
import pytest

from scoring.check.reading import NOWHERE, Reading
from scoring.check.values import values
from scoring.person import Urgency
from scoring.result import Outcome
from scoring.round import Closure, InstructionKind
from scoring.solver import solve
from scoring.solver.barriers import is_safety
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted_conflicts import FEUD, GROUPS, ROOMY, TIGHT_ROOM
from tests.scoring.planted_conflicts import _instruction as instruction
from tests.worlds import small_world

RELAXED = pytest.mark.rule("SV-5", "REL-11")
SEEDS = range(20_000, 20_060)


def one_room():
    """One open place with room for one: `a` goes without."""
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    return problem(*people, land=country(2), rules=TIGHT_ROOM)


def relaxations(world):
    (conflict,) = solve(world).conflicts
    return conflict.relaxations


@RELAXED
def test_the_last_room_would_have_to_give_at_its_municipality():
    first = relaxations(one_room())[0]
    assert (first.rules, first.names, first.municipality) == (
        ("room_to_receive",),
        (("room_to_receive", code(1)),),
        code(1),
    )


@RELAXED
def test_what_a_rule_of_safety_protects_gives_last():
    found = [any(is_safety(code) for code in each.rules) for each in relaxations(one_room())]
    assert found == [False, True]


@RELAXED
def test_a_relaxation_says_that_one_more_gets_a_place():
    assert relaxations(one_room())[0].changes["unplaced.standard.1"] == -1


@RELAXED
def test_few_rules_are_listed_before_many_and_safety_after_both():
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    forbidden = instruction(InstructionKind.FORBIDDEN, "a", 2)
    forced = instruction(InstructionKind.FORCED, "b", 1)
    closed = Closure(municipality=code(2), since=TODAY, reason="made up")
    facts = {"instructions": (forbidden, forced), "closures": (closed,)}
    world = problem(*people, land=country(3), rules=TIGHT_ROOM, **facts)
    assert [each.rules for each in relaxations(world)] == [
        ("room_to_receive",),
        ("by_hand.forbidden", "closed_for_all"),
        ("safety.place_left",),
    ]


@RELAXED
def test_keeping_apart_is_named_with_the_groups_kept_apart():
    people = [
        person(key, urgency=Urgency.ACUTE, former_group=group)
        for key, group in (("a", "g"), ("b", "h"))
    ]
    numbers = ROOMY | {"apart.rival_minutes": 600}
    facts = {"groups": GROUPS, "relations": (FEUD,)}
    world = problem(*people, land=country(3), rules=numbers, **facts)
    assert {name for each in relaxations(world) for name in each.names} >= {
        ("keep_apart", "g", "h")
    }


@RELAXED
def test_a_closed_place_is_named_with_its_municipality():
    forbidden = instruction(InstructionKind.FORBIDDEN, "a", 1)
    world = problem(person("a"), land=country(2), rules=ROOMY, instructions=(forbidden,))
    assert relaxations(world)[0].names == (("by_hand.forbidden", code(1)),)


def moved(world, found, people, at):
    """The values of the aims with these people at a municipality, worked out by the checker."""
    lines = {line.person: line for line in found.placements}
    lines |= {key: replace(lines[key], municipality=at) for key in people}
    places = [
        NOWHERE if (code := lines[p.key].municipality) is None else world.country.at[code]
        for p in world.people
    ]
    return values(Reading(world), np.array(places, np.int64))


@pytest.mark.slow
@RELAXED
@pytest.mark.parametrize("first", range(20_000, 20_200, 50))
def test_the_changes_are_those_that_the_checker_works_out(first):
    wrong = []
    for seed in range(first, first + 50):
        world = small_world(seed)
        found = solve(world)
        outcome = {line.person: line.outcome for line in found.placements}
        now = {aim.name: aim.value for aim in found.aims}
        for conflict in found.conflicts:
            if outcome[conflict.people[0]] is not Outcome.UNPLACED:
                continue
            for each in conflict.relaxations:
                then = moved(world, found, conflict.people, each.municipality)
                if dict(each.changes) != {name: then[name] - now[name] for name in now}:
                    wrong.append((seed, each))
    assert wrong == []


@pytest.mark.sample(10)
@RELAXED
@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_three_are_listed_each_set_of_rules_once(seed):
    sets = [[each.rules for each in c.relaxations] for c in solve(small_world(seed)).conflicts]
    assert all(len(rules) <= 3 and len(rules) == len(set(rules)) for rules in sets)
