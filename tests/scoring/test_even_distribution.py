"""Even distribution beyond its situations: the price of a step, fading, and who counts."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from scoring.criteria.even_distribution import CRITERION
from scoring.problem import PlacementProblem
from scoring.round import Instruction, InstructionKind, Placed
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.judged_worlds import only, worlds


def phi(told: PlacementProblem, received: np.ndarray) -> np.ndarray:
    return told.policy.evenness.points_per_fair_share * received**2 / (2 * told.fair_share)


@pytest.mark.slow
@pytest.mark.rule("SC-7")
@settings(max_examples=40, deadline=None)
@given(told=worlds())
def test_points_are_100_less_the_rise_of_the_price_by_one_candidate(told: PlacementProblem):
    step = phi(told, told.received + 1) - phi(told, told.received)
    points = CRITERION.judge(only(told), told).points
    assert np.abs(points - np.clip(100 - step, 0, 100)).max() <= 0.5 + 1e-6


@pytest.mark.rule("SC-7")
def test_what_was_received_fades_by_half_with_every_half_life():
    days = (0, 730, 1460)
    placed = tuple(
        Placed(key=f"s{d}", municipality=code(1), since=TODAY - timedelta(days=d)) for d in days
    )
    told = problem(person(), placed=placed, rules={"evenness.half_life_days": 730})
    assert told.received.tolist() == [0.0, 1.75, 0.0]


@pytest.mark.rule("SC-7")
def test_one_candidate_is_a_larger_step_for_a_small_municipality():
    land = country(2, population=np.array([340_000, 1_800]))
    placed = tuple(Placed(key=f"s{i}", municipality=code(0), since=TODAY) for i in range(100))
    told = problem(person(), land=land, placed=placed)
    assert phi(told, np.ones(2))[1] > 100 * phi(told, np.ones(2))[0]


@pytest.mark.rule("SC-7")
def test_somebody_whose_place_is_already_decided_counts_as_received():
    settled = Instruction(
        kind=InstructionKind.DECIDED, person="p2", municipality=code(1), reason="decided in May"
    )
    told = problem(person("p1"), person("p2"), instructions=(settled,))
    assert told.received.tolist() == [0.0, 1.0, 0.0]


@pytest.mark.rule("SC-7")
def test_everybody_gets_the_same_points_for_evenness():
    told = problem(person("p1"), person("p2", threat_level=5, moves_from=code(2)))
    both = [CRITERION.judge(each, told).points.tolist() for each in told.people]
    assert both[0] == both[1]


@pytest.mark.rule("SC-7")
def test_somebody_decided_is_not_received_before_the_own_decision():
    settled = [
        Instruction(kind=InstructionKind.DECIDED, person=key, municipality=code(1), reason="May")
        for key in ("p1", "p2")
    ]
    both = problem(person("p1"), person("p2"), person("p3"), instructions=tuple(settled))
    one = problem(person("p1"), person("p2"), person("p3"), instructions=tuple(settled[1:]))
    (decided, waiting) = (CRITERION.judge(person("p1"), each) for each in (both, one))
    assert decided.points.tolist() == waiting.points.tolist()
    (received,) = (
        reason
        for reason in CRITERION.reasons(person("p1"), 1, both)
        if reason.code == "even.received"
    )
    assert (received.facts["received_ever"], received.facts["received"]) == (1, 1.0)
