"""The exact answer to "why not there" on rounds of the real size; `make benchmark` times it."""

from datetime import date

import pytest

from relocation.municipalities.register import load_register
from scenarios.generate import generate
from scoring.explain import why_not, why_not_at_once
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.solver import solve

ON = date(2026, 11, 22)


@pytest.mark.slow
@pytest.mark.rule("EX-2")
@pytest.mark.parametrize("family", ["sparse", "feud"])
def test_sixty_people_over_the_98_municipalities_get_the_exact_answer(family):
    country, policy = load_register(ON).country, load_policy()
    round_ = generate(country, policy, people=60, seed=1, family=family, on=ON)
    problem = PlacementProblem(country, round_, policy)
    result = solve(problem)
    person = problem.units[0].keys[0]
    place = next(
        code
        for code in country.codes
        if code != result.place_of(person)
        and not why_not_at_once(problem, result, person, code).closed
    )
    assert why_not(problem, result, person, place).forced.exact
