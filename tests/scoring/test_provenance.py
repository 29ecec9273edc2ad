"""Every reason says what it rests on, and carries the date where that has one."""

import pytest
from hypothesis import given, settings

from scoring.country import Provenance
from scoring.criteria import ALL
from scoring.problem import PlacementProblem
from tests.scoring.judged_worlds import EARLIER, PLACES, only, worlds

DATED = {"safety.own_group", "safety.ally", "safety.rival", "safety.named_danger"}
FEW = settings(max_examples=40, deadline=None)


def reasons(told: PlacementProblem):
    """All reasons of all criteria at all municipalities."""
    return [
        reason
        for criterion in ALL
        for at in range(PLACES)
        for reason in criterion.reasons(only(told), at, told)
    ]


@pytest.mark.rule("SC-8")
@FEW
@given(told=worlds())
@pytest.mark.slow
def test_every_reason_says_whether_it_is_fact_assessment_derived_or_missing(told: PlacementProblem):
    words = {"fact", "assessment", "derived", "missing"}
    assert {word.value for word in Provenance} == words
    assert {reason.provenance.value for reason in reasons(told)} <= words


@pytest.mark.slow
@pytest.mark.rule("SC-8")
@FEW
@given(told=worlds())
def test_a_reason_that_rests_on_a_report_is_an_assessment_with_the_reports_date(
    told: PlacementProblem,
):
    dated = [reason for reason in reasons(told) if reason.code in DATED]
    assert {reason.provenance for reason in dated} <= {Provenance.ASSESSMENT}
    assert all(reason.as_of is not None and reason.as_of >= EARLIER for reason in dated)


@pytest.mark.slow
@pytest.mark.rule("SC-8")
@FEW
@given(told=worlds())
def test_what_a_municipality_declared_is_told_with_the_day_it_was_declared(told: PlacementProblem):
    declared = [r for r in reasons(told) if r.code in {"social.declared", "social.full"}]
    assert None not in {reason.as_of for reason in declared}
