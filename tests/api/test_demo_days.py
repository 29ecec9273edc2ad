"""The days of a demonstration: nobody does more on one than the quota allows."""

from collections import Counter
from dataclasses import fields

import pytest

from api.demo.afterwards import LOOKED_AT, Before
from api.demo.candidates import Drawn, candidates, made_up_round
from api.demo.days import A_DAYS_WORK, days_of
from api.demo.history import OTHERS, days_ago
from relocation.audit_policy import load_audit_policy
from relocation.deadlines.working_days import civil_day
from relocation.municipalities.on_day import country_on
from scenarios.families import FAMILIES
from scoring.policy_file import load_policy
from tests.api.test_demo import NOW


def drawn_for(family, seed):
    """The country, and everybody who is drawn for a demonstration of 60 people."""
    day = civil_day(days_ago(NOW, 200))
    country, drawn = country_on(day), Drawn(60 + OTHERS, seed, family)
    return country, list(candidates(made_up_round(country, load_policy(), drawn, day)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("family", FAMILIES)
def test_nobody_takes_up_more_cases_on_a_day_than_the_quota_allows(family, seed):
    country, people = drawn_for(family, seed)
    quota, districts = load_audit_policy(), dict(zip(country.codes, country.districts, strict=True))
    days = list(days_of(people, country, quota))
    assert [each for day in days for each in day] == people
    most = max(max(Counter(districts[each.home] for each in day).values()) for day in days)
    assert most <= quota.quota_per_day
    assert max(map(len, days)) <= A_DAYS_WORK < quota.quota_per_day_central
    assert LOOKED_AT + len(fields(Before)) < quota.quota_per_day_central


def test_a_district_that_many_leave_takes_another_day():
    country, people = drawn_for("sparse", 1)
    quota = load_audit_policy().quota_per_day
    days = days_of([people[0]] * (quota + 1), country, load_audit_policy())
    assert [len(day) for day in days] == [quota, 1]
