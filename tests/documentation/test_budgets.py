"""Every folder of tests has a budget, and what is over it is marked."""

from tests.budgets import budgets, lines, suite_of
from tests.documentation.asked import ROOT


def test_every_folder_with_tests_has_a_budget():
    folders = {f"tests/{path.parent.name}" for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - set(budgets()) == set()


def test_a_test_counts_for_its_suite():
    assert suite_of("tests/scoring/solver/test_x.py::test_y") == "tests/scoring"


def test_a_suite_over_its_budget_is_marked():
    assert list(lines({"tests/gate": 99.0, "tests/api": 1.2})) == [
        "tests/api: 1 s of 1500",
        "tests/gate: 99 s of 5 OVER",
    ]


def test_the_fast_tests_have_a_budget_of_their_own_and_all_of_them_take_80_to_90_seconds():
    assert budgets("fast").keys() == budgets().keys()
    assert all(fast <= budgets()[suite] for suite, fast in budgets("fast").items())
    assert 80 <= sum(budgets("fast").values()) <= 90


def test_a_run_of_the_fast_tests_is_held_to_their_budget():
    assert list(lines({"tests/gate": 2.0}, "fast")) == ["tests/gate: 2 s of 1 OVER"]
