"""Whole points: rounded halves up, shared by largest remainder, ties by reason code."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.criterion import Reason
from scoring.reasons import half_up, shared


def points_of(total: int, *parts: tuple[str, float]) -> dict[str, int]:
    given = shared(total, [(Reason(code, 0), exact) for code, exact in parts])
    return {reason.code: reason.points for reason in given}


@pytest.mark.rule("SC-1")
def test_halves_round_up():
    assert half_up(np.array([0.5, 1.5, 2.4999, 49.5])).tolist() == [1, 2, 2, 50]


@pytest.mark.rule("SC-1")
def test_a_half_that_noise_made_a_little_smaller_still_rounds_up():
    assert half_up(np.array([0.1 + 0.7 - 0.3 - 1e-12])).tolist() == [1]


@pytest.mark.rule("SC-1")
def test_the_largest_remainder_gets_the_point_that_is_left():
    assert points_of(10, ("x.a", 3.2), ("x.b", 3.1), ("x.c", 3.7)) == {
        "x.a": 3,
        "x.b": 3,
        "x.c": 4,
    }


@pytest.mark.rule("SC-1")
def test_equal_remainders_go_by_reason_code():
    assert points_of(5, ("x.b", 2.5), ("x.a", 2.5)) == {"x.a": 3, "x.b": 2}


@pytest.mark.rule("SC-1")
def test_the_largest_part_stands_first():
    reasons = shared(30, [(Reason("x.a", 0), -10.0), (Reason("x.b", 0), 40.0)])
    assert [reason.code for reason in reasons] == ["x.b", "x.a"]


@pytest.mark.rule("SC-1")
@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12))
def test_whole_points_always_add_up_and_stay_within_one_of_the_exact_part(exact: list[float]):
    total = int(half_up(np.array(sum(exact))))
    parts = [(Reason("x.a", 0, {"n": n}), part) for n, part in enumerate(exact)]
    reasons = shared(total, parts)
    off = [abs(reason.points - exact[int(str(reason.facts["n"]))]) for reason in reasons]
    assert (sum(r.points for r in reasons), max(off) < 1 + 1e-6) == (total, True)


@pytest.mark.rule("SC-1")
def test_parts_that_do_not_add_up_to_the_points_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        points_of(50, ("x.a", 3.0))
