"""Why not there: every closing rule, or the exact price with two sound ends before it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.check.plan import broken_lines, broken_rules, places
from scoring.check.proofs import wrong_values
from scoring.check.reading import Reading
from scoring.explain import why_not, why_not_at_once
from scoring.explanation import ExplainError, WhyNot
from scoring.person import PoliceExclusion, Tie, TieKind
from scoring.result import AimResult, Outcome, Status
from scoring.round import Closure, Instruction, InstructionKind, Placed
from scoring.solver import solve
from scoring.threat import Group
from tests.builders import TODAY, code, country, person, problem
from tests.oracle import World
from tests.worlds import small_world

EX2 = pytest.mark.rule("EX-2")
SMALL = range(25)
"""Seeds of worlds in which every plan can be tried."""


def asked(seed, people=3, places=4):
    """Every open question of a small world, with its answer."""
    world = small_world(seed, places, people)
    result = solve(world)
    for key in world.position:
        for place in world.country.codes:
            answer = why_not(world, result, key, place)
            if answer.forced is not None:
                yield world, result, answer


def costs(names, values):
    """Values of aims so that less is better."""
    return [
        -value if name == "points" else value for name, value in zip(names, values, strict=True)
    ]


def best_with(world, person, place):
    """The values, before the tie-break, of the best of all plans that hold somebody at a place."""
    search = World(world)
    unit = next(i for i, people in enumerate(search.units) if person in [p.key for p in people])
    at = world.country.at[place]
    return list(min(search.ranks(plan) for plan in search.plans() if plan[unit] == at))


def drawn_to(place, strength=1.0):
    return (Tie(kind=TieKind.SUPPORTIVE, municipality=code(place), strength=strength),)


def one_scarce_place():
    """Two are drawn to the third municipality, which has room for one."""
    people = (person("p1", ties=drawn_to(2)), person("p2", ties=drawn_to(2, 0.8)))
    return problem(*people, land=country(4))


def closings(world, place, key="p1"):
    answer = why_not(world, solve(world), key, code(place))
    assert answer.quick is None
    assert answer.forced is None
    return {closed.rule: closed for closed in answer.closed}


@pytest.mark.sample(5)
@EX2
@pytest.mark.parametrize("seed", SMALL)
def test_the_exact_answer_is_that_of_trying_every_plan_with_the_place_forced(seed):
    for world, _, answer in asked(seed):
        aims = answer.forced.aims[:-1]
        found = costs([aim.name for aim in aims], [aim.forced for aim in aims])
        assert found == best_with(world, answer.person, answer.municipality)


@pytest.mark.sample(5)
@EX2
@pytest.mark.parametrize("seed", SMALL)
def test_the_two_ends_of_the_quick_answer_enclose_the_exact_one(seed):
    for _, _, answer in asked(seed):
        names = [aim.name for aim in answer.quick.aims]
        low = costs(names, [aim.bound for aim in answer.quick.aims])
        high = costs(names, [aim.repaired for aim in answer.quick.aims])
        exact = costs(names, [aim.forced for aim in answer.forced.aims])
        assert answer.forced.exact
        assert low <= exact <= high


@pytest.mark.sample(2)
@EX2
@pytest.mark.parametrize("seed", SMALL)
def test_the_repaired_plan_keeps_every_rule_holds_the_place_and_is_worth_what_it_says(seed):
    for world, result, answer in asked(seed, people=5):
        plan = moved(result, answer.quick.moves)
        aims = tuple(AimResult(a.name, a.repaired, a.repaired) for a in answer.quick.aims)
        plan = replace(plan, aims=aims)
        reading, at = Reading(world), places(world, plan)
        assert not [*broken_lines(world, plan), *broken_rules(reading, at)]
        assert not [*wrong_values(reading, at, plan)]
        assert plan.place_of(answer.person) == answer.municipality


@pytest.mark.sample(5)
@EX2
@pytest.mark.parametrize("seed", SMALL)
def test_the_moves_are_exactly_the_people_whose_place_the_forced_plan_changes(seed):
    for world, result, answer in asked(seed):
        plan = moved(result, answer.forced.moves)
        assert plan.place_of(answer.person) == answer.municipality
        reading, at = Reading(world), places(world, plan)
        assert not [*broken_rules(reading, at)]
        values = tuple(AimResult(a.name, a.forced, a.forced) for a in answer.forced.aims)
        assert not [*wrong_values(reading, at, replace(plan, aims=values))]


def moved(result, moves):
    """The standing plan with some people moved."""
    after = {move.person: move.after for move in moves}
    before = {move.person: move.before for move in moves}
    lines = []
    for line in result.placements:
        place = after.get(line.person, line.municipality)
        assert before.get(line.person, line.municipality) == line.municipality
        kept = line.person not in after
        outcome = line.outcome if kept else (Outcome.PLACED if place else Outcome.UNPLACED)
        lines.append(replace(line, municipality=place, outcome=outcome))
    return replace(result, placements=tuple(lines))


@EX2
def test_the_loss_is_stated_for_each_criterion_and_the_one_who_would_move_is_named():
    world = one_scarce_place()
    forced = why_not(world, solve(world), "p2", code(2)).forced
    assert {move.person: move.after for move in forced.moves}["p2"] == code(2)
    assert [move.before for move in forced.moves if move.person == "p1"] == [code(2)]
    assert forced.losses["family_and_network"] < 0
    weights = world.policy.weights
    assert forced.worth == sum(weights[key] * lost for key, lost in forced.losses.items())


@EX2
def test_forcing_the_place_that_the_plan_gives_changes_nothing():
    world = one_scarce_place()
    standing, forced = solve(world), solve(world, fixed={"p1": code(2)})
    assert (forced.placements, forced.aims) == (standing.placements, standing.aims)


@EX2
def test_the_quick_answer_has_a_bound_and_a_repaired_plan_and_claims_nothing_exact():
    world = one_scarce_place()
    answer = why_not_at_once(world, solve(world), "p2", code(2))
    assert answer.forced is None
    points = next(aim for aim in answer.quick.aims if aim.name == "points")
    assert points.repaired <= points.bound <= points.standing


@EX2
def test_an_answer_cut_short_does_not_call_itself_exact():
    world = one_scarce_place()
    result = replace(solve(world), status=Status.FEASIBLE)
    assert not why_not(world, result, "p2", code(2)).forced.exact


@EX2
def test_a_place_closed_by_the_police_names_rule_source_and_date():
    exclusion = PoliceExclusion(as_of=TODAY, municipality=code(2), minutes=0, source="letter 7")
    closed = closings(problem(person("p1", exclusions=(exclusion,))), 2)
    found = closed["safety.police_exclusion"]
    assert (found.source, found.as_of, found.people) == ("letter 7", TODAY, ("p1",))


@EX2
def test_every_rule_that_closes_a_place_is_named_not_only_the_first():
    exclusion = PoliceExclusion(as_of=TODAY, municipality=code(0), minutes=0)
    closure = Closure(municipality=code(0), since=TODAY, reason="rebuilding")
    world = problem(person("p1", exclusions=(exclusion,)), closures=(closure,))
    expected = {"safety.police_exclusion", "safety.place_left", "closed_for_all"}
    assert set(closings(world, 0)) == expected


@EX2
def test_a_closure_gives_its_reason_and_the_day_it_began():
    since = TODAY - timedelta(days=3)
    closure = Closure(municipality=code(2), since=since, reason="rebuilding")
    found = closings(problem(person("p1"), closures=(closure,)), 2)["closed_for_all"]
    assert (found.source, found.as_of) == ("rebuilding", since)


@EX2
@pytest.mark.parametrize(
    ("kind", "at", "place"),
    [(InstructionKind.FORBIDDEN, 2, 2), (InstructionKind.FORCED, 1, 2)],
)
def test_an_instruction_gives_its_reason(kind, at, place):
    told = Instruction(kind=kind, person="p1", municipality=code(at), reason="told so")
    (found,) = closings(problem(person("p1"), instructions=(told,)), place).values()
    assert (found.rule, found.source) == (f"by_hand.{kind}", "told so")


@EX2
def test_a_place_near_somebody_placed_is_closed_by_keeping_apart():
    placed = Placed(key="x", municipality=code(2), since=TODAY, former_group="g")
    groups = (Group(key="g", severity=1, surveyed=True),)
    world = problem(person("p1", former_group="g"), placed=(placed,), groups=groups)
    assert "keep_apart.placed" in closings(world, 2)


@EX2
def test_somebody_decided_elsewhere_is_told_the_decision():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(1), reason="decided before"
    )
    (found,) = closings(problem(person("p1"), instructions=(told,)), 2).values()
    assert (found.rule, found.source) == ("already_decided", "decided before")


@EX2
def test_the_closing_rule_of_one_member_closes_the_place_for_the_whole_household():
    exclusion = PoliceExclusion(as_of=TODAY, municipality=code(2), minutes=0)
    people = (person("p1", household="h"), person("p2", household="h", exclusions=(exclusion,)))
    assert closings(problem(*people), 2)["safety.police_exclusion"].people == ("p2",)


@pytest.mark.sample(8)
@EX2
@pytest.mark.parametrize("seed", SMALL)
def test_every_municipality_of_a_round_gets_an_answer_closed_or_priced(seed):
    world = small_world(seed)
    result = solve(world)
    for key in world.position:
        for place in world.country.codes:
            answer = why_not_at_once(world, result, key, place)
            is_there = result.place_of(key) == place
            assert (bool(answer.closed), answer.quick is not None, is_there).count(True) == 1


@EX2
def test_the_place_that_somebody_has_already_is_said_to_be_so_and_costs_nothing():
    world = small_world(3)
    result = solve(world)
    for key in world.position:
        place = result.place_of(key)
        if place is not None:
            nothing = WhyNot(key, place)
            assert why_not_at_once(world, result, key, place) == nothing
            assert why_not(world, result, key, place) == nothing


def test_an_unknown_municipality_is_refused_without_repeating_it():
    world = one_scarce_place()
    with pytest.raises(ExplainError) as refused:
        why_not(world, solve(world), "p1", "0999")
    assert "0999" not in str(refused.value)


def test_christianso_is_refused_as_no_municipality():
    world = one_scarce_place()
    with pytest.raises(ExplainError, match=r"Christiansø \(0411\) is no municipality"):
        why_not(world, solve(world), "p1", "0411")
