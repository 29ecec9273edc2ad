"""Sensible by property, through the whole engine: order, declarations, and a round of one."""

from dataclasses import replace
from hashlib import sha256
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.choices import choices, rises
from scoring.closed_for_safety import closed_for_safety
from scoring.criteria import ALL
from scoring.judging import judge
from scoring.person import Danger, Search, Tie, TieKind
from scoring.problem import PlacementProblem
from scoring.round import DeclaredRoom, DeclaredService
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.oracle import World
from tests.scoring.planted import ROOMY
from tests.worlds import small_world

CRITERIA = {criterion.key: criterion for criterion in ALL}


def backwards(world):
    """The same round with people and households told in the other order."""
    told = world.round
    turned = replace(
        told, people=told.people[::-1], households=told.households[::-1], placed=told.placed[::-1]
    )
    return PlacementProblem(world.country, turned, world.policy)


@pytest.mark.rule("SC-10")
@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_people_changes_no_points_and_no_closing(seed):
    world = small_world(seed + 8_000, people=6)
    one, other = judge(world), judge(backwards(world))
    assert [p.key for p in world.people] == [p.key for p in backwards(world).people]
    for key, points in one.points.items():
        assert np.array_equal(points, other.points[key])
    for rule, closed in one.closings.items():
        assert np.array_equal(closed, other.closings[rule])


@pytest.mark.sample(6)
@pytest.mark.rule("SC-10")
@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_people_changes_nobodys_place(seed):
    world = small_world(seed + 8_000, people=6)
    assert solve(world).placements == solve(backwards(world)).placements


@pytest.mark.rule("SC-7")
@pytest.mark.parametrize("seed", range(40))
def test_the_step_never_falls_as_a_municipality_receives_more(seed):
    steps = rises(small_world(seed + 9_000, people=6))
    assert (steps[:, 0] == 0).all()
    assert (np.diff(steps, axis=1) >= 0).all()


@pytest.mark.rule("SC-7")
@pytest.mark.parametrize("seed", range(20))
def test_the_solvers_first_step_is_the_weighted_points_missing_from_100(seed):
    world = alone(seed + 9_500)
    nothing = dict.fromkeys(CRITERIA, 0)
    with_evenness = replace(world.policy, weights=nothing | {"even_distribution": 37})
    even = choices(PlacementProblem(world.country, world.round, with_evenness))
    points = even.judgement.points["even_distribution"]
    assert (37 * 100 - even.worth == 37 * (100 - points)).all()
    assert (even.rises[:, :1] == 0).all()


@pytest.mark.rule("SC-7")
def test_two_alike_are_spread_where_the_second_step_costs_more():
    world = problem(person("a"), person("b"), rules=ROOMY)
    found = solve(world)
    assert (rises(world)[:, 1] > 0).all()
    assert found.place_of("a") != found.place_of("b")


@pytest.mark.rule("SC-7")
def test_nothing_that_a_municipality_declares_changes_its_fair_share_points_or_steps():
    people = [person("a"), person("b")]
    room = DeclaredRoom(municipality=code(1), candidates=0, as_of=TODAY, approved_because="flood")
    service = DeclaredService(
        municipality=code(1), service="mentor", present=True, as_of=TODAY, room=40
    )
    silent, told = problem(*people), problem(*people, room=(room,), services=(service,))
    even = CRITERIA["even_distribution"]
    assert silent.fair_share.tolist() == told.fair_share.tolist()
    assert even.judge(people[0], silent).points.tolist() == (
        even.judge(people[0], told).points.tolist()
    )
    assert rises(silent).tolist() == rises(told).tolist()


def ranked_by_points(world):
    """The place of a round of one by its points alone: below no step it need not be, then most."""
    tried, somebody = World(world), world.people[0]
    judged, salt = judge(world), world.policy.aims.tie_salt

    def rank(at):
        safety = tried.safety(somebody, at)
        steps = world.policy.aims.safety_steps
        below = [safety < min(step, tried.best_safety[somebody.key]) for step in steps]
        total = sum(w * judged.points[key][0, at] for key, w in world.policy.weights.items())
        text = f"{salt}\0{somebody.key}\0{world.country.codes[at]}".encode()
        return below, -total, sha256(text).digest()[:4]

    best = min(tried.open[0], key=rank, default=None)
    return None if best is None else world.country.codes[best]


def alone(seed):
    """A round of one with those placed long ago left out, whom only the solver's price knows."""
    world = small_world(seed, places=5, people=1)
    without = replace(world.policy.apart, price_after_window=0)
    rules = replace(world.policy, apart=without)
    rules = replace(rules, evenness=replace(rules.evenness, form="price"))
    return PlacementProblem(world.country, world.round, rules)


@pytest.mark.sample(15)
@pytest.mark.rule("SC-7")
@pytest.mark.parametrize("seed", range(60))
def test_a_round_of_one_gives_the_same_answer_by_points_and_by_the_price(seed):
    world = alone(seed + 10_000)
    if world.people:
        assert solve(world).place_of(world.people[0].key) == ranked_by_points(world)


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize("severity", [1, 5])
def test_a_low_score_alone_closes_no_place(severity):
    dangers = tuple(Danger(municipality=code(n), severity=severity, as_of=TODAY) for n in range(3))
    somebody = person(dangers=dangers)
    rules = {"safety.exposure_ceiling": (1e9,) * 5, "safety.half_exposure": 0.1}
    world = problem(somebody, rules=ROOMY | rules)
    points = CRITERIA["safety"].judge(somebody, world).points
    closed = {c.rule: c.places.tolist() for c in closed_for_safety(somebody, world)}
    assert (points.tolist(), solve(world).place_of("p1") is None) == ([0, 0, 0], False)
    assert {rule for rule, places in closed.items() if any(places)} == {"safety.place_left"}


@pytest.mark.rule("SC-5")
@pytest.mark.parametrize(("sought", "best"), [("vocational", 1), ("upper_secondary", 2)])
def test_reachable_education_is_judged_at_the_level_that_is_sought(sought, best):
    there = {
        "vocational": np.array([False, True, False]),
        "upper_secondary": np.array([False, False, True]),
    }
    somebody = person(search=Search(education=sought))
    world = problem(somebody, land=country(3, education=there))
    points = CRITERIA["work_and_education"].judge(somebody, world).points
    assert int(points.argmax()) == best


@pytest.mark.rule("SC-1")
@settings(max_examples=60, deadline=None)
@given(strengths=st.lists(st.integers(5, 95), min_size=2, max_size=4, unique=True))
def test_a_noisy_or_shares_its_points_by_minus_the_logarithm_of_what_each_leaves(strengths):
    ties = tuple(
        Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=s / 100) for s in strengths
    )
    somebody = person(ties=ties)
    world = problem(somebody, rules={"travel.own_minutes": 0})
    given_ = CRITERIA["family_and_network"].reasons(somebody, 1, world)
    terms = {s: -log(1 - s / 100) for s in strengths}
    whole = 100 * (1 - np.prod([1 - s / 100 for s in strengths]))
    told = {reason.facts["strength_percent"]: reason.points for reason in given_}
    for strength, term in terms.items():
        assert abs(told[strength] - whole * term / sum(terms.values())) < 1 + 1e-6
