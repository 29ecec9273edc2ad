"""What a release holds: which periods, how fine, and what stands as it was."""

from dataclasses import replace
from datetime import date

import pytest

from relocation.statistics.model import FINEST, Figure, Fineness, Happening, Period, Release, Table
from relocation.statistics.release import Asked, fineness_of, release_date, standing
from tests.relocation.statistics.worlds import (
    POLICY,
    REGIONS,
    Known,
    areas_on,
    move,
    released,
    releases,
)

CELLS = POLICY.cells
YEAR = Period(2026)
MOVES = Figure.MOVES


def spread(year, each, month=3):
    """As many moves to every municipality."""
    return [move(date(year, month, 4), c) for codes in REGIONS.values() for c in codes * each]


def of_country(figure, total, period=YEAR, fineness=Fineness.COUNTRY_YEAR):
    return Table(figure=figure, period=period, fineness=fineness, total=total)


def chosen(total, figure=MOVES, year=2027):
    """How finely a year is published after one with a total."""
    out = Release(date(2027, 3, 1), "", (of_country(figure, total),))
    return fineness_of(
        Asked(date(2027, 9, 1), date(2027, 9, 1), POLICY, areas_on), out, figure, year
    )


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize(
    ("total", "fineness"),
    [
        (160, Fineness.POLICE_DISTRICT_HALF_YEAR),
        (159, Fineness.REGION_YEAR),
        (40, Fineness.REGION_YEAR),
        (39, Fineness.COUNTRY_HALF_YEAR),
        (16, Fineness.COUNTRY_HALF_YEAR),
        (15, Fineness.COUNTRY_YEAR),
        (None, Fineness.COUNTRY_YEAR),
    ],
)
def test_how_finely_a_year_is_published_follows_from_what_was_published_before_it(total, fineness):
    """Ten districts by two halves, five regions, two halves: eight expected in each cell."""
    assert chosen(total) is fineness


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize("figure", Figure)
def test_nothing_is_published_more_finely_than_it_may_be(figure):
    assert chosen(100_000, figure) is FINEST[figure]


@pytest.mark.rule("SE-8")
def test_how_finely_a_year_is_published_hangs_on_nothing_that_happened_in_it():
    dates = [date(2026, 3, 1), date(2026, 9, 1), date(2027, 3, 1), date(2028, 3, 1)]
    for each in (0, 1, 2, 40):
        known = [*spread(2025, 8), *spread(2026, each), *spread(2027, 2)]
        found = releases(known, dates)[-1]
        assert found.fineness(MOVES, 2025) is Fineness.COUNTRY_YEAR
        assert found.fineness(MOVES, 2026) is Fineness.POLICE_DISTRICT_HALF_YEAR
    assert found.fineness(MOVES, 2027) is Fineness.POLICE_DISTRICT_HALF_YEAR


def test_a_year_that_is_not_out_whole_is_passed_over_when_that_is_chosen():
    one_half = of_country(MOVES, 90, Period(2026, 1), Fineness.COUNTRY_HALF_YEAR)
    out = Release(date(2027, 3, 1), "", (of_country(MOVES, 41, Period(2025)), one_half))
    asked = Asked(date(2027, 9, 1), date(2027, 9, 1), POLICY, areas_on)
    assert fineness_of(asked, out, MOVES, 2027) is Fineness.REGION_YEAR
    whole = replace(out, tables=(*out.tables, replace(one_half, period=Period(2026, 2))))
    assert whole.year_total(MOVES, 2026) == 180
    assert fineness_of(asked, whole, MOVES, 2027) is Fineness.POLICE_DISTRICT_HALF_YEAR


def test_a_year_says_nothing_of_how_finely_it_is_published_itself():
    assert chosen(1_000, year=2026) is Fineness.COUNTRY_YEAR


def test_a_period_that_ends_after_the_release_date_is_not_in_it_however_late_it_is_published():
    known = [*spread(2025, 8), *spread(2026, 8)]
    before = released(date(2026, 3, 1), known)
    for today in (date(2026, 3, 1), date(2026, 8, 31)):
        found = released(date(2026, 3, 1), known, before, today=today)
        assert {each.period.year for each in found.tables} == {2025}


@pytest.mark.rule("SE-8")
def test_a_half_year_comes_out_at_the_next_release_and_the_year_is_not_published_beside_it():
    known = [*spread(2025, 8), *spread(2026, 5), *spread(2026, 5, month=8)]
    _, first, second = releases(known, [date(2026, 3, 1), date(2026, 9, 1), date(2027, 3, 1)])
    of_year = [t for t in first.tables if t.figure is MOVES and t.period.year == 2026]
    assert [(t.period, t.total) for t in of_year] == [(Period(2026, 1), 100)]
    of_year = [t for t in second.tables if t.figure is MOVES and t.period.year == 2026]
    assert [t.period for t in of_year] == [Period(2026, 1), Period(2026, 2)]
    assert set(of_year[0].shown.values()) == {10}


