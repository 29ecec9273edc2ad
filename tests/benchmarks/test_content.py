"""The preset rounds put every rule of a round to work."""

import pytest

import scoring.choices
from benchmarks.content import DROPS, content
from benchmarks.presets import problem, sizes
from scoring.rules import ALL


@pytest.mark.slow
def test_without_any_one_rule_somebody_in_the_first_round_would_be_elsewhere():
    preset = sizes()[0].rounds[0]
    found = content(problem(preset.people, preset.family, preset.seed), exact=True)
    assert found.proven
    assert [name for name, moved in found.moved.items() if not moved] == []
    assert found.not_as_alone >= 20


def test_every_rule_with_a_file_is_dropped_or_changed():
    by_file = {drop.rule for drop in DROPS if drop.rule}
    by_change = {"by_hand", "keep_together"}
    assert by_file | by_change == {rule.key for rule in ALL}


@pytest.mark.slow
def test_a_round_without_its_rules_leaves_the_rules_as_they_were():
    content(problem(20, "sparse", 1), exact=False)
    assert scoring.choices.ALL is ALL
