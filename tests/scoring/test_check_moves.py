"""What the checker says that moving somebody would do is what the moved plan does."""

from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest

from scoring.check.costs import costs, least, reached_by_moves
from scoring.check.in_the_way import Obstacles
from scoring.check.plan import broken_rules
from scoring.check.prices import changes
from scoring.check.reading import NOWHERE, Reading
from scoring.check.values import values
from scoring.person import Tie, TieKind
from tests.builders import code, country, person, problem
from tests.scoring.planted import MENTOR, ROOMY, mentors
from tests.worlds import small_world

CHECKER = pytest.mark.rule("RE-12", "SV-3")
REASONS = pytest.mark.rule("SV-5")
CROWDED = range(100, 115)
SEEDS = (*range(30), *CROWDED)
PAIRED, HALF = 4, 0.5
"""Of ten people the first four are of two households; half of all need somebody beside them."""
FREE = 0.2
"""Of those who could have a place, the share that is left without one."""


def moved(reading, at, number, place):
    """The plan with one unit elsewhere."""
    other = at.copy()
    other[list(reading.units[number])] = place
    return other


def keeps_the_rules(reading, at):
    return not any(broken_rules(reading, at))


def crowded(seed):
    """Ten people who want one of five places, where room, districts and a service are scarce."""
    rng = Random(seed)
    people = [
        person(
            f"p{number}",
            household=f"home-{number // 2}" if number < PAIRED else f"home-{number}",
            moves_from=code(rng.randrange(5)),
            ties=(Tie(kind=TieKind.SUPPORTIVE, municipality=code(rng.randrange(5)), strength=1.0),),
            needs=MENTOR if rng.random() < HALF else (),
        )
        for number in range(10)
    ]
    scarce = {
        "room.factor": rng.choice((0.6, 1.0, 1.5)),
        "room.district_factor": rng.choice((0.6, 1.0, 1.5)),
        "evenness.form": rng.choice(("price", "guarantee")),
    }
    return problem(
        *people,
        land=country(5, districts=("One", "One", "Other", "Other", "Other")),
        rules=ROOMY | scarce,
        services=tuple(mentors(at, rng.randrange(4)) for at in range(4)),
    )


@cache
def planned(seed):
    """A small or crowded world and any plan that keeps its rules, seldom the best."""
    rng, reading = Random(seed), Reading((crowded if seed in CROWDED else small_world)(seed))
    at = np.full(len(reading.problem.people), NOWHERE)
    for number in range(len(reading.units)):
        places = list(range(len(reading.problem.country)))
        rng.shuffle(places)
        tried = (moved(reading, at, number, place) for place in places)
        found = next((each for each in tried if keeps_the_rules(reading, each)), at)
        at = at if rng.random() < FREE else found
    return reading, at


def moves(reading, at):
    """Every unit with every place but its own."""
    for number, unit in enumerate(reading.units):
        for place in range(len(reading.problem.country)):
            if at[unit[0]] != place:
                yield number, place


def as_costs(reading, at):
    return {name: -v if name == "points" else v for name, v in values(reading, at).items()}


def gained(reading, at, held):
    """Per aim, the most that one move gains while all aims before it stay as they are."""
    before, best = as_costs(reading, at), {}
    for number, place in moves(reading, at):
        other = moved(reading, at, number, place)
        if held & {*reading.names(reading.units[number])} or not keeps_the_rules(reading, other):
            continue
        for name, cost in as_costs(reading, other).items():
            if cost < before[name]:
                best[name] = max(best.get(name, 0), before[name] - cost)
            if cost != before[name]:
                break
    return best


@CHECKER
@pytest.mark.parametrize("seed", SEEDS)
def test_the_gain_of_a_move_is_that_of_the_plan_with_the_move_made(seed):
    reading, at = planned(seed)
    found = reached_by_moves(reading, at, frozenset(), costs(reading))
    assert found == gained(reading, at, set())


@CHECKER
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_who_is_held_gains_by_a_move(seed):
    reading, at = planned(seed)
    held = {reading.problem.people[0].key}
    found = reached_by_moves(reading, at, frozenset(held), costs(reading))
    assert found == gained(reading, at, held)


@CHECKER
def test_of_many_in_one_place_each_gains_by_leaving_it():
    people = [person(f"p{number}") for number in range(6)]
    guarantee = ROOMY | {"evenness.form": "guarantee"}
    reading = Reading(problem(*people, land=country(3), rules=guarantee))
    at = np.full(6, 1)
    found = reached_by_moves(reading, at, frozenset(), costs(reading))
    assert found == gained(reading, at, set())
    assert found["above_fair_share"] == 1


@REASONS
@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_in_the_way_are_those_that_the_plan_would_break(seed):
    reading, at = planned(seed)
    obstacles = Obstacles(reading, at)
    for number, unit in enumerate(reading.units):
        if at[unit[0]] != NOWHERE:
            continue
        ways = obstacles.beside(number, at)
        for place in range(len(reading.problem.country)):
            broken = broken_rules(reading, moved(reading, at, number, place))
            told = {code for code, mask in ways.items() if mask[place]}
            assert told == {violation.code for violation in broken}


@REASONS
@pytest.mark.parametrize("seed", SEEDS)
def test_the_price_of_a_place_is_the_difference_that_it_makes_to_the_aims(seed):
    reading, at = planned(seed)
    all_costs, before = costs(reading), values(reading, at)
    for number, place in moves(reading, at):
        unit = reading.units[number]
        if at[unit[0]] != NOWHERE or not reading.open[number].any():
            continue
        after = values(reading, moved(reading, at, number, place))
        difference = {name: after[name] - before[name] for name in before}
        assert changes(reading, at, all_costs, number, place) == difference


def even(world):
    """The round without what many in one place cost together."""
    evenness = replace(world.policy.evenness, points_per_fair_share=0)
    return replace(world, policy=replace(world.policy, evenness=evenness))


def cheapest(reading, nobody, number):
    """Per aim, what a unit alone changes at the best, wherever it may go."""
    places = (NOWHERE, *np.flatnonzero(reading.open[number]).tolist())
    plans = [as_costs(reading, moved(reading, nobody, number, place)) for place in places]
    before = plans[0]
    return {name: min(plan[name] - before[name] for plan in plans) for name in before}


@CHECKER
@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_is_believed_that_is_better_than_what_everybody_could_have_alone(seed):
    reading = Reading(even(small_world(seed)))
    nobody = np.full(len(reading.problem.people), NOWHERE)
    units = [cheapest(reading, nobody, number) for number in range(len(reading.units))]
    without = as_costs(reading, nobody)
    for cost in costs(reading):
        alone = without[cost.name] + sum(unit[cost.name] for unit in units)
        assert least(reading, cost) == (0 if cost.name == "above_fair_share" else alone)
