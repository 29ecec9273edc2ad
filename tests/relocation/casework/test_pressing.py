"""Presses repeated at once, and on a store that cannot be written: one effect, or none."""

import pytest

from tests.relocation.casework.pressing import (
    faults_of_a_full_disk,
    faults_of_an_unwritable_log,
    faults_of_repeating,
)
from tests.relocation.casework.pressing_on import ROUND


@pytest.mark.slow
@pytest.mark.rule("RE-5")
def test_every_press_of_a_relocation_sent_by_four_at_once_and_again_has_one_effect_and_answer(desk):
    assert faults_of_repeating(desk, len(ROUND)) == []


@pytest.mark.slow
@pytest.mark.rule("RE-11", "RE-1")
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_on_a_full_disk_no_step_is_half_done_and_what_was_refused_is_taken_later(desk, tmp_path):
    assert faults_of_a_full_disk(desk, tmp_path, 5, seed=1) == []


@pytest.mark.slow
@pytest.mark.rule("RE-11", "RE-1")
def test_without_a_log_no_step_is_taken_and_what_was_refused_is_taken_later(desk, tmp_path):
    assert faults_of_an_unwritable_log(desk, tmp_path, 3) == []