@pytest.mark.rule("SE-8")
def test_a_release_date_is_the_first_of_a_month_that_the_policy_names():
    assert release_date(POLICY, date(2027, 3, 1)) == date(2027, 3, 1)
    assert release_date(POLICY, date(2027, 8, 31)) == date(2027, 3, 1)
    assert release_date(POLICY, date(2027, 9, 1)) == date(2027, 9, 1)
    assert release_date(POLICY, date(2027, 2, 28)) == date(2026, 9, 1)


@pytest.mark.rule("SE-8")
def test_what_was_entered_on_the_release_date_or_later_is_not_counted():
    known = [*spread(2026, 1), move(date(2026, 5, 1), "A1", date(2027, 3, 1))]
    assert released(date(2027, 3, 1), known).find(MOVES, YEAR).total == 20


def test_a_period_is_counted_in_the_twelve_months_after_it_and_stands_from_then_on():
    known = spread(2026, 1)
    first = released(date(2027, 3, 1), known)
    much = [*known, *spread(2026, 1)]
    again = released(date(2027, 9, 1), much, first, today=date(2027, 12, 31))
    too_late = released(date(2027, 9, 1), much, first, today=date(2028, 1, 1))
    assert again.find(MOVES, YEAR).total == 40
    assert too_late.find(MOVES, YEAR) == first.find(MOVES, YEAR)
    assert released(date(2028, 3, 1), known).find(MOVES, YEAR) is None


@pytest.mark.rule("SE-8", "SE-11")
def test_what_is_erased_stays_in_what_was_published():
    first = released(date(2027, 3, 1), spread(2026, 2))
    later = [released(on, [], first) for on in (date(2028, 3, 1), date(2031, 9, 1))]
    assert [each.find(MOVES, YEAR) for each in later] == [first.find(MOVES, YEAR)] * 2


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize(
    ("older", "newer", "stands"),
    [
        *((12, 12, 12), (12, 16, 12), (12, 17, 17), (12, 8, 12), (12, 7, 7), (12, 4, 12)),
        *((4, 8, None), (4, 9, 9), (0, 8, None), (0, 4, None)),
    ],
)
def test_a_number_stands_unless_it_changes_by_five_or_more(older, newer, stands):
    def table(total):
        return of_country(MOVES, total if total >= CELLS.least_count else None)

    assert standing(table(older), table(newer), CELLS).total == stands


@pytest.mark.rule("SE-8")
def test_a_table_stands_whole_where_one_number_of_it_changed_too_little():
    older = Table(
        figure=MOVES, period=Period(2027), fineness=Fineness.REGION_YEAR, total=44,
        shown={"C": 10, "B": 10, "A": 10}, hidden=("E", "D"),
    )  # fmt: skip

    def stands(total, hidden=("E", "D"), **shown):
        newer = replace(older, total=total, shown=older.shown | shown, hidden=hidden)
        return standing(older, newer, CELLS) == older

    assert not stands(49, A=15)
    assert not stands(44, A=15, B=5)
    assert stands(48, A=14)
    assert stands(50, A=16, B=9, C=11)
    assert stands(45)
    assert not stands(49)
    assert stands(49, A=15, hidden=("E", "D", "C"))


@pytest.mark.rule("SE-8")
def test_of_the_outcomes_of_necessity_both_are_published_or_neither():
    def told(figure, how_many):
        day = date(2026, 4, 1)
        return [Known(Happening(figure, day), day)] * how_many

    def totals(necessary, not_necessary):
        known = told(Figure.FOUND_NECESSARY, necessary)
        known += told(Figure.FOUND_NOT_NECESSARY, not_necessary)
        found = released(date(2027, 3, 1), known)
        figures = Figure.FOUND_NECESSARY, Figure.FOUND_NOT_NECESSARY
        return [found.find(each, YEAR).total for each in figures]

    assert totals(30, 5) == [30, 5]
    assert totals(30, 4) == [None, None]
    assert totals(0, 40) == [None, None]


def test_a_release_is_the_same_whatever_order_things_happened_to_be_found_in():
    known = [*spread(2025, 3), *spread(2026, 2)]
    assert releases(known) == releases(known[::-1])


def test_a_period_has_its_first_day_and_not_its_end():
    first, second = Period(2026, 1), Period(2026, 2)
    assert first.has(date(2026, 1, 1))
    assert first.has(date(2026, 6, 30))
    assert second.has(date(2026, 7, 1))
    assert second.has(date(2026, 12, 31))
    assert not second.has(date(2027, 1, 1))
    assert Period(2026).has(date(2026, 7, 1))
