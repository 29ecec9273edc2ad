"""Every criterion gives the points and the reasons that its situations foretell."""

from collections import defaultdict

import pytest

from scoring.criteria import ALL
from tests.scoring.situations import Situation, situations

CRITERIA = {criterion.key: criterion for criterion in ALL}
EACH = [
    pytest.param(situation, id=f"{key}: {situation.tells}")
    for key in CRITERIA
    for situation in situations(key)
]


def expecting(what: str) -> list[object]:
    return [each for each in EACH if what in each.values[0].expected]


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("situation", expecting("points"))
def test_the_points_are_as_foretold(situation: Situation):
    judged = CRITERIA[situation.criterion].judge(situation.person, situation.problem)
    assert judged.points.tolist() == situation.expected["points"]


@pytest.mark.rule("SC-8")
@pytest.mark.parametrize("situation", expecting("certainty"))
def test_the_certainty_is_as_foretold(situation: Situation):
    judged = CRITERIA[situation.criterion].judge(situation.person, situation.problem)
    assert judged.certainty.tolist() == situation.expected["certainty"]


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize("situation", expecting("closed"))
def test_exactly_the_foretold_places_are_closed(situation: Situation):
    judged = CRITERIA[situation.criterion].judge(situation.person, situation.problem)
    closed = defaultdict(list)
    for closing in judged.closings:
        for at in closing.places.nonzero()[0]:
            closed[situation.problem.country.codes[at]].append(closing.rule)
    assert closed == situation.expected["closed"]


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("situation", expecting("reasons"))
def test_the_reasons_are_as_foretold(situation: Situation):
    for code, foretold in situation.expected["reasons"].items():
        at = situation.problem.country.at[code]
        given = CRITERIA[situation.criterion].reasons(situation.person, at, situation.problem)
        told = [(r, p) for r, points in foretold.items() for p in _several(points)]
        assert sorted((r.code, r.points) for r in given) == sorted(told)


@pytest.mark.rule("SC-9")
@pytest.mark.parametrize("key", CRITERIA)
def test_every_criterion_has_at_least_five_situations(key: str):
    assert len(list(situations(key))) >= 5


def _several(points: object) -> list[object]:
    return points if isinstance(points, list) else [points]
