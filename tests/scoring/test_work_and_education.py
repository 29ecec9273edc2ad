"""Work and education beyond their situations: what is derived or missing says so."""

import numpy as np
import pytest

from scoring.country import Country, Provenance
from scoring.criteria.work_and_education import CRITERION
from scoring.criterion import Reason
from scoring.person import Search
from tests.builders import country, person, problem

FOUND = {"vocational": np.array([True, False, False])}


def first_reason(search: Search | None, at: int = 0, land: Country | None = None) -> Reason:
    told = problem(person(search=search), land=land)
    return CRITERION.reasons(told.people[0], at, told)[0]


@pytest.mark.rule("SC-5")
def test_employment_that_stands_in_for_jobs_is_derived_and_not_called_accessibility():
    reason = first_reason(Search(work=True))
    assert (reason.code, reason.provenance) == ("work.derived_employment", Provenance.DERIVED)


@pytest.mark.rule("SC-5")
def test_imported_jobs_are_told_as_accessibility_in_per_cent_of_the_mean():
    land = country(3, jobs={"all": np.ones(3)}, labour_force=np.ones(3))
    reason = first_reason(Search(work=True), 1, land)
    assert (reason.code, reason.facts["percent_of_mean"] > 100) == ("work.accessibility", True)


@pytest.mark.rule("SC-5")
def test_a_school_that_was_not_found_is_missing_and_not_absent():
    reason = first_reason(Search(education="vocational"), 2, country(3, education=FOUND))
    assert (reason.code, reason.provenance) == ("work.education_not_found", Provenance.MISSING)


@pytest.mark.rule("SC-5")
def test_the_reason_names_the_nearest_school_and_the_minutes_to_it():
    reason = first_reason(
        Search(education="vocational"),
        1,
        country([[0, 9, 9], [9, 0, 9], [9, 9, 0]], education=FOUND),
    )
    assert (reason.facts["municipality"], reason.facts["minutes"]) == ("9001", 9)


@pytest.mark.rule("SC-8")
def test_a_search_that_is_not_known_is_marked_missing():
    assert first_reason(None).provenance is Provenance.MISSING
