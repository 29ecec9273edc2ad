"""What forcing a place costs: the person's own losses, the others', prices and rises add up."""

from functools import cache

import pytest

from api.explained import why_not_lines
from api.language import Language
from scoring.criteria import ALL as CRITERIA
from scoring.explain import why_not
from scoring.person import Tie, TieKind
from scoring.solver import solve
from tests.builders import code, country, person, problem
from tests.worlds import small_world

EX2 = pytest.mark.rule("EX-2")
SEEDS = (1, 2, 3, 5, 9, 11, 15, 19, 23, 24, 26, 39)
"""Worlds that between them have losses of others, prices and rises; a test holds them to it."""


@cache
def asked(seed):
    """Every open question of a small world, each with the world it was asked in."""
    world = small_world(seed, places=4, people=4)
    result = solve(world)
    questions = ((key, place) for key in world.position for place in world.country.codes)
    answers = (why_not(world, result, key, place) for key, place in questions)
    return [(world, answer) for answer in answers if answer.forced is not None]


@pytest.mark.sample(3)
@EX2
@pytest.mark.parametrize("seed", SEEDS)
def test_own_others_prices_and_rises_add_up_to_the_change_of_the_points(seed):
    for _, answer in asked(seed):
        (points,) = (aim for aim in answer.forced.aims if aim.name == "points")
        assert answer.forced.lost == points.standing - points.forced


@pytest.mark.sample(3)
@EX2
@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_others_lose_is_the_sum_of_what_each_of_them_loses(seed):
    for world, answer in asked(seed):
        lost = dict.fromkeys(world.policy.weights, 0)
        for move in answer.forced.moves:
            if move.person != answer.person:
                for key, weight in world.policy.weights.items():
                    lost[key] += weight * (
                        points(world, key, move.person, move.before)
                        - points(world, key, move.person, move.after)
                    )
        assert answer.forced.others == lost


def points(world, key, who, place):
    """What one criterion gives somebody at a place, nothing without one."""
    if place is None:
        return 0
    criterion = next(each for each in CRITERIA if each.key == key)
    someone = world.people[world.position[who]]
    return int(criterion.judge(someone, world).points[world.country.at[place]])


@pytest.mark.slow
@EX2
def test_the_small_worlds_have_losses_of_others_prices_and_rises():
    found = [answer.forced for seed in SEEDS for _, answer in asked(seed)]
    assert any(any(forced.others.values()) for forced in found)
    assert any(forced.prices for forced in found)
    assert any(forced.rises for forced in found)


def drawn_to(place, strength):
    return (Tie(kind=TieKind.SUPPORTIVE, municipality=code(place), strength=strength),)


@EX2
def test_the_one_who_makes_way_is_among_the_others_who_lose():
    people = (person("p1", ties=drawn_to(2, 1.0)), person("p2", ties=drawn_to(2, 0.8)))
    world = problem(*people, land=country(4))
    answer = why_not(world, solve(world), "p2", code(2))
    assert answer.forced.others["family_and_network"] > 0
    (points,) = (aim for aim in answer.forced.aims if aim.name == "points")
    told = "\n".join(why_not_lines(answer, Language("en")))
    change = Language("en").number((points.forced - points.standing) / 100, 2)
    assert f"The candidate, the others and the prices added up: {change} points." in told
