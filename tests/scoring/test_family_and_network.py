"""Family and network beyond its situations: what more ties can and cannot do."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.criteria.family_and_network import CRITERION
from scoring.person import Tie, TieKind
from scoring.problem import PlacementProblem
from tests.builders import code
from tests.scoring.judged_worlds import PLACES, only, worlds

FEW = settings(max_examples=40, deadline=None)
PLACE = st.integers(0, PLACES - 1)


def gained(told: PlacementProblem, kind: TieKind, place: int) -> list[int]:
    somebody = only(told)
    one_more = Tie(kind=kind, municipality=code(place), strength=0.4)
    richer = replace(somebody, ties=(*somebody.ties, one_more))
    return (CRITERION.judge(richer, told).points - CRITERION.judge(somebody, told).points).tolist()


@pytest.mark.rule("SC-4")
@FEW
@given(told=worlds(), place=PLACE)
@pytest.mark.slow
def test_one_more_supportive_tie_never_takes_points(told: PlacementProblem, place: int):
    assert min(gained(told, TieKind.SUPPORTIVE, place)) >= 0


@pytest.mark.slow
@pytest.mark.rule("SC-4")
@FEW
@given(told=worlds(), place=PLACE)
def test_one_more_tie_into_the_milieu_never_gives_points(told: PlacementProblem, place: int):
    assert max(gained(told, TieKind.MILIEU, place)) <= 0
