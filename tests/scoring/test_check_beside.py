"""The checker catches what was falsified beside an answer: diverse plans and the count of ties."""

from dataclasses import replace
from functools import cache

import pytest

from scoring.beside import Beside, StatedPlan, StatedTies
from scoring.check import Fault, check_beside
from scoring.check.plan import places
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.country import MunicipalityCode
from scoring.person import Tie, TieKind
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


def open_aim(result, name):
    """The answer with one aim that is not proven."""
    aims = (replace(a, bound=a.value + 1) if a.name == name else a for a in result.aims)
    return replace(result, aims=tuple(aims))


def points_of(result):
    return tuple((aim.name, aim.value) for aim in result.aims)


def elsewhere(line):
    return code(2) if line.municipality == code(1) else code(1)


def people_differing(number, fault):
    code = "alternatives.people_differing"
    return f" {code}: diverse_{fault} (where alternatives.plans.{number}.people_differing)"


VALUES = " alternatives.aims: diverse_values (where alternatives.plans.0.aims)"
WORSE = " alternatives.aims: diverse_worse (where alternatives.plans.0.aims)"
LIST = " alternatives.plans: diverse_list (where alternatives.plans)"
TIES = " ties: ties (where ties.count)"
FALSIFIED = {
    "somebody is missing": (
        lambda _w, _r, b: first(b, placements=b.plans[0].placements[1:]),
        "p0 plan.people: diverse_unreadable (where alternatives.plans.0)",
    ),
    "somebody is made up": (
        lambda _w, _r, b: first(
            b, placements=(*b.plans[0].placements, Placement(STRANGER, code(1), Outcome.PLACED))
        ),
        " plan.people: diverse_unreadable (where alternatives.plans.0)",
    ),
    "a place is made up": (
        lambda _w, _r, b: moved(b, "p0", MunicipalityCode("0411")),
        "p0 plan.municipality: diverse_unreadable (where alternatives.plans.0)",
    ),
    "the place that somebody leaves": (
        lambda _w, _r, b: moved(b, "p0", code(0)),
        "p0 safety.place_left: diverse_invalid (where alternatives.plans.0)",
    ),
    "another word for what is given": (
        lambda _w, _r, b: first(
            b,
            placements=tuple(replace(p, outcome=Outcome.DECIDED) for p in b.plans[0].placements),
        ),
        "p3 plan.outcome: diverse_invalid (where alternatives.plans.0)",
    ),
    "more points than it reaches": (
        lambda _w, _r, b: first(b, aims=tuple((n, v + 1) for n, v in b.plans[0].aims)),
        VALUES,
    ),
    "no aims": (lambda _w, _r, b: first(b, aims=()), VALUES),
    "somebody without a place": (
        lambda _w, _r, b: first(
            b,
            placements=(
                replace(b.plans[0].placements[0], municipality=None, outcome=Outcome.UNPLACED),
                *b.plans[0].placements[1:],
            ),
        ),
        WORSE,
    ),
    "another number of people": (
        lambda _w, _r, b: first(b, people_differing=b.plans[0].people_differing + 1),
        people_differing(0, "count"),
    ),
    "the answer itself": (
        lambda _w, r, b: first(b, placements=r.placements),
        people_differing(0, "alike"),
    ),
    "the same plan twice": (
        lambda _w, _r, b: replace(b, plans=(b.plans[0], b.plans[0])),
        people_differing(1, "alike"),
    ),
    "more plans than are asked for": (
        lambda _w, _r, b: replace(b, plans=b.plans * 21),
        LIST,
    ),
    "the best one last": (
        lambda _w, _r, b: first(b, aims=tuple((n, v - 1) for n, v in b.plans[0].aims)),
        LIST,
    ),
    "more ties than are counted": (
        lambda _w, _r, b: replace(b, ties=StatedTies(10**6, exact=False)),
        TIES,
    ),
    "fewer ties than there are other plans": (
        lambda _w, _r, b: replace(b, ties=StatedTies(1, exact=True)),
        TIES,
    ),
}


