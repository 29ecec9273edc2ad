"""What the checker can tell without the solver: impossible limits, but not a forged optimum."""

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from api.checked import found_lines
from api.language import LANGUAGES, Language
from scoring.check import Fault, check
from scoring.explain import SECONDS, made_elsewhere, recompute
from scoring.limit import Limit
from scoring.result import Status
from scoring.solver import solve
from tests.builders import person, problem
from tests.scoring.planted import claimed_proven, with_aim
from tests.worlds import small_world

CHECKER = pytest.mark.rule("RE-12", "SV-3")
LIMITS = pytest.mark.rule("RE-12")
SEED_OF_TWO = 81
"""A small world in which the two who wait would have to change places at once."""


@cache
def forged():
    """A plan that the checker passes as proven and that is worse than the best there is."""
    world = small_world(SEED_OF_TWO)
    best = solve(world)
    keys = [person.key for person in world.people]
    for places in product(world.country.codes, repeat=len(keys)):
        claim = claimed_proven(world, best, **dict(zip(keys, places, strict=True)))
        if claim.placements != best.placements and not check(world, claim):
            return world, best, claim
    raise AssertionError("no local optimum that the checker passes; take another world")


@CHECKER
def test_a_forged_local_optimum_is_worse_than_the_proven_one_and_passes_the_check_without_solver():
    world, best, claim = forged()
    assert (best.status, claim.status, check(world, claim)) == (*[Status.PROVEN] * 2, ())
    changed = [(a, b) for a, b in zip(claim.aims, best.aims, strict=True) if a.value != b.value]
    first, proven = changed[0]
    assert first.value > proven.value
    assert first.name.startswith("safety_below")


@CHECKER
def test_a_forged_local_optimum_is_found_by_computing_again_and_the_true_one_is_not():
    world, best, claim = forged()
    assert recompute(world, claim).differs == ("answer",)
    assert recompute(world, best).differs == ()


@CHECKER
@pytest.mark.parametrize(
    ("tag", "said"), [("da", "kun --recompute beviser"), ("en", "only --recompute proves")]
)
def test_the_sentence_for_nothing_wrong_says_that_bounds_and_status_are_not_proven(tag, said):
    world, _, claim = forged()
    (line,) = found_lines(check(world, claim), made_elsewhere(claim), 2, Language(tag))
    assert said in line


@CHECKER
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_sentence_for_nothing_wrong_says_so_where_the_round_was_solved_again(tag):
    (line,) = found_lines((), (), 2, Language(tag), again=True)
    assert "--recompute" not in line


WORLD = problem(person("p"))
ANSWER = solve(WORLD)
OPEN = replace(with_aim(ANSWER, "points", bound=10**6), status=Status.FEASIBLE)
OPEN_TIE = replace(with_aim(ANSWER, "tie_break", bound=0), status=Status.PROVEN_BUT_TIE_BREAK)
NO_LIMIT = {"effort": None}


def limited(answer, **limit):
    """The answer with other limits."""
    versions = replace(answer.versions, limit={**answer.versions.limit, **limit})
    return replace(answer, versions=versions)


def bare(answer, name):
    """The answer with one limit left out."""
    limit = {key: value for key, value in answer.versions.limit.items() if key != name}
    return replace(answer, versions=replace(answer.versions, limit=limit))


IMPOSSIBLE = {
    "effort below 0": limited(ANSWER, effort=-1.0),
    "seconds below 0": limited(ANSWER, seconds=-1),
    "a limit that the engine does not have": limited(ANSWER, hostile=1),
    "no seed": limited(ANSWER, seed=None),
    **{f"{name} left out": bare(ANSWER, name) for name in ANSWER.versions.limit},
    "an open aim without a limit": limited(OPEN, **NO_LIMIT),
    "an open tie-break without a limit": limited(OPEN_TIE, **NO_LIMIT),
}


def faults(answer):
    return {v.fault for v in check(WORLD, answer)}


@LIMITS
@pytest.mark.parametrize("answer", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_the_checker_catches_limits_that_cannot_have_been_and_names_none_of_them(answer):
    found = [v for v in check(WORLD, answer) if v.fault is Fault.LIMITS]
    assert [(v.people, str(v)) for v in found] == [((), "versions: limits (version limit)")]


@LIMITS
@pytest.mark.parametrize(
    "answer",
    [
        limited(ANSWER, seconds=1.0),
        limited(ANSWER, effort=0.0, seconds=0.0),
        limited(ANSWER, **NO_LIMIT),
        limited(OPEN, **NO_LIMIT, seconds=1.0),
        limited(replace(OPEN, status=Status.STOPPED), **NO_LIMIT),
        OPEN,
        OPEN_TIE,
    ],
)
def test_the_checker_finds_no_fault_with_limits_that_can_have_been(answer):
    assert Fault.LIMITS not in faults(answer)


@pytest.mark.rule("EX-8")
def test_another_seed_is_a_notice_and_cannot_be_computed_again():
    other = limited(ANSWER, seed=ANSWER.versions.limit["seed"] + 1)
    assert (check(WORLD, other), made_elsewhere(other)) == ((), ("limit",))
    assert recompute(WORLD, other).differs == ("limit",)


@pytest.mark.rule("EX-8")
@pytest.mark.parametrize(("tag", "said"), [("da", "sekunder"), ("en", "limit of seconds")])
def test_a_limit_of_seconds_is_a_notice_whatever_the_status(tag, said):
    timed = solve(WORLD, Limit(seconds=1_000.0))
    assert (check(WORLD, timed), made_elsewhere(timed)) == ((), (SECONDS,))
    assert said in list(found_lines((), made_elsewhere(timed), 1, Language(tag)))[-1]
