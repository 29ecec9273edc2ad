"""The aims come in one order: places for all, then safety, then points, then the tie-break."""

import numpy as np
import pytest

from scoring.check import check
from scoring.limit import Limit
from scoring.person import Danger, Tie, TieKind, Urgency
from scoring.problem import PlacementProblem
from scoring.result import Outcome
from scoring.round import InstructionKind
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.oracle import World
from tests.scoring.planted import ROOMY, apart, by_hand, placed
from tests.worlds import small_world

SAFETY_ONLY_AT_60 = {"aims.safety_steps": (60,), "aims.safety_floor": 60}
ONE_EACH = ROOMY | {"room.factor": 0.01}
AT_1 = (Danger(municipality=code(1), severity=5, as_of=TODAY),)
TO_1 = (Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=1.0),)


def value(found, name):
    return next(aim.value for aim in found.aims if aim.name == name)


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize("form", ["price", "guarantee"])
def test_the_aims_stand_in_their_one_order_without_one_for_the_total(form):
    people = [
        person("a", urgency=Urgency.STANDARD, threat_level=5),
        person("b", urgency=Urgency.URGENT, threat_level=1),
        person("c", urgency=Urgency.URGENT, threat_level=3),
        person("d", urgency=Urgency.ACUTE, threat_level=2),
    ]
    found = solve(problem(*people, rules=ROOMY | {"evenness.form": form}))
    assert [aim.name for aim in found.aims] == [
        "unplaced.acute.2",
        "unplaced.urgent.3",
        "unplaced.urgent.1",
        "unplaced.standard.5",
        *(f"safety_below.{step}" for step in (20, 40, 60, 80)),
        *(["above_fair_share"] if form == "guarantee" else []),
        "points",
        "tie_break",
    ]


@pytest.mark.rule("SV-2")
def test_of_one_urgency_the_most_threatened_come_first_at_every_level():
    people = [person(f"p{level}", threat_level=level) for level in range(1, 6)]
    found = solve(problem(*people, land=country(6), rules=ROOMY))
    classes = [aim.name for aim in found.aims if aim.name.startswith("unplaced")]
    assert classes == [f"unplaced.standard.{level}" for level in (5, 4, 3, 2, 1)]


@pytest.mark.rule("SV-2")
def test_a_plan_that_places_everybody_proves_the_first_aim_without_any_search():
    people = [person(f"p{number}", threat_level=1 + number % 5) for number in range(12)]
    found = solve(problem(*people, land=country(6), rules=ROOMY), Limit(effort=0.0))
    first = [aim for aim in found.aims if aim.name.startswith("unplaced")]
    assert [(aim.value, aim.proven) for aim in first] == [(0, True)] * 5


@pytest.mark.rule("SV-2")
def test_a_place_for_the_acute_comes_before_the_safety_of_two_others():
    only_2 = by_hand(InstructionKind.FORBIDDEN, "c", 1)
    world = problem(
        person("a", dangers=AT_1),
        person("b", dangers=AT_1),
        person("c", urgency=Urgency.ACUTE),
        rules=ROOMY | SAFETY_ONLY_AT_60,
        instructions=(only_2,),
        keep_apart=(apart("a", "c", 0), apart("b", "c", 0)),
    )
    found = solve(world)
    assert (found.place_of("c"), value(found, "safety_below.60")) == (code(2), 2)


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize(
    ("steps", "place"), [((60,), 2), ((20, 60), 2), ((1,), 1)], ids=["60", "20 and 60", "only 1"]
)
def test_safety_below_a_step_comes_before_points_and_other_steps_give_another_plan(steps, place):
    weights = {
        "safety": 10,
        "family_and_network": 60,
        "work_and_education": 10,
        "social_needs": 10,
        "even_distribution": 10,
    }
    rules = {"aims.safety_steps": steps, "weights": weights, "safety.half_exposure": 15.0}
    found = solve(problem(person("p", dangers=AT_1, ties=TO_1), rules=ROOMY | rules))
    assert found.place_of("p") == code(place)


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize(("safety", "family", "place"), [(90, 10, 2), (10, 90, 1)])
def test_other_weights_give_another_plan(safety, family, place):
    weights = dict.fromkeys(("work_and_education", "social_needs", "even_distribution"), 0)
    weights |= {"safety": safety, "family_and_network": family}
    rules = {"aims.safety_steps": (), "weights": weights}
    found = solve(problem(person("p", dangers=AT_1, ties=TO_1), rules=ROOMY | rules))
    assert found.place_of("p") == code(place)


@pytest.mark.rule("SV-2")
def test_a_lower_step_comes_before_a_higher_one():
    mild = (Danger(municipality=code(1), severity=2, as_of=TODAY),)
    grave = (*AT_1, *AT_1)
    rules = {"aims.safety_steps": (20, 80), "safety.half_exposure": 10.0}
    world = problem(
        person("a", dangers=grave, ties=TO_1),
        person("b", dangers=mild),
        rules=ONE_EACH | rules,
    )
    found = solve(world)
    assert (found.place_of("a"), found.place_of("b")) == (code(2), code(1))


