"""Work within reach: Shen's accessibility where jobs are imported."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.accessibility import accessibility, employment_within_reach
from scoring.problem import PlacementProblem
from tests.builders import country, person, problem

COUNTS = st.lists(st.integers(1, 5_000), min_size=4, max_size=4)


def with_jobs(jobs: list[int], labour: list[int]) -> PlacementProblem:
    land = country(4, jobs={"all": np.array(jobs, float)}, labour_force=np.array(labour, float))
    return problem(person(), land=land)


@pytest.mark.slow
@pytest.mark.rule("SC-5")
@given(COUNTS, COUNTS)
def test_the_labour_force_times_accessibility_sums_to_the_jobs(jobs: list[int], labour: list[int]):
    reached = accessibility(with_jobs(jobs, labour), "all", licence=True)
    assert float(reached @ np.array(labour)) == pytest.approx(sum(jobs))


@pytest.mark.rule("SC-5")
@given(COUNTS, COUNTS)
def test_without_a_licence_fewer_jobs_are_within_reach_everywhere(
    jobs: list[int], labour: list[int]
):
    told = with_jobs(jobs, labour)
    shorter = accessibility(told, "all", licence=False)
    assert (shorter < accessibility(told, "all", licence=True)).all()


@pytest.mark.rule("SC-5")
def test_employment_within_reach_weighs_places_by_people_of_working_age():
    land = country(
        [[0, 0], [0, 0]],
        working_age=np.array([3_000, 1_000]),
        unemployment_pct=np.array([2.0, 6.0]),
    )
    told = problem(person(), land=land, rules={"travel.own_minutes": 0})
    assert employment_within_reach(told, licence=True).tolist() == pytest.approx([0.97, 0.97])
