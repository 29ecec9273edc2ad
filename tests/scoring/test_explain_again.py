"""A stored result is computed again bit for bit, or it is said what differs."""

from dataclasses import replace

import pytest

from scoring.explain import recompute
from scoring.limit import SEED, Limit
from scoring.result import Status
from scoring.result_file import read_result, write_result
from scoring.solver import model, solve
from tests.builders import policy
from tests.worlds import small_world

EX8 = pytest.mark.rule("EX-8")
WORLD = small_world(3)


def differing(problem=WORLD, **versions):
    result = solve(WORLD)
    result = replace(result, versions=replace(result.versions, **versions))
    return recompute(problem, result).differs


@EX8
@pytest.mark.parametrize("seed", range(12))
def test_a_result_read_from_its_file_is_computed_again_bit_for_bit(seed, tmp_path):
    world = small_world(seed)
    write_result(solve(world), tmp_path / "plan.json")
    assert recompute(world, read_result(tmp_path / "plan.json")).same


@EX8
def test_the_clock_is_no_part_of_it_where_the_answer_ended_by_proof():
    assert recompute(WORLD, solve(WORLD, Limit(effort=50.0, seconds=100.0))).same


@EX8
@pytest.mark.parametrize(
    ("versions", "differs"),
    [
        ({"policy": "another"}, ("policy",)),
        ({"register": "another"}, ("register",)),
        ({"engine": "0"}, ("engine",)),
        ({"salt": "another"}, ("salt",)),
        ({"fingerprint": "0" * 64}, ("fingerprint",)),
        ({"limit": {"effort": 120.0, "seconds": None, "seed": 9}}, ("limit",)),
    ],
)
def test_the_version_that_differs_is_named(versions, differs):
    assert differing(**versions) == differs


@EX8
def test_a_library_of_another_version_is_named():
    libraries = dict(solve(WORLD).versions.libraries)
    assert differing(libraries=libraries | {"numpy": "0.1"}) == ("libraries.numpy",)


@EX8
def test_a_library_that_is_not_used_here_is_told_and_its_name_not_repeated():
    libraries = dict(solve(WORLD).versions.libraries)
    assert differing(libraries=libraries | {"hostile": "1"}) == ("libraries",)


@EX8
def test_another_policy_shows_as_another_fingerprint_even_under_the_same_name():
    changed = policy({"weights": WORLD.policy.weights | {"safety": 39, "social_needs": 16}})
    assert "fingerprint" in differing(replace(WORLD, policy=changed))


@EX8
def test_a_changed_value_shows_as_another_answer():
    result = solve(WORLD)
    first = replace(result.aims[0], value=result.aims[0].value + 1)
    assert recompute(WORLD, replace(result, aims=(first, *result.aims[1:]))).differs == ("answer",)


@EX8
def test_a_result_that_the_clock_ended_does_not_count_as_repeatable():
    assert not recompute(WORLD, replace(solve(WORLD), status=Status.STOPPED)).same


@EX8
def test_the_seed_in_the_versions_is_the_one_the_solver_works_with():
    assert solve(WORLD).versions.limit["seed"] == SEED == model.SEED
