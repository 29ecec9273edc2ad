"""Judging everybody: the same numbers as one by one, and fast."""

import numpy as np
import pytest

from scoring.criteria import ALL
from scoring.judging import judge
from scoring.person import Danger, Need, Search, Tie, TieKind
from scoring.problem import PlacementProblem
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, problem


def crowd(size: int, places: int) -> PlacementProblem:
    """People with ties, dangers, needs and former groups spread over the places by counting."""
    people = [
        person(
            f"p{i:04}",
            former_group=f"g{i % 5}",
            threat_level=1 + i % 5,
            moves_from=code(i % places),
            dangers=(Danger(municipality=code(7 * i % places), severity=2, as_of=TODAY),),
            ties=tuple(
                Tie(
                    kind=TieKind.SUPPORTIVE,
                    municipality=code((i + j) % places),
                    strength=0.5,
                    known_to=("g1",),
                )
                for j in range(3)
            ),
            search=Search(work=True, licence=bool(i % 2)),
            needs=(Need(service="mentor", must=bool(i % 2)),),
        )
        for i in range(size)
    ]
    groups = tuple(Group(key=f"g{i}", severity=i + 1) for i in range(5))
    chain = tuple(
        Relation(kind=RelationKind.ALLIANCE, groups=(f"g{i}", f"g{i + 1}"), since=TODAY)
        for i in range(4)
    )
    presence = tuple(
        Presence(group=f"g{i % 5}", municipality=code(i), level=1 + i % 4, as_of=TODAY)
        for i in range(0, places, 2)
    )
    return problem(*people, land=country(places), groups=groups, relations=chain, presence=presence)


@pytest.mark.rule("SC-1")
def test_judging_all_gives_the_points_of_judging_each():
    told = crowd(12, 6)
    judged = judge(told)
    for criterion in ALL:
        each = np.stack([criterion.judge(somebody, told).points for somebody in told.people])
        assert (judged.points[criterion.key] == each).all()


@pytest.mark.rule("SC-3")
def test_every_closing_code_has_its_mask_even_where_it_closes_nothing():
    listed = {code_ for criterion in ALL for code_ in criterion.closing_codes}
    assert set(judge(problem(person())).closings) == listed
