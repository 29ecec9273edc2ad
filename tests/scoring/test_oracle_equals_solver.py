"""On 2,000 small worlds the solver's answer equals what trying every plan finds."""

from itertools import combinations

import pytest

from scoring.check import check
from scoring.check.reading import Reading
from scoring.result import Outcome, Status
from scoring.solver import solve
from tests.builders import code, country, person, problem
from tests.oracle import best_plan
from tests.worlds import small_world

FURTHER = (2020, 2123, 2371, 2672, 2699, 2740, 3015, 3183, 5093, 5577, 7408)
"""After the first 2,000: the first worlds in which three kinds meet that do in no earlier one."""

CHUNKS = (
    range(10),
    range(10, 100),
    *(range(at, at + 100) for at in range(100, 2_000, 100)),
    FURTHER,
)


def difference(world):
    """In which way the solver's answer to a small world is not brute force's; "" when it is."""
    found, best = solve(world), best_plan(world)
    if [(aim.name, aim.value) for aim in found.aims] != best.aims:
        return "aims"
    lines = (line for line in found.placements if line.outcome is not Outcome.DECIDED)
    if {line.person: line.municipality for line in lines} != best.plan:
        return "plan"
    if found.status is not Status.PROVEN or found.first_open_aim is not None:
        return "proof"
    return "checker" if check(world, found) else ""


@pytest.mark.sample(1)
@pytest.mark.rule("SV-2")
@pytest.mark.parametrize("seeds", CHUNKS, ids=str)
def test_the_solver_gives_the_plan_and_aims_of_brute_force_proven_and_passed_by_the_checker(seeds):
    found = {seed: difference(small_world(seed)) for seed in seeds}
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


def kinds(world):
    """What a small world contains: closings that hold somewhere, and what binds between people."""
    reading = Reading(world)
    found = {name for name, mask in reading.closings.items() if mask.any()}
    found |= {f"round.{name}" for name in ("placed", "room") if getattr(world.round, name)}
    if reading.reaches:
        found.add("keep_apart")
    if any(len(unit) > 1 for unit in reading.units):
        found.add("units")
    return found | {world.policy.evenness.form}


@pytest.mark.slow
def test_every_three_kinds_of_rule_meet_in_some_small_world():
    worlds = [kinds(small_world(seed)) for seeds in CHUNKS for seed in seeds]
    together = {three for world in worlds for three in combinations(sorted(world), 3)}
    every = sorted(set().union(*worlds))
    assert len(every) == 19
    # Evenness has a price or is guaranteed; every other three may meet.
    possible = {t for t in combinations(every, 3) if not {"guarantee", "price"} <= set(t)}
    assert possible - together == set()


def test_brute_force_finds_what_can_be_seen_by_eye():
    land = country(2)
    best = best_plan(problem(person("a", moves_from=code(0)), land=land))
    assert best.plan == {"a": code(1)}


def test_brute_force_counts_the_plans_that_are_equally_good_before_the_tie_break():
    alike = [person(key, moves_from=code(0)) for key in ("a", "b")]
    rules = {"room.factor": 0.1, "room.district_factor": 9.0}
    assert best_plan(problem(*alike, land=country(3), rules=rules)).equally_good == 2
