"""Where data is missing a stated default moves the points, and the reason says so."""

import numpy as np
import pytest

from scoring.country import Provenance
from scoring.criteria import ALL
from scoring.person import Need, Search
from scoring.threat import Group, Presence
from tests.builders import TODAY, code, country, person, problem

CRITERIA = {criterion.key: criterion for criterion in ALL}
SEEN = Presence(group="g", municipality=code(2), level=1, as_of=TODAY)
THREAT = {"groups": (Group(key="g", severity=3),), "presence": (SEEN,)}
DEFAULTS = {
    "presence that nobody reported": (
        "safety",
        person(former_group="g"),
        {"groups": THREAT["groups"]},
        "safety.unknown_presence",
        ("safety.unknown_presence", 0.2, 0.4),
    ),
    "a search that is not known": (
        "work_and_education",
        person(search=None),
        {},
        "work.unknown",
        ("work.unknown_points", 50, 30),
    ),
    "a school that was not found": (
        "work_and_education",
        person(search=Search(education="vocational")),
        {},
        "work.education_not_found",
        ("work.education_not_found_points", 50, 30),
    ),
    "a service that nobody declared": (
        "social_needs",
        person(needs=(Need(service="mentor", must=True),)),
        {},
        "social.not_declared",
        ("social.unknown_supply", 0.6, 0.3),
    ),
}


def told(case, value=None):
    """The points at a municipality, and the reason that is marked missing there."""
    criterion, somebody, facts, code_, (number, usual, _) = DEFAULTS[case]
    land = country(3, education={"vocational": np.zeros(3, bool)})
    world = problem(somebody, land=land, rules={number: usual if value is None else value}, **facts)
    given = CRITERIA[criterion].reasons(somebody, 1, world)
    points = int(CRITERIA[criterion].judge(somebody, world).points[1])
    return points, [reason for reason in given if reason.code == code_]


@pytest.mark.rule("SC-8")
@pytest.mark.parametrize("case", DEFAULTS)
def test_a_default_shows_as_a_reason_marked_missing(case):
    assert [reason.provenance for reason in told(case)[1]] == [Provenance.MISSING]


@pytest.mark.rule("SC-8")
@pytest.mark.parametrize("case", DEFAULTS)
def test_the_points_move_exactly_with_the_policys_default(case):
    points, (reason,) = told(case)
    lower, (lower_reason,) = told(case, DEFAULTS[case][-1][-1])
    assert points - lower == reason.points - lower_reason.points > 0


@pytest.mark.rule("SC-2")
def test_presence_that_nobody_reported_is_marked_missing_and_what_was_reported_is_not():
    somebody = person(former_group="g")
    world = problem(somebody, **THREAT)
    given = CRITERIA["safety"].reasons(somebody, 1, world)
    assert {reason.code: reason.provenance for reason in given} == {
        "safety.base": Provenance.FACT,
        "safety.own_group": Provenance.ASSESSMENT,
        "safety.unknown_presence": Provenance.MISSING,
    }


@pytest.mark.rule("SC-2")
def test_where_a_group_was_looked_for_everywhere_nothing_is_marked_missing():
    somebody = person(former_group="g")
    looked = THREAT | {"groups": (Group(key="g", severity=3, surveyed=True),)}
    given = CRITERIA["safety"].reasons(somebody, 1, problem(somebody, **looked))
    assert Provenance.MISSING not in {reason.provenance for reason in given}
