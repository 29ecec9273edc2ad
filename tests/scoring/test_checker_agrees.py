"""The checker reads hostility and closed places with its own code, and finds the same."""

import pytest
from hypothesis import given, settings

from scoring.check import closed as checked
from scoring.check import threats
from scoring.hostility import hostile, hostility_to
from scoring.judging import judge
from scoring.problem import PlacementProblem
from tests.scoring.judged_worlds import GROUPS, worlds

FEW = settings(max_examples=60, deadline=None)


@pytest.mark.slow
@pytest.mark.rule("SC-2")
@FEW
@given(told=worlds())
def test_the_same_groups_count_as_hostile(told: PlacementProblem):
    read = threats.hostile_groups(told)
    assert {g: frozenset(hostile(told, g)) for g in GROUPS} == dict(read)


@pytest.mark.slow
@pytest.mark.rule("SC-3")
@FEW
@given(told=worlds())
def test_the_same_places_are_closed_by_the_criteria(told: PlacementProblem):
    judgement = judge(told)
    read = checked.closings(told, judgement, ((0,),))
    rules = set(judgement.closings)
    assert {r: read[r].tolist() for r in rules} == {
        r: judgement.closings[r].tolist() for r in rules
    }


@pytest.mark.rule("SC-2")
@FEW
@given(told=worlds())
@pytest.mark.slow
def test_hostility_is_the_same_both_ways(told: PlacementProblem):
    values = {(a, b): hostility_to(told, a)[b].value for a in GROUPS for b in hostility_to(told, a)}
    assert all(values[b, a] == pytest.approx(value) for (a, b), value in values.items())
