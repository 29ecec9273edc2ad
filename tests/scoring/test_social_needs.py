"""Social needs beyond their situations: missing is not absent, and what a closing carries."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.country import Provenance
from scoring.criteria.social_needs import CRITERION
from scoring.person import Need
from scoring.problem import PlacementProblem
from scoring.round import DeclaredService
from tests.builders import code, country, person, problem

SAID = date(2026, 9, 1)


def needing(service: str, *said: DeclaredService, must: bool = True, **land: object):
    somebody = person(needs=(Need(service=service, must=must),))
    return problem(somebody, land=country(3, **land), services=said)


def says(service: str, at: int, *, present: bool, room: int | None = None) -> DeclaredService:
    return DeclaredService(
        municipality=code(at), service=service, present=present, as_of=SAID, room=room
    )


def shut(told: PlacementProblem) -> list[tuple[str, list[bool]]]:
    judged = CRITERION.judge(told.people[0], told)
    return [(closing.rule, closing.places.tolist()) for closing in judged.closings]


@pytest.mark.rule("SC-6")
def test_a_must_that_is_known_to_be_absent_closes_that_place_only():
    told = needing("mentor", says("mentor", 1, present=False))
    assert shut(told) == [("social.must_absent", [False, True, False])]


@pytest.mark.rule("SC-6")
def test_what_nobody_declared_closes_nothing():
    assert shut(needing("mentor")) == []


@pytest.mark.rule("SC-6")
def test_a_must_without_free_room_closes_nothing():
    assert shut(needing("mentor", says("mentor", 1, present=True, room=0))) == []


@pytest.mark.rule("SC-6")
def test_absence_closes_nothing_where_a_law_obliges_the_municipality():
    service = "substance_abuse_treatment"
    assert shut(needing(service, says(service, 1, present=False))) == []


@pytest.mark.rule("SC-6")
def test_what_nobody_declared_is_marked_missing():
    told = needing("mentor")
    reason = CRITERION.reasons(told.people[0], 0, told)[0]
    assert (reason.code, reason.provenance) == ("social.not_declared", Provenance.MISSING)


@pytest.mark.rule("SC-6")
def test_what_is_known_to_be_absent_is_a_fact_of_the_day_it_was_declared():
    told = needing("mentor", says("mentor", 1, present=False))
    reason = CRITERION.reasons(told.people[0], 1, told)[0]
    assert (reason.code, reason.provenance, reason.as_of) == (
        "social.absent",
        Provenance.FACT,
        SAID,
    )


@pytest.mark.rule("SC-3")
def test_a_closing_by_a_missing_service_carries_source_and_date():
    told = needing("mentor", says("mentor", 1, present=False))
    closing = CRITERION.judge(told.people[0], told).closings[0]
    assert (closing.source, closing.as_of) == ("declared by the municipality", SAID)


@pytest.mark.rule("SC-6")
def test_an_incomplete_table_of_sites_is_missing_and_names_no_distance():
    told = needing(
        "psychiatry", psychiatry=country(3).psychiatry, psychiatry_complete=country(3).psychiatry
    )
    reason = CRITERION.reasons(told.people[0], 2, told)[0]
    assert (reason.provenance, "minutes" in reason.facts) == (Provenance.MISSING, False)


@pytest.mark.rule("SC-6")
def test_a_regional_service_is_never_closed_by_what_a_municipality_declares():
    assert shut(needing("psychiatry", says("psychiatry", 1, present=False))) == []


@pytest.mark.rule("SC-6")
def test_the_number_of_persons_who_need_a_service_changes_no_points():
    told = needing("mentor", says("mentor", 1, present=True, room=1))
    alone = told.people[0]
    family = replace(alone, needs=(replace(alone.needs[0], persons=4),))
    points = [CRITERION.judge(each, told).points.tolist() for each in (alone, family)]
    assert points[0] == points[1]