@pytest.mark.parametrize(("falsify", "line"), FALSIFIED.values(), ids=FALSIFIED)
@pytest.mark.rule("SV-3")
def test_the_checker_catches_what_was_falsified_beside_an_answer(falsify, line):
    world, result, beside = alike()
    found = check_beside(world, result, falsify(world, result, beside))
    assert line in [f"{','.join(v.people)} {v}" for v in found]
    assert STRANGER not in str([(v, v.people, v.facts) for v in found])


@pytest.mark.parametrize("name", ["unplaced.standard.1", "points"])
def test_a_count_called_exact_under_an_aim_that_is_open_is_caught(name):
    world, result, beside = alike()
    told = replace(beside, ties=replace(beside.ties, exact=True))
    assert Fault.TIES in faults(world, open_aim(result, name), told)


def test_a_count_called_exact_may_be_where_the_tie_break_alone_is_open():
    world, result, beside = alike()
    told = replace(beside, ties=replace(beside.ties, exact=True))
    assert Fault.TIES not in faults(world, open_aim(result, "tie_break"), told)


def test_a_plan_without_points_comes_after_all_that_have_some():
    world, result, beside = alike()
    plans = tuple(replace(beside.plans[0], aims=aims) for aims in ((("points", 0),), ()))
    assert Fault.DIVERSE_LIST not in faults(world, result, replace(beside, plans=plans))


def drawn(percent):
    """One who is drawn to the second place, the plan that gives the third, and how near is near."""
    tie = Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=1.0)
    world = problem(person("p", ties=(tie,)), land=country(4), rules=RULES)
    aims = replace(world.policy.aims, near_best_points_percent=percent)
    world = replace(world, policy=replace(world.policy, aims=aims))
    result = solve(world)
    placements = (replace(result.placements[0], municipality=code(2)),)
    reached = values(Reading(world), places(world, replace(result, placements=placements)))
    return world, result, StatedPlan(placements, tuple(reached.items()), 1)


@pytest.mark.parametrize(
    ("short", "is_worse"),
    [(0, False), (0.8e-6, False), (1.5e-6, True), (0.01, True), (1, True)],
)
def test_a_diverse_plan_is_as_near_as_the_policy_says_but_for_rounding(short, is_worse):
    _, result, plan = drawn(0.0)
    best, reached = (dict(aims)["points"] for aims in (points_of(result), plan.aims))
    world, result, plan = drawn(100 * (best - reached - short) / best)
    assert best > reached
    assert (Fault.DIVERSE_WORSE in faults(world, result, Beside(plans=(plan,)))) is is_worse


@pytest.mark.parametrize(
    ("percent", "differing", "is_alike"),
    [(1, 1, False), (1, 0, True), (67, 2, True), (67, 3, False)],
)
def test_diverse_plans_differ_in_the_share_of_people_that_the_policy_says(
    percent, differing, is_alike
):
    people = [person(f"p{number}") for number in range(3)]
    world = problem(*people, land=country(5), rules=RULES)
    aims = replace(world.policy.aims, diverse_share_percent=percent)
    world = replace(world, policy=replace(world.policy, aims=aims))
    result = solve(world)
    lines = tuple(
        replace(line, municipality=elsewhere(line)) if number < differing else line
        for number, line in enumerate(result.placements)
    )
    found = faults(world, result, Beside(plans=(StatedPlan(lines, (), differing),)))
    assert (Fault.DIVERSE_ALIKE in found) is is_alike
    assert Fault.DIVERSE_COUNT not in found


def test_beside_an_answer_that_cannot_be_read_nothing_is_compared():
    world, result, beside = alike()
    broken = replace(result, placements=result.placements[1:])
    assert check_beside(world, broken, beside) == ()


def test_nothing_is_found_where_nothing_stands_beside_the_answer():
    world, result, _ = alike()
    assert check_beside(world, result, Beside()) == ()
