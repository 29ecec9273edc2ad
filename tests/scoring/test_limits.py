"""Limits and cancels at any moment leave a valid plan with its gap; models hold what is in use."""

from datetime import date

import numpy as np
import pytest

from relocation.municipalities.register import load_register
from scenarios.generate import generate
from scoring.check import check
from scoring.choices import choices
from scoring.limit import Limit
from scoring.person import PoliceExclusion
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.result import Status
from scoring.solver import solve
from scoring.solver.aims import aims
from scoring.solver.board import NOWHERE, lay_out
from scoring.solver.model import ExactModel
from tests.builders import TODAY, code, country, person, problem
from tests.worlds import small_world

ON = date(2026, 11, 22)
ROOMY = {"room.factor": 99.0, "room.district_factor": 99.0, "safety.exposure_ceiling": (1e9,) * 5}


def made_up(people, family="sparse"):
    land, rules = load_register(ON).country, load_policy()
    found = generate(land, rules, people=people, seed=1, family=family, on=ON)
    return PlacementProblem(land, found, rules)


@pytest.fixture(scope="module")
def hard():
    """A round that takes seconds to prove."""
    return made_up(60, "feud")


def plan_of(round_, board, found):
    """Which column each unit has in an answer."""
    at = {
        line.person: round_.country.at[line.municipality]
        for line in found.placements
        if line.municipality
    }
    plan = np.full(board.units, NOWHERE, np.int64)
    for number, unit in enumerate(board.choices.units):
        if unit.keys[0] in at:
            plan[number] = board.column(number, at[unit.keys[0]])
    return plan


def alternatives(board, plan, unit):
    """Every valid plan in which one unit alone has another column."""
    for column in board.columns_of(unit):
        alone = plan.copy()
        alone[unit] = column
        if (board.used(alone) <= board.bound).all():
            yield alone


def after(calls):
    """A cancel that comes when it has been asked for so many times."""
    asked = iter(range(calls))
    return lambda: next(asked, None) is None


@pytest.mark.sample(1)
@pytest.mark.rule("SV-6", "SV-3")
@pytest.mark.parametrize("calls", [0, 1, 2, 5, 20])
def test_a_cancel_at_any_moment_leaves_a_plan_that_the_checker_passes(hard, calls):
    found = solve(hard, cancelled=after(calls))
    assert check(hard, found) == ()


@pytest.mark.sample(1)
@pytest.mark.rule("SV-6", "SV-3")
@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.2, 1.0])
def test_a_time_limit_of_any_length_leaves_a_plan_that_the_checker_passes(hard, seconds):
    found = solve(hard, Limit(seconds=seconds))
    assert check(hard, found) == ()


@pytest.mark.sample(1)
@pytest.mark.rule("SV-6", "SV-3")
@pytest.mark.parametrize("effort", [0.0, 0.01, 0.1])
def test_a_counted_limit_of_any_size_leaves_a_plan_that_the_checker_passes(hard, effort):
    found = solve(hard, Limit(effort=effort))
    assert check(hard, found) == ()


@pytest.mark.sample(1)
@pytest.mark.rule("SV-6")
@pytest.mark.parametrize("effort", [0.0, 0.001, 0.01])
@pytest.mark.slow
def test_in_a_plan_that_a_limit_cut_nobody_has_a_better_place_within_reach(hard, effort):
    found = solve(hard, Limit(effort=effort))
    board = lay_out(choices(hard))
    plan, ladder = plan_of(hard, board, found), aims(board)
    stated = [aim.of(plan, board) for aim in ladder]
    moved = [
        [aim.of(alone, board) for aim in ladder]
        for unit in board.live.tolist()
        for alone in alternatives(board, plan, unit)
    ]
    assert (min(moved) >= stated, any(not aim.proven for aim in found.aims)) == (True, True)


@pytest.mark.rule("SV-4", "SV-6")
@pytest.mark.parametrize("how", [{"limit": Limit(seconds=0.0)}, {"cancelled": lambda: True}])
def test_what_clock_or_cancel_cut_is_stopped_and_not_repeatable(hard, how):
    found = solve(hard, **how)
    assert (found.status, found.repeatable) == (Status.STOPPED, False)


@pytest.mark.sample(4)
@pytest.mark.rule("SV-4", "SV-6")
@pytest.mark.parametrize("calls", range(1, 12))
def test_an_answer_with_an_open_aim_is_repeatable_only_when_no_cancel_came(calls):
    world = small_world(calls, places=14, people=20)
    cancel = after(calls)
    found = solve(world, cancelled=cancel)
    assert found.status in {Status.PROVEN, Status.STOPPED}


@pytest.mark.slow
@pytest.mark.rule("SV-3")
def test_an_answer_with_an_open_aim_names_the_first_one_and_its_gap(hard):
    found = solve(hard, Limit(effort=0.0))
    first = next(aim for aim in found.aims if aim.value != aim.bound)
    assert (found.first_open_aim, found.first_open_aim.gap) == (
        first,
        abs(first.value - first.bound),
    )


@pytest.mark.slow
@pytest.mark.rule("SV-6")
def test_progress_is_told_after_every_aim_in_order(hard):
    told = []
    found = solve(hard, Limit(effort=0.01), tell=told.append)
    assert [(each.aim, each.settled, each.of) for each in told] == [
        (aim.name, number, len(found.aims)) for number, aim in enumerate(found.aims, 1)
    ]


@pytest.mark.rule("SV-6")
def test_a_model_holds_a_literal_for_each_open_column_and_none_for_what_is_closed():
    land = country(50)
    open_ = {code(10), code(20)}
    shut = tuple(
        PoliceExclusion(as_of=TODAY, municipality=each) for each in land.codes if each not in open_
    )
    people = [person(f"p{number}", exclusions=shut) for number in range(40)]
    board = lay_out(choices(problem(*people, land=land, rules=ROOMY)))
    model = ExactModel(board, np.ones(len(board.unit), bool), np.ones(board.units, bool))
    assert (len(model.literal), len(model.unplaced)) == (2 * 40, 40)
    assert len(model.model.proto.variables) == 3 * 40


@pytest.mark.slow
@pytest.mark.rule("SV-6", "RE-12")
def test_a_round_of_2000_people_cut_by_its_seconds_is_a_plan_that_the_checker_passes():
    world = made_up(2_000)
    found = solve(world, Limit(seconds=1))
    assert (found.status, found.repeatable) == (Status.STOPPED, False)
    assert check(world, found) == ()
