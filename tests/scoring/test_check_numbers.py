"""The numbers that the checker reads of a round, each against what it is by hand."""

from datetime import timedelta

import numpy as np
import pytest

from scoring.check import check
from scoring.check.room import caps, district_left, must_persons, rises, room_left
from scoring.check.threats import hostile_groups, near, stances
from scoring.check.together import together
from scoring.person import Household, Need
from scoring.round import DeclaredRoom, InstructionKind, KeepTogether, Placed
from scoring.solver import solve
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import FEUD, ROOMY, G, H, apart, broken_rules, by_hand, placed


def earlier(*numbers, days=0):
    """People who were placed in these municipalities so many days ago."""
    since = TODAY - timedelta(days=days)
    return tuple(
        Placed(key=f"x{nth}", municipality=code(number), since=since)
        for nth, number in enumerate(numbers)
    )


def test_every_place_may_receive_its_share_less_who_was_placed_there():
    world = problem(person("p"), land=country(4), placed=earlier(1, 1, 1, 2))
    assert caps(world, 4).tolist() == [2, 0, 1, 2]


def declared(*rooms):
    """What municipalities say of their own room, from the first on."""
    return tuple(
        DeclaredRoom(municipality=code(at), candidates=room, as_of=TODAY)
        for at, room in enumerate(rooms)
    )


def test_declared_room_is_believed_to_a_factor_of_the_fair_share():
    people = [person(f"p{number}") for number in range(8)]
    rules = {"room.factor": 1.0, "room.declared_factor": 3.0}
    world = problem(*people, land=country(4), rules=rules, room=declared(9, 4, 2, 1))
    assert room_left(world).tolist() == [6, 4, 2, 2]


def test_a_district_has_room_by_its_share_of_the_population_less_who_was_placed_there():
    land = country(4, districts=("A", "A", "B", "B"), population=np.array([1, 1, 1, 5]))
    people = [person(f"p{number}") for number in range(6)]
    rules = {"room.district_factor": 2.0}
    world = problem(*people, land=land, rules=rules, placed=earlier(0, 1))
    assert district_left(world) == {"A": 2, "B": 12}


def test_what_somebody_need_not_have_asks_for_no_room():
    mentor = Need(service="mentor", must=True, persons=2)
    needs = (mentor, Need(service="psychiatry", must=False))
    home = Household(key="home", persons=3)
    world = problem(person("p", household="home", needs=needs), households=(home,))
    assert must_persons(world, 0) == {"mentor": 2}


@pytest.mark.parametrize(("days", "share"), [(0, 1.0), (2, 0.75)])
def test_who_was_placed_counts_half_after_each_half_life(days, share):
    rules = {"evenness.points_per_fair_share": 1000, "evenness.half_life_days": 2}
    people = (person("p"), person("q"))
    world = problem(*people, land=country(4), rules=rules, placed=earlier(1, 1, days=days))
    weight = world.policy.weights["even_distribution"]
    rise = int(weight * 1000 / share + 0.5)
    assert rises(world).tolist() == [[0, 0, rise]] * 4


def test_half_a_point_is_rounded_up_whatever_the_last_digits_say():
    weights = dict(problem(person("p")).policy.weights) | {"even_distribution": 1}
    rules = {"evenness.points_per_fair_share": 1, "weights": weights}
    world = problem(person("p"), person("q"), land=country(3), rules=rules)
    assert rises(world).tolist() == [[0, 0, 2]] * 3


def test_under_the_guarantee_of_evenness_nothing_rises():
    rules = {"evenness.form": "guarantee"}
    world = problem(person("p"), person("q"), land=country(3), rules=rules)
    assert rises(world).tolist() == [[0, 0, 0]] * 3


@pytest.mark.parametrize("minutes", [(0,), (60, 0), (0, 60)])
def test_of_all_that_keeps_two_apart_what_reaches_furthest_counts(minutes):
    people = (person("p", former_group="g"), person("q", former_group="h"))
    facts = {"groups": (G, H), "relations": (FEUD,)} if minutes == (0,) else {"groups": (G, H)}
    world = problem(
        *people,
        land=country(4),
        rules=ROOMY | {"apart.rival_minutes": 60},
        keep_apart=tuple(apart("p", "q", each) for each in minutes),
        **facts,
    )
    assert broken_rules(world, p=code(1), q=code(2)) == {"keep_apart"}


