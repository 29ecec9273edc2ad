"""The engine proves every aim of the preset rounds of up to 200 people, at its counted limit."""

import pytest

from benchmarks.presets import problem, sizes
from scoring.check import check
from scoring.result import Status
from scoring.solver import solve


def presets(people):
    """The preset rounds of one size."""
    return next(size.rounds for size in sizes() if size.people == people)


def unproven(preset):
    """What is left open, or wrong, in the answer to a preset round."""
    world = problem(preset.people, preset.family, preset.seed)
    found = solve(world)
    return [] if found.status is Status.PROVEN else [found.status], check(world, found)


@pytest.mark.sample(2)
@pytest.mark.rule("SV-3")
@pytest.mark.parametrize("preset", presets(20), ids=lambda preset: preset.name)
def test_every_aim_of_a_preset_round_of_20_people_is_proven(preset):
    assert unproven(preset) == ([], ())


@pytest.mark.slow
@pytest.mark.rule("SV-3")
@pytest.mark.parametrize("preset", presets(60), ids=lambda preset: preset.name)
def test_every_aim_of_a_preset_round_of_60_people_is_proven(preset):
    assert unproven(preset) == ([], ())


@pytest.mark.slow
@pytest.mark.rule("SV-3")
@pytest.mark.parametrize("preset", presets(200), ids=lambda preset: preset.name)
def test_every_aim_of_a_preset_round_of_200_people_is_proven(preset):
    assert unproven(preset) == ([], ())
