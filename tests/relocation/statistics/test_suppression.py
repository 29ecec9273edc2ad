"""Hidden numbers stay hidden, also from those who know how they were chosen."""

from collections import defaultdict
from random import Random

import pytest

from relocation.statistics.suppression import hidden_in
from tests.relocation.statistics.attack import ENDLESS, ranges

LEAST = 5


def tables(areas, total):
    """Every way to have a total in so many areas."""
    if areas == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(areas - 1, total - first):
            yield (first, *rest)


def seen(counts, least):
    """All that a table shows of these counts, whose total is shown too."""
    hidden = hidden_in(dict(enumerate(counts)), least)
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


@pytest.mark.rule("SE-8", "EV-4")
@pytest.mark.parametrize(
    ("areas", "least", "most"), [(2, 5, 40), (3, 5, 36), (4, 5, 26), (4, 3, 24), (5, 2, 18)]
)
def test_of_all_tables_that_look_alike_a_hidden_number_has_the_least_of_values(areas, least, most):
    """Whoever knows the rule and can try every table is left with these."""
    for total in range(least, most + 1):
        alike = defaultdict(list)
        for counts in tables(areas, total):
            alike[seen(counts, least)].append(counts)
        for shown, every in alike.items():
            for at, count in enumerate(shown):
                if count is None:
                    assert len({counts[at] for counts in every}) >= least
                else:
                    assert count >= least


def chance(seed):
    random = Random(seed)
    areas = random.randrange(2, 13)
    most = random.choice((4, 8, 15, 40))
    return {f"area {n}": random.randrange(most) for n in range(areas)}


def rows_of_who_knows_all(counts, hidden):
    """What is known of hidden areas to somebody who is told which ones have too few."""
    small = [area for area in hidden if counts[area] < LEAST]
    along = [area for area in hidden if counts[area] >= LEAST]
    for area in small:
        yield {area: 1}, 0, LEAST - 1
    for area in along:
        yield {area: 1}, LEAST, ENDLESS
    for number in range(1, len(along)):
        yield dict.fromkeys([*small, *along[:number]], 1), 0, LEAST * (number + 1) - 1
    together = sum(counts[area] for area in hidden)
    yield dict.fromkeys(hidden, 1), together, together


@pytest.mark.rule("SE-8", "EV-4")
def test_also_who_is_told_which_hidden_areas_have_too_few_is_left_with_five_values():
    some_hidden = 0
    for seed in range(300):
        counts = chance(seed)
        hidden = hidden_in(counts, LEAST)
        if hidden and len(hidden) < len(counts):
            some_hidden += 1
            found = ranges(list(rows_of_who_knows_all(counts, hidden)), hidden)
            assert all(most - least + 1 >= LEAST for least, most in found.values())
            assert all(found[area][0] == 0 for area in hidden if counts[area] < LEAST)
    assert some_hidden > 60


def test_nothing_is_hidden_where_no_area_has_too_few():
    assert hidden_in({"a": 5, "b": 17}, LEAST) == ()


def test_others_are_hidden_along_in_the_order_of_the_areas_until_they_are_enough():
    assert hidden_in({"a": 6, "b": 2, "c": 9, "d": 30}, LEAST) == ("a", "b", "c")
    assert hidden_in({"a": 8, "b": 2, "c": 9, "d": 30}, LEAST) == ("a", "b")
    assert hidden_in({"a": 7, "b": 2, "c": 9, "d": 30}, LEAST) == ("a", "b", "c")
    assert hidden_in({"a": 5, "b": 4, "c": 5, "d": 30}, LEAST) == ("a", "b", "c", "d")


def test_a_true_zero_is_hidden_like_any_other_small_number():
    """Shown, it would tell that nobody was moved there, and of all others that somebody was."""
    assert hidden_in({"a": 0, "b": 12}, LEAST) == hidden_in({"a": 4, "b": 8}, LEAST) == ("a", "b")


def test_where_others_do_not_suffice_everything_is_hidden():
    assert hidden_in({"a": 0, "b": 5, "c": 5}, LEAST) == ("a", "b", "c")
