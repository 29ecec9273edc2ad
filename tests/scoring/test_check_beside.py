"""The checker catches what was falsified beside an answer: diverse plans and the count of ties."""

from dataclasses import replace
from functools import cache

import pytest

from scoring.beside import Beside, StatedPlan, StatedTies
from scoring.check import Fault, check_beside
from scoring.country import MunicipalityCode
from scoring.result import Outcome, Placement
from scoring.solver import count_best_plans, diverse_plans, solve
from tests.builders import code, country, person, problem
from tests.worlds import small_world

RULES = {"room.factor": 99.0, "room.district_factor": 99.0, "evenness.points_per_fair_share": 0}
STRANGER = "hostile"


@cache
def alike():
    """Nobody prefers anything, so that plans tie, and diverse plans are among them."""
    people = [person(f"p{i}", moves_from=code(0)) for i in range(4)]
    return looked_beside(problem(*people, land=country(5), rules=RULES))


def looked_beside(world):
    result = solve(world)
    ties, found = count_best_plans(world, result), diverse_plans(world, result)
    plans = tuple(StatedPlan(p.placements, p.aims, p.people_differing) for p in found.plans)
    return world, result, Beside(StatedTies(ties.count, ties.exact), plans)


def faults(world, result, beside):
    return {violation.fault for violation in check_beside(world, result, beside)}


def first(beside, **changed):
    return replace(beside, plans=(replace(beside.plans[0], **changed), *beside.plans[1:]))


def moved(beside, person_key, to):
    """The first plan with one person at another place, stated as if it were so."""
    lines = tuple(
        replace(line, municipality=to) if line.person == person_key else line
        for line in beside.plans[0].placements
    )
    return first(beside, placements=lines)


@pytest.mark.sample(4)
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.rule("SV-3")
def test_the_checker_finds_nothing_wrong_with_honest_diverse_plans_and_ties(seed):
    world = small_world(seed, places=9, people=12)
    aims = replace(world.policy.aims, near_best_points_percent=40.0, count_limit=20)
    world = replace(world, policy=replace(world.policy, aims=aims))
    assert check_beside(*looked_beside(world)) == ()


def test_there_are_diverse_plans_to_falsify():
    _, _, beside = alike()
    assert len(beside.plans) > 1
    assert beside.ties.count > len(beside.plans)


FALSIFIED = {
    "somebody is missing": (
        lambda _w, _r, b: first(b, placements=b.plans[0].placements[1:]),
        Fault.DIVERSE_UNREADABLE,
    ),
    "somebody is made up": (
        lambda _w, _r, b: first(
            b, placements=(*b.plans[0].placements, Placement(STRANGER, code(1), Outcome.PLACED))
        ),
        Fault.DIVERSE_UNREADABLE,
    ),
    "a place is made up": (
        lambda _w, _r, b: moved(b, "p0", MunicipalityCode("0411")),
        Fault.DIVERSE_UNREADABLE,
    ),
    "the place that somebody leaves": (
        lambda _w, _r, b: moved(b, "p0", code(0)),
        Fault.DIVERSE_INVALID,
    ),
    "another word for what is given": (
        lambda _w, _r, b: first(
            b,
            placements=tuple(replace(p, outcome=Outcome.DECIDED) for p in b.plans[0].placements),
        ),
        Fault.DIVERSE_INVALID,
    ),
    "more points than it reaches": (
        lambda _w, _r, b: first(b, aims=tuple((n, v + 1) for n, v in b.plans[0].aims)),
        Fault.DIVERSE_VALUES,
    ),
    "no aims": (lambda _w, _r, b: first(b, aims=()), Fault.DIVERSE_VALUES),
    "somebody without a place": (
        lambda _w, _r, b: first(
            b,
            placements=(
                replace(b.plans[0].placements[0], municipality=None, outcome=Outcome.UNPLACED),
                *b.plans[0].placements[1:],
            ),
        ),
        Fault.DIVERSE_WORSE,
    ),
    "another number of people": (
        lambda _w, _r, b: first(b, people_differing=b.plans[0].people_differing + 1),
        Fault.DIVERSE_COUNT,
    ),
    "the answer itself": (
        lambda _w, r, b: first(b, placements=r.placements),
        Fault.DIVERSE_ALIKE,
    ),
    "the same plan twice": (
        lambda _w, _r, b: replace(b, plans=(b.plans[0], b.plans[0])),
        Fault.DIVERSE_ALIKE,
    ),
    "more plans than are asked for": (
        lambda _w, _r, b: replace(b, plans=b.plans * 21),
        Fault.DIVERSE_LIST,
    ),
    "the best one last": (
        lambda _w, _r, b: first(b, aims=tuple((n, v - 1) for n, v in b.plans[0].aims)),
        Fault.DIVERSE_LIST,
    ),
    "more ties than are counted": (
        lambda _w, _r, b: replace(b, ties=StatedTies(10**6, exact=False)),
        Fault.TIES,
    ),
    "fewer ties than there are other plans": (
        lambda _w, _r, b: replace(b, ties=StatedTies(1, exact=True)),
        Fault.TIES,
    ),
}


@pytest.mark.parametrize(("falsify", "fault"), FALSIFIED.values(), ids=FALSIFIED)
@pytest.mark.rule("SV-3")
def test_the_checker_catches_what_was_falsified_beside_an_answer(falsify, fault):
    world, result, beside = alike()
    found = check_beside(world, result, falsify(world, result, beside))
    assert fault in {violation.fault for violation in found}
    assert STRANGER not in str([(v, v.people, v.facts) for v in found])


def test_a_count_called_exact_under_an_aim_that_is_open_is_caught():
    world, result, beside = alike()
    aims = tuple(replace(aim, bound=aim.value + 1) for aim in result.aims)
    told = replace(beside, ties=replace(beside.ties, exact=True))
    assert Fault.TIES in faults(world, replace(result, aims=aims), told)


def test_beside_an_answer_that_cannot_be_read_nothing_is_compared():
    world, result, beside = alike()
    broken = replace(result, placements=result.placements[1:])
    assert check_beside(world, broken, beside) == ()


def test_nothing_is_found_where_nothing_stands_beside_the_answer():
    world, result, _ = alike()
    assert check_beside(world, result, Beside()) == ()
