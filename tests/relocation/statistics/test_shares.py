"""Shares of a key figure: from ten people on, and too coarse for one of them to be seen."""

from collections import Counter
from dataclasses import replace

import pytest

from relocation.statistics.shares import Share, share, standing_share
from tests.relocation.statistics.worlds import POLICY

NUMBERS = POLICY.shares


@pytest.mark.rule("SE-8")
def test_a_share_is_shown_from_ten_people_on():
    assert share(6, 9, NUMBERS) is None
    assert share(6, 10, NUMBERS) == Share(10, 50, 100)


@pytest.mark.rule("SE-8")
def test_every_share_that_is_shown_leaves_at_least_five_numerators_open():
    for whole in (*range(10, 130), 199, 250, 333, 499, 500, 501):
        shown = Counter(share(part, whole, NUMBERS) for part in range(whole + 1))
        assert None not in shown
        assert min(shown.values()) >= 5


@pytest.mark.rule("SE-8")
def test_a_share_lies_within_what_is_shown_in_whole_per_cent():
    for whole in (10, 37, 100, 333, 999):
        for part in range(whole + 1):
            found = share(part, whole, NUMBERS)
            assert found.at_least * whole <= part * 100
            assert part * 100 < found.below * whole or found.below == 100
            assert part * 100 <= found.below * whole


@pytest.mark.parametrize(
    ("whole", "step"),
    [(10, 50), (19, 50), (20, 25), (25, 20), (50, 10), (100, 5), (125, 4), (250, 2), (500, 1)],
)
def test_the_more_people_there_are_the_finer_a_share_is_shown(whole, step):
    found = share(0, whole, NUMBERS)
    assert (found.at_least, found.below) == (0, step)


def test_where_even_a_half_would_tell_too_much_no_share_is_shown():
    assert share(7, 11, replace(NUMBERS, least_numerators=6)) is None


@pytest.mark.parametrize(("part", "whole"), [(-1, 12), (13, 12)])
def test_a_part_is_of_its_whole(part, whole):
    with pytest.raises(ValueError, match="from 0 to the whole"):
        share(part, whole, NUMBERS)


@pytest.mark.rule("SE-8")
def test_a_share_stands_until_five_people_came_to_it_or_left():
    older = share(8, 20, NUMBERS)
    assert standing_share(older, share(12, 24, NUMBERS), 5) == older
    assert standing_share(older, share(12, 25, NUMBERS), 5) == Share(25, 40, 60)
    assert standing_share(older, None, 5) == older
