"""The checker reads a rule as the solver does, no more and no less, at the edge of each rule."""

from datetime import timedelta

import pytest

from scoring.check import check
from scoring.person import Household, PoliceExclusion, Tie, TieKind
from scoring.round import Closure, InstructionKind, Placed
from scoring.solver import solve
from scoring.threat import Presence
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, G, H, apart, broken_rules, by_hand

CHECKER = pytest.mark.rule("RE-12")
CHEAP = ROOMY | {"evenness.points_per_fair_share": 1}
DRAWN = {"p": {"p": 1.0, "q": 0.8}, "q": {"p": 0.8, "q": 1.0}}
"""Per person who is drawn the most, how much each is drawn to the same place."""


def drawn(most):
    """Two people whom their ties draw to the second municipality, one of them the most."""
    return [
        person(key, ties=(Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=strength),))
        for key, strength in DRAWN[most].items()
    ]


def closed_until(day):
    ended = Closure(
        municipality=code(1), since=TODAY - timedelta(days=5), until=day, reason="made up"
    )
    return problem(person("p"), land=country(2), rules=ROOMY, closures=(ended,))


@CHECKER
def test_a_municipality_is_open_again_on_the_day_its_closure_ends():
    world = closed_until(TODAY)
    found = solve(world)
    assert (found.place_of("p"), check(world, found)) == (code(1), ())


@CHECKER
def test_a_municipality_is_closed_on_the_last_day_before_its_closure_ends():
    assert broken_rules(closed_until(TODAY + timedelta(days=1)), p=code(1)) == {"closed_for_all"}


@CHECKER
def test_a_decided_placement_closes_its_place_however_short_the_window_of_earlier_ones():
    world = problem(
        person("p", former_group="g"),
        person("q", former_group="g"),
        land=country(4),
        rules=ROOMY | {"apart.window_days": 0},
        groups=(G,),
        instructions=(by_hand(InstructionKind.DECIDED, "q", 2),),
    )
    assert broken_rules(world, p=code(2)) == {"keep_apart.placed"}


@CHECKER
def test_a_household_fits_where_the_policys_room_alone_would_be_smaller_than_it():
    world = problem(
        *(person(key, household="home") for key in ("p", "q")),
        land=country(2),
        rules=ROOMY | {"room.factor": 0.01},
        households=(Household(key="home", persons=2),),
    )
    found = solve(world)
    assert (found.place_of("p"), check(world, found)) == (code(1), ())


@CHECKER
@pytest.mark.parametrize("most", DRAWN)
def test_no_bound_is_beaten_by_a_move_too_near_somebody_whichever_of_the_two_moves(most):
    facts = {"keep_apart": (apart("p", "q", 0),)}
    world = problem(*drawn(most), land=country(4), rules=CHEAP, **facts)
    found = solve(world)
    assert [key for key in "pq" if found.place_of(key) == code(1)] == [most]
    assert check(world, found) == ()


@CHECKER
@pytest.mark.parametrize("most", DRAWN)
def test_no_bound_is_beaten_by_a_move_into_a_district_that_is_full(most):
    rules = CHEAP | {"room.district_factor": 0.01}
    world = problem(*drawn(most), land=country(4), rules=rules)
    found = solve(world)
    assert [key for key in "pq" if found.place_of(key) == code(1)] == [most]
    assert check(world, found) == ()


@CHECKER
def test_every_place_that_the_police_exclude_is_closed():
    exclusions = tuple(PoliceExclusion(as_of=TODAY, municipality=code(at)) for at in (1, 2))
    world = problem(person("p", exclusions=exclusions), land=country(4), rules=ROOMY)
    assert [broken_rules(world, p=code(at)) for at in (1, 2)] == [{"safety.police_exclusion"}] * 2


@CHECKER
def test_every_earlier_placement_too_near_closes_its_place():
    placed = tuple(
        Placed(key=f"x{at}", municipality=code(at), since=TODAY, former_group=group)
        for at, group in ((1, "g"), (2, "g"), (3, None), (4, None))
    )
    who, by_names = person("p", former_group="g"), (apart("p", "x3", 0), apart("p", "x4", 0))
    facts = {"groups": (G,), "placed": placed, "keep_apart": by_names}
    world = problem(who, land=country(6), rules=ROOMY, **facts)
    closed = [broken_rules(world, p=code(at)) for at in range(1, 6)]
    assert closed == [{"keep_apart.placed"}] * 4 + [set()]


@CHECKER
def test_the_presence_of_a_group_that_is_nothing_to_somebody_closes_nothing():
    seen = Presence(group="h", municipality=code(1), level=4, as_of=TODAY)
    who = person("p", former_group="g")
    world = problem(who, land=country(2), rules=ROOMY, groups=(G, H), presence=(seen,))
    assert broken_rules(world, p=code(1)) == set()
