"""The numbers of published figures: proposed, dated, and never below what the rule says."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from relocation.policies.model import PolicyName
from relocation.policies.reading import shipped
from relocation.policies.versions import statistics_on
from relocation.statistics_policy import load_statistics_policy, read_statistics_policy
from scoring.policy_refused import PolicyError

TEXT = shipped(PolicyName.STATISTICS)


def changed(number, value):
    before, mark, after = TEXT.partition(f"[{number}]\nvalue = ")
    return f"{before}{mark}{value}\n{after.partition(chr(10))[2]}"


def test_every_number_is_proposed_with_its_reason():
    numbers = load_statistics_policy().numbers.values()
    assert len(numbers) == 9
    assert {each.status for each in numbers} == {"proposed"}


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("cells.least_count", 4),
        ("cells.least_change", 4),
        ("cells.counted_for_months", 13),
        ("cells.release_months", [1, 5, 9]),
        ("cells.release_months", [9, 3]),
        ("expected.region_year", 4),
        ("shares.least_denominator", 9),
        ("shares.least_numerators", 4),
    ],
)
def test_no_policy_publishes_what_the_rule_forbids(number, value):
    with pytest.raises(PolicyError):
        read_statistics_policy(changed(number, value))


def test_the_numbers_of_a_day_are_those_that_come_with_the_product_until_others_are_adopted(store):
    with Session(store.engine) as session:
        assert statistics_on(session, date(2027, 3, 1)) == load_statistics_policy()
