"""Every random round gets an answer that the checker passes, and reasons that hold."""

import pytest

from scoring.check import check
from scoring.limit import Limit
from scoring.solver import solve
from tests.scoring.planted_conflicts import KINDS, planted
from tests.scoring.random_instances import run_chunk
from tests.worlds import small_world

CHUNK = 20


@pytest.mark.sample(1)
@pytest.mark.rule("RE-12", "SV-5")
@pytest.mark.parametrize("start", range(0, 200, CHUNK))
def test_random_rounds_get_an_answer_the_checker_passes_and_reasons_that_hold(start):
    assert run_chunk(start, CHUNK) == {"cases": CHUNK, "failures": []}


@pytest.mark.rule("RE-12", "SV-5")
@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[kind.__name__ for kind in KINDS])
def test_a_planted_conflict_is_named_exactly(kind):
    world, expected = planted(kind)
    named = [c.rules for c in solve(world).conflicts if expected.without in c.people]
    assert named == [expected.rules]


@pytest.mark.rule("SV-3", "RE-12")
@pytest.mark.parametrize("seed", [50, 86, 285, 397])
def test_a_search_cut_before_it_began_claims_no_bound_and_every_value_is_the_last_plans(seed):
    world = small_world(seed, places=8 + seed % 13, people=5 + seed * 7 % 21)
    assert check(world, solve(world, Limit(effort=0.0001))) == ()
