"""How often shortlists differ between twin worlds: the measure, and the page that states it."""

import re

import pytest

from benchmarks.twins import ON, PAGE, Measured, measure, page, twin_of
from relocation.municipalities.on_day import country_on
from scenarios.generate import generate
from scoring.policy_file import load_policy

COUNTED = re.compile(r"Of (\d+) shortlists (\d+) name other places")
MEASURED = re.compile(r"python -m benchmarks\.twins (\d+)`")


def test_twin_worlds_differ_in_where_one_person_is_placed_and_in_nothing_else():
    country = country_on(ON)
    made = generate(country, load_policy(), people=6, seed=1, family="sparse", on=ON)
    twin = twin_of(made, country, 1)
    changed = [a.key for a, b in zip(made.placed, twin.placed, strict=True) if a != b]
    assert len(changed) == 1
    assert (twin.people, twin.households, twin.room) == (made.people, made.households, made.room)


@pytest.mark.slow
@pytest.mark.rule("SE-6")
def test_every_list_that_somebody_gets_in_either_world_is_counted_once():
    found = measure(2, people=4)
    assert found.rounds == 2
    assert 0 <= found.differ <= found.lists <= 8
    assert found.lists > 0


@pytest.mark.rule("SE-6")
def test_the_page_states_what_was_measured_with_its_command_and_its_uncertainty():
    told = PAGE.read_text(encoding="utf-8")
    (rounds,), ((lists, differ),) = MEASURED.findall(told), COUNTED.findall(told)
    assert int(rounds) >= 100
    assert told == page(Measured(int(rounds), int(lists), int(differ)))


def test_the_interval_is_that_of_a_share_of_few():
    low, high = Measured(1, 10, 1).interval
    assert (round(low, 3), round(high, 3)) == (0.018, 0.404)
