"""Somebody without a place is told by which rules: all of them needed, none of them too many."""

import pytest

from scoring.check import check
from scoring.person import Urgency
from scoring.result import Outcome, Status
from scoring.round import InstructionKind, KeepApart
from scoring.solver import solve
from tests.builders import code, country, person, problem
from tests.scoring.planted_conflicts import (
    FEUD,
    GROUPS,
    MADE_UP,
    ROOMY,
    TIGHT_ROOM,
    decided_where_forbidden,
    forced_to_a_closed_place,
    full_district,
    no_room,
    one_place_for_one_group,
    police_and_a_placed_rival,
    rivals_within_reach,
    scarce_service,
    too_large_a_household,
)
from tests.scoring.planted_conflicts import _instruction as instruction
from tests.scoring.random_instances import unexplained
from tests.worlds import small_world

PLANTED = (
    rivals_within_reach,
    one_place_for_one_group,
    no_room,
    scarce_service,
    forced_to_a_closed_place,
    full_district,
    too_large_a_household,
    decided_where_forbidden,
    police_and_a_placed_rival,
)


def named(world):
    """Each unit without a place and the rules that are named for it."""
    return {conflict.people: conflict.rules for conflict in solve(world).conflicts}


@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize("kind", PLANTED, ids=[kind.__name__ for kind in PLANTED])
def test_a_planted_conflict_is_named_irreducibly(kind):
    made = kind(5)
    world = problem(*made.people, land=made.land, rules=made.numbers, **made.facts)
    assert [rules for people, rules in named(world).items() if made.without in people] == [
        made.rules
    ]


@pytest.mark.rule("SV-5", "RE-12")
def test_the_last_room_is_named_for_whom_it_does_not_reach():
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    world = problem(*people, land=country(2), rules=TIGHT_ROOM)
    assert named(world) == {("a",): ("room_to_receive", "safety.place_left")}


@pytest.mark.rule("SV-5")
def test_everybody_with_a_place_leaves_no_conflict():
    assert solve(problem(person("a"), rules=ROOMY)).conflicts == ()


@pytest.mark.rule("SV-1", "SV-5")
def test_an_acute_case_that_keeping_apart_leaves_unplaced_is_named():
    people = [
        person(key, urgency=Urgency.ACUTE, former_group=group)
        for key, group in (("a", "g"), ("b", "h"))
    ]
    facts = {"groups": GROUPS, "relations": (FEUD,)}
    numbers = ROOMY | {"apart.rival_minutes": 600}
    found = solve(problem(*people, land=country(3), rules=numbers, **facts))
    assert [conflict.rules for conflict in found.conflicts] == [("keep_apart",)]


@pytest.mark.rule("SV-5")
def test_a_rule_that_only_others_meet_is_named_when_it_keeps_them_from_making_way():
    forced = instruction(InstructionKind.FORCED, "b", 1)
    away = instruction(InstructionKind.FORBIDDEN, "a", 2)
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    world = problem(*people, land=country(3), rules=TIGHT_ROOM, instructions=(forced, away))
    assert named(world)[("a",)] == (
        "by_hand.forbidden",
        "by_hand.forced",
        "room_to_receive",
        "safety.place_left",
    )


@pytest.mark.rule("SV-5")
def test_a_less_urgent_person_is_no_reason_for_a_more_urgent_one_without_a_place():
    people = (person("a", urgency=Urgency.ACUTE), person("b", urgency=Urgency.STANDARD))
    apart = KeepApart(people=("a", "b"), minutes=600, reason=MADE_UP)
    world = problem(*people, land=country(2), rules=ROOMY, keep_apart=(apart,))
    assert [*named(world)] == [("b",)]


@pytest.mark.sample(1)
@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize("first", range(20_000, 20_300, 30))
def test_brute_force_agrees_with_every_conflict_of_small_worlds(first):
    worlds = [small_world(seed) for seed in range(first, first + 30)]
    assert [fault for world in worlds if (fault := unexplained(world, solve(world)))] == []


@pytest.mark.slow
@pytest.mark.rule("SV-5")
def test_the_small_worlds_leave_people_without_a_place_in_both_ways():
    worlds = [small_world(seed) for seed in range(20_000, 20_300)]
    answers = [{line.outcome for line in solve(world).placements} for world in worlds]
    without = [found for found in answers if found & {Outcome.UNPLACED, Outcome.UNPLACEABLE}]
    open_ones = [found for found in without if Outcome.UNPLACED in found]
    assert (len(without) >= 150, len(open_ones) >= 50) == (True, True)


@pytest.mark.rule("SV-5", "SV-6")
@pytest.mark.parametrize("seed", range(4))
def test_a_cancel_leaves_no_conflict_called_proven_but_of_the_unplaceable(seed):
    world = small_world(seed, places=10, people=20)
    found = solve(world, cancelled=lambda: True)
    outcome = {line.person: line.outcome for line in found.placements}
    claimed = {outcome[each.people[0]] for each in found.conflicts if each.proven}
    assert claimed <= {Outcome.UNPLACEABLE}


@pytest.mark.rule("SV-4", "SV-5")
def test_an_answer_whose_conflicts_a_cancel_cut_cannot_be_repeated():
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    world = problem(*people, land=country(2), rules=TIGHT_ROOM)
    assert solve(world, cancelled=lambda: True).status is Status.STOPPED


@pytest.mark.sample(5)
@pytest.mark.rule("SV-4", "SV-5")
@pytest.mark.parametrize("number", [735, 915, 933, 955, 3, 9])
def test_what_a_cancel_left_whole_is_called_proven_and_is_the_uncut_answer(number):
    world = small_world(number, places=8 + number % 13, people=5 + number * 7 % 21)
    cut, whole = solve(world, cancelled=lambda: True), solve(world)
    assert check(world, cut) == ()
    told = cut.placements, cut.aims, cut.conflicts
    assert cut.status is Status.STOPPED or told == (whole.placements, whole.aims, whole.conflicts)


@pytest.mark.rule("SV-3", "SV-5")
def test_the_checker_passes_an_answer_whose_conflicts_a_cancel_cut():
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    world = problem(*people, land=country(2), rules=TIGHT_ROOM)
    assert check(world, solve(world, cancelled=lambda: True)) == ()


@pytest.mark.slow
@pytest.mark.rule("SV-4", "SV-5")
def test_the_same_round_names_the_same_conflicts():
    world = small_world(7, places=10, people=20)
    assert solve(world).conflicts == solve(world).conflicts


@pytest.mark.rule("SV-5")
def test_a_question_that_holds_places_fixed_names_no_conflicts():
    people = (person("a"), person("b", urgency=Urgency.ACUTE))
    world = problem(*people, land=country(2), rules=TIGHT_ROOM)
    assert solve(world, fixed={"a": code(1)}).conflicts == ()