@pytest.mark.rule("SV-2")
def test_somebody_without_a_place_counts_as_below_every_safety_step():
    found = solve(problem(person("a"), person("b"), land=country(2), rules=ONE_EACH))
    assert [value(found, f"safety_below.{step}") for step in (20, 40, 60, 80)] == [1] * 4


@pytest.mark.rule("SV-2")
def test_who_has_nothing_better_open_is_not_below_the_step_at_the_own_best():
    everywhere = tuple(Danger(municipality=code(n), severity=5, as_of=TODAY) for n in range(3))
    found = solve(problem(person("p", dangers=everywhere), rules=ROOMY | SAFETY_ONLY_AT_60))
    assert value(found, "safety_below.60") == 0


@pytest.mark.rule("SV-2")
def test_the_own_best_is_what_is_open_to_a_candidate_alone_with_nobody_else_waiting():
    world = problem(
        person("a", dangers=AT_1),
        person("b", dangers=AT_1),
        rules=ONE_EACH | SAFETY_ONLY_AT_60,
    )
    assert value(solve(world), "safety_below.60") == 1


@pytest.mark.rule("SV-2")
def test_the_own_best_leaves_out_what_a_decision_has_taken():
    taken = by_hand(InstructionKind.DECIDED, "b", 2)
    world = problem(
        person("a", dangers=AT_1),
        person("b"),
        rules=ONE_EACH | SAFETY_ONLY_AT_60,
        instructions=(taken,),
    )
    found = solve(world)
    assert (found.place_of("a"), value(found, "safety_below.60")) == (code(1), 0)


@pytest.mark.rule("SV-2")
def test_a_place_below_the_safety_floor_is_open_all_the_same():
    grave = tuple(
        Danger(municipality=code(n), severity=5, as_of=TODAY) for n in (0, 1, 2) for _ in range(3)
    )
    world = problem(person("p", dangers=grave), rules=ROOMY)
    line = solve(world).placements[0]
    safety = World(world).best_safety["p"]
    assert (safety < world.policy.aims.safety_floor, line.outcome) == (True, Outcome.PLACED)


@pytest.mark.sample(8)
@pytest.mark.rule("SV-2", "SC-10")
@pytest.mark.parametrize("seed", range(40))
def test_no_plan_holds_a_closed_place(seed):
    world = small_world(seed + 4_000, places=6, people=9)
    tried, found = World(world), solve(world, Limit(effort=0.05))
    for number, unit in enumerate(tried.units):
        open_ = {None} | {world.country.codes[at] for at in tried.open[number]}
        assert {found.place_of(each.key) for each in unit} <= open_


def guaranteed(*people, rules=None, **facts) -> PlacementProblem:
    """Two alike municipalities open to all, with the guarantee of evenness chosen."""
    rules = ROOMY | {"evenness.form": "guarantee"} | (rules or {})
    land = country(3, population=np.array([20, 10_000, 10_000]))
    return problem(*people, land=land, rules=rules, **facts)


def drawn(many, **facts):
    return [person(f"p{number}", ties=TO_1, **facts) for number in range(many)]


def at_1(found, many):
    return [found.place_of(f"p{number}") for number in range(many)].count(code(1))


@pytest.mark.rule("SV-2")
def test_with_the_guarantee_nobody_exceeds_the_fair_share_for_points_alone():
    world = guaranteed(*drawn(4))
    found = solve(world)
    assert (at_1(found, 4), value(found, "above_fair_share"), check(world, found)) == (2, 0, ())


@pytest.mark.rule("SV-2")
def test_without_the_guarantee_points_alone_may_exceed_the_fair_share():
    rules = {"evenness.form": "price", "evenness.points_per_fair_share": 0}
    assert at_1(solve(guaranteed(*drawn(4), rules=rules)), 4) == 4


@pytest.mark.rule("SV-2")
def test_who_was_placed_before_takes_from_the_fair_share():
    found = solve(guaranteed(*drawn(3), placed=(placed(1),)))
    assert (at_1(found, 3), value(found, "above_fair_share")) == (1, 0)


@pytest.mark.rule("SV-2")
def test_the_guarantee_gives_way_where_somebody_would_else_be_unplaced():
    forbidden = tuple(by_hand(InstructionKind.FORBIDDEN, f"p{n}", 2) for n in range(4))
    found = solve(guaranteed(*drawn(4), instructions=forbidden))
    assert (at_1(found, 4), value(found, "above_fair_share")) == (4, 2)


@pytest.mark.rule("SV-2")
def test_the_guarantee_gives_way_where_somebody_would_else_be_less_safe():
    danger = (Danger(municipality=code(2), severity=5, as_of=TODAY),)
    found = solve(guaranteed(*drawn(4, dangers=danger)))
    assert (at_1(found, 4), value(found, "above_fair_share")) == (4, 2)
