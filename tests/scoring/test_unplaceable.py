"""Somebody without any open place gets none, whatever closes it, and the rules are named."""

import pytest

from scoring.check import check
from scoring.criteria import ALL
from scoring.explain import why_here
from scoring.person import Danger, Need, PoliceExclusion
from scoring.result import Outcome
from scoring.round import Closure, DeclaredService, InstructionKind
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, by_hand
from tests.worlds import small_world

REST = (1, 2, 3)
G = Group(key="g", severity=5, surveyed=True)
NOWHERE = {
    "the police": (
        person("p", exclusions=(PoliceExclusion(as_of=TODAY, municipality=code(2), minutes=60),)),
        {},
        {"safety.police_exclusion"},
    ),
    "a hostile group everywhere": (
        person("p", former_group="g"),
        {
            "groups": (G,),
            "presence": tuple(
                Presence(group="g", municipality=code(n), level=4, as_of=TODAY) for n in REST
            ),
        },
        {"safety.hostile_presence"},
    ),
    "a must that is absent everywhere": (
        person("p", needs=(Need(service="mentor", must=True),)),
        {
            "services": tuple(
                DeclaredService(municipality=code(n), service="mentor", present=False, as_of=TODAY)
                for n in REST
            )
        },
        {"social.must_absent"},
    ),
    "closures for all": (
        person("p"),
        {"closures": tuple(Closure(municipality=code(n), since=TODAY, reason="x") for n in REST)},
        {"closed_for_all"},
    ),
    "hands that force where the person left": (
        person("p"),
        {"instructions": (by_hand(InstructionKind.FORCED, "p", 0),)},
        {"by_hand.forced"},
    ),
}


def answered(case):
    somebody, facts, rules = NOWHERE[case]
    world = problem(somebody, person("q"), land=country(4), rules=ROOMY, **facts)
    return world, solve(world), rules


@pytest.mark.rule("REL-11")
@pytest.mark.parametrize("case", NOWHERE)
def test_who_has_no_open_place_is_unplaceable_instead_of_placed(case):
    world, found, _ = answered(case)
    line = next(each for each in found.placements if each.person == "p")
    assert (line.municipality, line.outcome) == (None, Outcome.UNPLACEABLE)
    assert check(world, found) == ()


@pytest.mark.rule("REL-11")
@pytest.mark.parametrize("case", NOWHERE)
def test_the_rules_that_leave_no_place_are_named(case):
    _, found, rules = answered(case)
    conflict = next(each for each in found.conflicts if each.people == ("p",))
    assert (set(conflict.rules), conflict.proven) == (rules | {"safety.place_left"}, True)


@pytest.mark.rule("REL-4")
@pytest.mark.parametrize("seed", range(10))
def test_the_result_shows_points_and_reasons_by_each_of_the_five_criteria(seed):
    world = small_world(seed + 14_000, people=4)
    found = solve(world)
    placed = [line.person for line in found.placements if line.outcome is Outcome.PLACED]
    for key in placed:
        criteria = why_here(world, found, key).criteria
        assert [each.key for each in criteria] == [criterion.key for criterion in ALL]
        assert all(each.reasons and 0 <= each.points <= 100 for each in criteria)


@pytest.mark.rule("REL-4")
def test_the_points_at_the_place_are_those_of_the_five_criteria():
    danger = Danger(municipality=code(1), severity=3, as_of=TODAY)
    somebody = person("p", dangers=(danger,))
    world = problem(somebody, rules=ROOMY)
    here = why_here(world, solve(world), "p")
    at = world.country.at[here.municipality]
    judged = {c.key: int(c.judge(somebody, world).points[at]) for c in ALL}
    assert {each.key: each.points for each in here.criteria} == judged
