"""The benchmark's rounds are the same ever after, and are what the page of the benchmark says."""

import pytest

from benchmarks.presets import fingerprint, problem, sizes

PRESETS = [preset for size in sizes() for preset in size.rounds]


@pytest.mark.sample(4)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_round_is_made_again_byte_for_byte(preset):
    made = problem(preset.people, preset.family, preset.seed)
    assert fingerprint(made) == preset.fingerprint


def test_there_are_five_rounds_of_each_size():
    assert {size.people: len(size.rounds) for size in sizes()} == {20: 5, 60: 5, 200: 5, 500: 5}


def test_tight_rooms_and_feuds_are_among_every_size():
    families = [{preset.family for preset in size.rounds} for size in sizes()]
    assert all({"tight", "feud"} <= each for each in families)


def test_only_the_largest_rounds_wait_for_the_full_run():
    assert [size.people for size in sizes() if size.full] == [500]
