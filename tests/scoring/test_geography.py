"""Distances: minutes inside one's own municipality are policy, and doubt closes."""

import pytest

from scoring.geography import decay, minutes, within
from tests.builders import country, person, problem

TWO = [[0, 47], [47, 0]]


@pytest.mark.rule("SC-3")
def test_minutes_inside_ones_own_municipality_are_the_policys():
    told = problem(person(), land=country(TWO), rules={"travel.own_minutes": 12})
    assert minutes(told).tolist() == [[12, 47], [47, 12]]


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize(("error", "near"), [(0, False), (14, False), (15, True)])
def test_a_place_counts_as_near_when_it_may_be_within_the_tables_error(error: int, near: bool):
    told = problem(person(), land=country(TWO, minutes_error_percent=error))
    assert bool(within(told, 40)[0, 1]) is near


@pytest.mark.rule("SC-3")
def test_a_place_exactly_at_the_limit_is_within_it():
    assert bool(within(problem(person(), land=country(TWO)), 47)[0, 1])


@pytest.mark.rule("SC-3")
def test_a_place_is_within_no_minutes_of_itself_whatever_its_own_minutes():
    told = problem(person(), land=country(TWO), rules={"travel.own_minutes": 12})
    assert within(told, 0).tolist() == [[True, False], [False, True]]


@pytest.mark.rule("SC-5")
def test_longer_ways_count_inside_ones_own_municipality_too():
    told = problem(person(), land=country(TWO), rules={"travel.own_minutes": 10})
    assert decay(told, 20.0, 2.0)[0, 0] == pytest.approx(0.5)
