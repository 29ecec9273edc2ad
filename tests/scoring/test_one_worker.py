"""Every search is made by one worker, and ties are settled by the published hash."""

from hashlib import sha256
from itertools import permutations

import pytest
from ortools.sat.python import cp_model

from scoring.limit import Limit
from scoring.result import Status
from scoring.solver import count_best_plans, diverse_plans, solve
from scoring.solver.aims import TIE_BREAK
from tests.builders import country, person, problem
from tests.scoring.planted import ROOMY
from tests.worlds import small_world

ONE_EACH = ROOMY | {"room.factor": 0.01}
ALIKE = ("a", "b", "c")


@pytest.fixture
def workers(monkeypatch):
    """How many workers each search had, in order."""
    seen = []

    class Watched(cp_model.CpSolver):
        def solve(self, model, callback=None):
            seen.append((self.parameters.num_workers, self.parameters.random_seed))
            return super().solve(model, callback)

    monkeypatch.setattr(cp_model, "CpSolver", Watched)
    return seen


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_every_search_of_an_answer_has_one_worker_and_the_one_seed(workers):
    world = small_world(7, places=15, people=25)
    found = solve(world)
    count_best_plans(world, found)
    diverse_plans(world, found)
    assert (len(workers) > 5, set(workers)) == (True, {(1, 1)})


def published_hash(salt, key, place):
    return int.from_bytes(sha256(f"{salt}\0{key}\0{place}".encode()).digest()[:4], "big")


@pytest.mark.rule("SV-4")
@pytest.mark.parametrize("salt", ["relocation-2026", "another", "æøå"])
def test_among_equally_good_plans_the_smallest_sum_of_the_published_hash_wins(salt):
    rules = ONE_EACH | {"aims.tie_salt": salt, "room.district_factor": 99.0}
    land = country([[0 if a == b else 60 for b in range(4)] for a in range(4)])
    found = solve(problem(*map(person, ALIKE), land=land, rules=rules))
    plans = [dict(zip(ALIKE, order, strict=True)) for order in permutations(land.codes[1:])]
    sums = [sum(published_hash(salt, *line) for line in plan.items()) for plan in plans]
    best = plans[sums.index(min(sums))]
    assert {line.person: line.municipality for line in found.placements} == best
    assert found.aims[-1].value == min(sums)


@pytest.mark.rule("SV-4")
def test_an_answer_whose_tie_break_alone_ended_by_counted_effort_says_so_and_may_be_kept():
    found = solve(small_world(5, places=8, people=12), Limit(effort=0.0))
    assert [aim.name for aim in found.aims if not aim.proven] == [TIE_BREAK]
    assert (found.status, found.repeatable) == (Status.PROVEN_BUT_TIE_BREAK, True)
