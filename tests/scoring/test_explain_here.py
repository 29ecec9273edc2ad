"""Why here: points and reasons, the place one would have alone, and what stands before it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from scoring.choices import rises
from scoring.explain import why_here
from scoring.explanation import ExplainError
from scoring.person import Tie, TieKind, Urgency, Wish, WishKind
from scoring.result import Outcome
from scoring.round import Instruction, InstructionKind
from scoring.solver import solve
from scoring.threat import Group
from tests.builders import code, country, person, problem
from tests.worlds import small_world

EX1 = pytest.mark.rule("EX-1")
WIDE = {"room.factor": 9.0, "room.district_factor": 9.0}
ROUND = range(20)


def drawn_to(place, strength=1.0):
    return (Tie(kind=TieKind.SUPPORTIVE, municipality=code(place), strength=strength),)


def explained(world, key):
    return why_here(world, solve(world), key)


def rivals_for_one_place(**rules):
    """Both are drawn to the third municipality, the first more strongly."""
    people = (person("p1", ties=drawn_to(2)), person("p2", ties=drawn_to(2, 0.8)))
    return problem(*people, land=country(4), rules=rules)


@pytest.mark.sample(6)
@EX1
@pytest.mark.parametrize("seed", ROUND)
def test_the_reasons_of_each_criterion_add_up_to_its_points_and_the_points_to_the_worth(seed):
    world = small_world(seed)
    result = solve(world)
    for line in result.placements:
        here = why_here(world, result, line.person)
        for each in here.criteria:
            assert sum(reason.points for reason in each.reasons) == each.points
        assert sum(each.weight * each.points for each in here.criteria) == here.worth


@pytest.mark.sample(6)
@EX1
@pytest.mark.parametrize("seed", ROUND)
def test_everybodys_worth_less_prices_and_rises_is_what_the_plan_reaches_in_points(seed):
    world = small_world(seed)
    result = solve(world)
    found = {key: why_here(world, result, key) for key in world.position}
    worth = sum(here.worth for here in found.values())
    prices = sum(found[unit.keys[0]].price for unit in world.units)
    received = Counter(here.municipality for here in found.values() if here.municipality)
    paid = sum(rises(world)[world.country.at[at], :n].sum() for at, n in received.items())
    assert worth - prices - paid == next(a.value for a in result.aims if a.name == "points")


@EX1
def test_two_who_share_a_place_each_carry_the_rise_that_the_second_one_costs():
    world = rivals_for_one_place(**WIDE, **{"evenness.points_per_fair_share": 20})
    result = solve(world)
    carried = [why_here(world, result, key).rise for key in ("p1", "p2")]
    assert carried == [400, 400] == [rises(world)[2, 1]] * 2


@EX1
def test_every_criterion_states_certainty_source_and_the_provenance_of_its_reasons():
    here = explained(problem(person("p1", ties=drawn_to(2))), "p1")
    assert [each.key for each in here.criteria][:2] == ["safety", "family_and_network"]
    assert all(0 <= each.certainty <= 100 and each.source for each in here.criteria)
    family = here.criteria[1].reasons[0]
    assert (family.code, family.provenance) == ("family.supportive", "assessment")


@EX1
def test_somebody_who_gets_what_they_would_get_alone_has_no_difference_and_no_cause():
    alone = explained(rivals_for_one_place(), "p1").alone
    assert alone.municipality == code(2)
    assert (alone.worth, alone.causes) == (0, ())
    assert not any(alone.differences.values())


@EX1
def test_the_room_that_somebody_else_takes_is_named_with_its_place_and_its_holder():
    here = explained(rivals_for_one_place(**{"room.district_factor": 9.0}), "p2")
    assert here.alone.municipality == code(2) != here.municipality
    (cause,) = here.alone.causes
    assert (cause.code, cause.names, cause.people) == ("room_to_receive", (code(2),), ("p1",))


@EX1
def test_the_difference_to_the_place_alone_is_stated_for_each_criterion_and_in_all():
    here = explained(rivals_for_one_place(), "p2")
    differences = here.alone.differences
    assert differences["family_and_network"] < 0
    weights = rivals_for_one_place().policy.weights
    assert here.alone.worth == sum(weights[key] * lost for key, lost in differences.items())


@EX1
def test_where_room_is_left_and_the_next_candidate_costs_more_the_cause_is_even_distribution():
    world = rivals_for_one_place(**WIDE, **{"evenness.points_per_fair_share": 80})
    here = explained(world, "p2")
    assert here.municipality != code(2)
    assert [cause.code for cause in here.alone.causes] == ["even_distribution"]


@EX1
def test_where_the_guarantee_holds_somebody_back_the_cause_is_the_fair_share():
    world = rivals_for_one_place(**WIDE, **{"evenness.form": "guarantee"})
    here = explained(world, "p2")
    assert [cause.code for cause in here.alone.causes] == ["above_fair_share"]


@EX1
def test_one_of_the_same_group_in_the_place_is_named_as_keeping_apart():
    people = (
        person("p1", former_group="g", ties=drawn_to(2)),
        person("p2", former_group="g", ties=drawn_to(2, 0.8)),
    )
    group = Group(key="g", severity=1, surveyed=True)
    world = problem(*people, land=country(4), rules=WIDE, groups=(group,))
    (cause,) = explained(world, "p2").alone.causes
    assert (cause.code, cause.people) == ("keep_apart", ("p1",))


@EX1
def test_a_wish_is_shown_as_met_or_not_and_changes_no_points():
    wishes = (
        Wish(kind=WishKind.WANTS, municipality=code(1)),
        Wish(kind=WishKind.AVOIDS, municipality=code(2)),
    )
    with_wishes = explained(problem(person("p1", wishes=wishes, ties=drawn_to(2))), "p1")
    without = explained(problem(person("p1", ties=drawn_to(2))), "p1")
    assert with_wishes.municipality == code(2)
    assert [wish.met for wish in with_wishes.wishes] == [False, False]
    assert (with_wishes.criteria, with_wishes.worth) == (without.criteria, without.worth)


@EX1
def test_somebody_unplaced_is_told_the_place_alone_and_who_holds_it():
    people = (person("p1", urgency=Urgency.ACUTE), person("p2"))
    world = problem(*people, land=country(2), rules={"room.factor": 0.5})
    here = explained(world, "p2")
    assert here.outcome is Outcome.UNPLACED
    assert here.criteria == ()
    assert here.alone.municipality == code(1)
    assert {cause.code for cause in here.alone.causes} >= {"room_to_receive"}
    assert all(cause.people == ("p1",) for cause in here.alone.causes)


@EX1
def test_a_household_of_two_pays_its_own_rise_in_the_place_it_would_have_alone():
    land = country(3, population=np.array([100_000, 2_000, 98_000]))
    pair = [person(key, household="h", ties=drawn_to(1)) for key in ("p1", "p2")]
    far = {"room.factor": 100.0, "room.district_factor": 100.0}
    cheap, dear = (
        explained(
            problem(*pair, land=land, rules=far | {"evenness.points_per_fair_share": n}), "p1"
        )
        for n in (1, 3)
    )
    assert (cheap.alone.municipality, dear.alone.municipality) == (code(1), code(2))
    assert cheap.alone.causes == dear.alone.causes == ()


@EX1
def test_a_plan_that_could_be_better_says_so_instead_of_naming_a_rule():
    world = problem(person("p1", ties=drawn_to(2)), land=country(4))
    result = solve(world)
    worse = replace(result.placements[0], municipality=code(3))
    here = why_here(world, replace(result, placements=(worse,)), "p1")
    assert [cause.code for cause in here.alone.causes] == ["not_proven"]


def test_somebody_decided_has_points_and_reasons_and_no_place_alone():
    decided = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(1), reason="decided before"
    )
    here = explained(problem(person("p1"), instructions=(decided,)), "p1")
    assert (here.outcome, here.municipality, here.alone) == (Outcome.DECIDED, code(1), None)
    assert here.criteria


def test_a_key_that_nobody_in_the_round_has_is_refused_without_repeating_it():
    world = problem(person("p1"))
    with pytest.raises(ExplainError) as refused:
        why_here(world, solve(world), "stranger")
    assert "stranger" not in str(refused.value)


def test_a_result_of_another_round_is_refused():
    result = solve(problem(person("p1")))
    with pytest.raises(ExplainError, match="another round"):
        why_here(problem(person("p1", threat_level=2)), result, "p1")


def test_a_plan_with_a_closed_place_is_refused():
    world = problem(person("p1"))
    result = solve(world)
    closed = replace(result.placements[0], municipality=code(0))
    with pytest.raises(ExplainError, match="breaks a rule"):
        why_here(world, replace(result, placements=(closed,)), "p1")
