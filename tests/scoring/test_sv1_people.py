"""Who must share a place shares it, and who must be apart is apart, in the solver's plan."""

from datetime import timedelta

import pytest

from scoring.check import check
from scoring.person import Tie, TieKind
from scoring.round import KeepTogether
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ALLIANCE, FEUD, LONG_AGO, ROOMY, G, H, apart, placed

EVEN = {"evenness.points_per_fair_share": 0}
WINDOW = 100


def drawn_to(number, strength=1.0):
    return (Tie(kind=TieKind.SUPPORTIVE, municipality=code(number), strength=strength),)


def answer(*people, rules=None, error=0, **facts):
    """The plan of a round over five municipalities in a row, an hour apart; the checker agrees."""
    land = country(5, minutes_error_percent=error)
    world = problem(*people, land=land, rules=ROOMY | EVEN | (rules or {}), **facts)
    found = solve(world)
    assert check(world, found) == ()
    return found


def places(*people, **how):
    """The position of each person's place."""
    found = answer(*people, **how)
    return [int(found.place_of(each.key) or 0) - 9001 for each in people]


def hours_between(*people, **how):
    first, second = places(*people, **how)
    return abs(first - second)


def two(first=None, second=None):
    """Two people who are drawn to the same place."""
    return [
        person(key, former_group=group, ties=drawn_to(2))
        for key, group in (("p", first), ("q", second))
    ]


GROUPS = {"groups": (G, H)}


@pytest.mark.rule("SV-1")
def test_a_household_shares_one_place_though_its_members_are_drawn_apart():
    p = person("p", household="home", ties=drawn_to(1))
    q = person("q", household="home", ties=drawn_to(4, 0.9))
    assert places(p, q) == [1, 1]


@pytest.mark.rule("SV-1")
def test_people_kept_together_share_one_place_through_others_too():
    p, q, r = (
        person(key, ties=drawn_to(at, 1.0 if at == 1 else 0.4))
        for key, at in (("p", 1), ("q", 3), ("r", 4))
    )
    kept = tuple(KeepTogether(people=pair, reason="made up") for pair in (("p", "q"), ("q", "r")))
    assert places(p, q, r, keep_together=kept) == [1, 1, 1]


@pytest.mark.rule("SV-1")
def test_two_whom_nothing_keeps_apart_may_share_a_place():
    assert places(*two("g", "h"), **GROUPS) == [2, 2]


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("minutes", "hours"), [(0, 1), (59, 1), (60, 2), (120, 3)])
def test_rivals_are_not_placed_within_the_policys_minutes_of_each_other(minutes, hours):
    rules = {"apart.rival_minutes": minutes}
    found = hours_between(*two("g", "h"), rules=rules, relations=(FEUD,), **GROUPS)
    assert found == hours


@pytest.mark.rule("SV-1", "SC-3")
@pytest.mark.parametrize(("error", "hours"), [(0, 1), (14, 1), (15, 2)])
def test_keeping_apart_compares_minutes_less_the_tables_error(error, hours):
    rules = {"apart.rival_minutes": 51}
    how = {"rules": rules, "error": error, "relations": (FEUD,)}
    assert hours_between(*two("g", "h"), **how, **GROUPS) == hours


@pytest.mark.rule("SV-1")
def test_two_of_the_same_group_are_not_placed_in_one_municipality():
    assert hours_between(*two("g", "g"), **GROUPS) == 1


@pytest.mark.rule("SV-1")
def test_two_of_allied_groups_are_not_placed_in_one_municipality():
    assert hours_between(*two("g", "h"), relations=(ALLIANCE,), **GROUPS) == 1


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("minutes", "hours"), [(0, 1), (60, 2), (120, 3)])
def test_two_kept_apart_by_hand_stay_apart_by_the_stated_minutes(minutes, hours):
    assert hours_between(*two(), keep_apart=(apart("p", "q", minutes),)) == hours


def from_placed(group, days, rules=None, **facts):
    """How many hours somebody of a group stays from where one was placed so many days ago."""
    earlier = placed(2, TODAY - timedelta(days=days), group)
    rules = {"apart.window_days": WINDOW, "apart.price_after_window": 0} | (rules or {})
    p = person("p", former_group="g", ties=drawn_to(2))
    return abs(places(p, rules=rules, placed=(earlier,), **GROUPS, **facts)[0] - 2)


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("days", "hours"), [(0, 1), (WINDOW - 1, 1), (WINDOW, 0)])
def test_somebody_placed_closes_the_place_for_the_same_group_within_the_window(days, hours):
    assert from_placed("g", days) == hours


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("days", "hours"), [(0, 2), (WINDOW - 1, 2), (WINDOW, 0)])
def test_a_rival_placed_closes_what_is_within_the_policys_minutes_within_the_window(days, hours):
    rules = {"apart.rival_minutes": 60}
    assert from_placed("h", days, rules, relations=(FEUD,)) == hours


@pytest.mark.rule("SV-1")
def test_kept_apart_by_hand_from_somebody_placed_holds_beyond_the_window():
    days = (TODAY - LONG_AGO).days
    assert from_placed("h", days, keep_apart=(apart("p", "x", 60),)) == 2


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize("price", [0, 1, 300])
def test_beyond_the_window_staying_near_somebody_placed_costs_exactly_the_price(price):
    p = person("p", former_group="g", ties=drawn_to(2))

    def points(price):
        rules = {"apart.price_after_window": price}
        found = answer(p, rules=rules, placed=(placed(2, LONG_AGO, "g"),), **GROUPS)
        assert found.place_of("p") == code(2)
        return next(aim.value for aim in found.aims if aim.name == "points")

    assert points(price) == points(0) - price


@pytest.mark.rule("SV-1")
def test_beyond_the_window_a_price_above_the_gain_moves_the_person_on():
    how = {"apart.price_after_window": 9_999}
    assert from_placed("g", WINDOW, how) > 0