def test_who_must_share_a_place_is_followed_over_others():
    links = (("p", "q"), ("q", "r"))
    kept = tuple(KeepTogether(people=pair, reason="made up") for pair in links)
    world = problem(*(person(key) for key in "pqrs"), keep_together=kept)
    assert [together(world, key) for key in "prs"] == [{*"pqr"}, {*"pqr"}, {"s"}]


def test_a_place_a_minute_further_than_the_limit_is_not_near():
    world = problem(person("p"), land=country([[0, 101], [101, 0]]))
    assert [near(world, minutes)[0].tolist() for minutes in (100, 101)] == [
        [True, False],
        [True, True],
    ]


ALLIED = ("ab", "cb", "cd", "xy", "yz")
ALLY = {"ab", "bc", "cd", "ac", "bd", "xy", "yz", "xz"}
RIVAL = {"dx", "cx", "dy"}
"""A feud between two chains of allies: two alliances carry hostility, or a feud and one."""


def two_chains():
    groups = tuple(Group(key=key, severity=1, surveyed=True) for key in "abcdxyz")
    kinds = dict.fromkeys(ALLIED, RelationKind.ALLIANCE) | {"dx": RelationKind.FEUD}
    relations = tuple(
        Relation(kind=kind, groups=tuple(pair), since=TODAY) for pair, kind in kinds.items()
    )
    return problem(person("p"), groups=groups, relations=relations)


def test_hostility_goes_as_far_as_alliances_and_feuds_carry_it():
    found = {"".join(pair): stance for pair, stance in stances(two_chains()).items()}
    both = dict.fromkeys(ALLY, "ally") | dict.fromkeys(RIVAL, "rival")
    assert found == both | {pair[::-1]: stance for pair, stance in both.items()} | {
        2 * group: "same" for group in "abcdxyz"
    }


def chained(**rules):
    """Two groups whose one alliance goes over a third, and who have a feud besides."""
    kinds = {"ab": RelationKind.ALLIANCE, "bc": RelationKind.ALLIANCE, "ac": RelationKind.FEUD}
    groups = tuple(Group(key=key, severity=1, surveyed=True) for key in "abc")
    relations = tuple(Relation(kind=k, groups=tuple(p), since=TODAY) for p, k in kinds.items())
    numbers = {f"safety.{name}": value for name, value in rules.items()}
    return problem(person("p"), groups=groups, relations=relations, rules=numbers)


def test_hostility_that_just_reaches_the_limit_counts_and_as_much_over_a_feud_is_a_rivals():
    just = chained(hostile_from=0.36, alliance_factor=0.6, feud_factor=0.36)
    assert stances(just)["a", "c"] == "rival"
    less = chained(hostile_from=0.36, alliance_factor=0.6, feud_factor=0.35)
    assert stances(less)["a", "c"] == "ally"


def test_a_group_is_hostile_to_whoever_left_it_and_so_are_its_allies_and_rivals():
    found = hostile_groups(two_chains())
    assert {group: "".join(sorted(others)) for group, others in found.items()} == {
        "a": "abc",
        "b": "abcd",
        "c": "abcdx",
        "d": "bcdxy",
        "x": "cdxyz",
        "y": "dxyz",
        "z": "xyz",
    }


@pytest.mark.parametrize(("short", "broken"), [(1, {"keep_apart.placed"}), (0, set())])
def test_an_earlier_placement_closes_its_place_to_the_last_day_of_the_window(short, broken):
    def world(days):
        earlier_one = placed(1, TODAY - timedelta(days=days), "g")
        who = person("p", former_group="g")
        return problem(who, land=country(4), rules=ROOMY, groups=(G,), placed=(earlier_one,))

    window = world(0).policy.apart.window_days
    assert broken_rules(world(window - short), p=code(1)) == broken


def test_a_decided_placement_closes_nothing_to_those_who_must_share_its_place():
    world = problem(
        *(person(key, household="home", former_group="g") for key in ("p", "q")),
        land=country(4),
        rules=ROOMY,
        groups=(G,),
        households=(Household(key="home", persons=2),),
        instructions=(by_hand(InstructionKind.DECIDED, "q", 2),),
    )
    found = solve(world)
    assert (found.place_of("p"), check(world, found)) == (code(2), ())


def test_a_round_in_which_everybody_is_decided_has_nothing_wrong():
    decided = (by_hand(InstructionKind.DECIDED, "p", 2),)
    world = problem(person("p"), land=country(4), rules=ROOMY, instructions=decided)
    assert check(world, solve(world)) == ()
