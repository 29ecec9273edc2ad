"""Release after release is laid side by side; nobody is found by what differs."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest

from relocation.statistics.model import Area, Figure, Fineness, Period, Table
from tests.relocation.statistics.attack import only_added, published, ranges, versions
from tests.relocation.statistics.worlds import (
    DISTRICTS,
    LEAST,
    POLICY,
    REGIONS,
    history,
    move,
    moved_to,
    numbers,
    released,
    releases,
    world,
)

WORLDS = 240
CHANGE = POLICY.cells.least_change


def parts(area):
    """Of a region its municipalities by the half-year, which no release tells apart."""
    codes = [*REGIONS.get(area, ()), *DISTRICTS.get(area, ())]
    return [f"{code}-{half}" for code in codes for half in (1, 2)] if area else ["all"]


@pytest.mark.slow
@pytest.mark.rule("SE-8", "EV-4")
def test_between_releases_every_number_changes_by_none_or_by_at_least_five():
    replaced = stood = 0
    for seed in range(WORLDS):
        for older, newer in pairwise(history(seed)):
            for table in older.tables:
                now = newer.find(table.figure, table.period)
                assert now is not None
                replaced += now != table
                stood += now == table
                if now == table:
                    continue
                if table.total is None:
                    assert now.total - (LEAST - 1) >= CHANGE
                    continue
                assert now.hidden == table.hidden
                changes = [b - a for a, b in zip(numbers(table), numbers(now), strict=True)]
                assert all(each == 0 or abs(each) >= CHANGE for each in changes)
                assert any(changes)
    assert replaced > 50
    assert stood > 1000


@pytest.mark.slow
@pytest.mark.rule("SE-8", "EV-4")
def test_no_number_below_five_is_published_and_none_follows_from_all_releases_together():
    """What follows from one partition of a total is at least 0 and at most what is left of it."""
    seen = 0
    for seed in range(WORLDS):
        for every in versions(history(seed)):
            for table in every:
                assert all(number >= LEAST for number in numbers(table))
                if table.hidden and table.total is not None:
                    assert len(table.hidden) > 1
                    assert table.hidden_together >= LEAST
                    seen += 1
    assert seen > 200


def attacked(every):
    """The ranges of all hidden areas and of all parts, for who takes it that nothing was lost."""
    areas = sorted({area for table in every for area in (*table.shown, *table.hidden)}) or [""]
    rows = [row for at, table in enumerate(every) for row in published(table, at, LEAST, parts)]
    known = [part for area in areas for part in parts(area)]
    for older in range(len(every) - 1):
        rows += only_added(older, older + 1, known)
    for at, table in enumerate(every):
        for area in table.hidden:
            rows.append((
                {(at, area): 1, **{(at, part): -1 for part in parts(area)}}, 0, 0
            ))  # fmt: skip
            yield rows, (at, area)
        for part in known[:: max(1, len(known) // 4)]:
            yield rows, (at, part)


@pytest.mark.rule("SE-8", "EV-4")
@pytest.mark.parametrize("seed", range(12))
def test_an_exact_attack_on_all_releases_leaves_five_values_to_all_that_is_not_shown(seed):
    for every in versions(releases(world(seed, late=0.5))):
        if every[-1].fineness.area is Area.COUNTRY:
            continue
        for rows, unknown in attacked(every):
            ((least, most),) = ranges(rows, [unknown]).values()
            assert most - least + 1 >= LEAST


def test_the_attack_finds_a_number_that_is_hidden_alone():
    table = Table(
        figure=Figure.MOVES, period=Period(2027), fineness=Fineness.REGION_YEAR, total=20,
        shown={"E": 6, "D": 6, "C": 6}, hidden=("B",),
    )  # fmt: skip
    rows, unknown = next(attacked([table]))
    assert ranges(rows, [unknown]) == {unknown: (2, 2)}


@pytest.mark.rule("SE-8", "EV-4")
def test_one_move_entered_late_is_seen_in_no_later_release():
    for seed in range(WORLDS // 4):
        known, random = world(seed, late=0), Random(seed)
        first = releases(known, [date(2026, 3, 1), date(2027, 3, 1), date(2028, 3, 1)])[-1]
        code = random.choice([each for codes in REGIONS.values() for each in codes])
        late = move(date(2027, random.randrange(1, 13), 5), code, date(2028, 5, 1))
        without = released(date(2028, 9, 1), known, first)
        assert released(date(2028, 9, 1), [*known, late], first).tables == without.tables


@pytest.mark.rule("SE-8", "EV-4")
def test_of_moves_entered_late_one_by_one_none_is_seen_before_there_are_five_in_each_number():
    known = [move(date(2027, 3, 1), code) for codes in REGIONS.values() for code in codes * 3]
    before = releases(
        [move(date(2026, 5, 1), code) for codes in REGIONS.values() for code in codes * 3] + known,
        [date(2027, 3, 1), date(2028, 3, 1)],
    )[-1]
    first = before.find(Figure.MOVES, Period(2027))
    changed = []
    for number in range(1, 12):
        known.append(move(date(2027, 4, 1), "A1" if number < 9 else "B1", date(2028, 5, 1)))
        now = released(date(2028, 9, 1), known, before).find(first.figure, first.period)
        changed.append((now.shown["A"] - first.shown["A"], now.shown["B"] - first.shown["B"]))
    assert changed == [(0, 0)] * 4 + [(n, 0) for n in (5, 6, 7, 8)] + [(0, 0)] * 3


@pytest.mark.slow
@pytest.mark.rule("SE-8", "EV-4")
def test_where_a_person_lives_within_an_area_changes_no_release_by_a_byte():
    for seed in range(WORLDS // 4):
        known, random = world(seed), Random(seed)
        number = random.randrange(len(known))
        (codes,) = (c for c in DISTRICTS.values() if known[number].happened.municipality in c)
        for code in codes:
            assert releases(moved_to(known, number, code)) == releases(known)


@pytest.mark.slow
@pytest.mark.rule("SE-8", "EV-4")
def test_twin_worlds_differ_in_two_areas_by_one_or_in_what_is_hidden_and_in_nothing_else():
    """Of what is entered in time; in the country as a whole they do not differ at all."""
    differ = 0
    for seed in range(WORLDS // 3):
        known, random = world(seed, late=0), Random(seed)
        number = random.randrange(len(known))
        (home,) = (name for name in REGIONS if known[number].happened.municipality[0] == name)
        to = random.choice([name for name in REGIONS if name != home])
        twin = releases(moved_to(known, number, REGIONS[to][0]))
        for one, other in zip(releases(known), twin, strict=True):
            for a, b in zip(one.tables, other.tables, strict=True):
                assert (a.figure, a.period, a.fineness, a.total) == (
                    b.figure, b.period, b.fineness, b.total,
                )  # fmt: skip
                differ += a != b
                assert a == b or a.period.has(known[number].happened.day)
                for area in a.shown.keys() & b.shown.keys():
                    is_theirs = area[0] in {home, to}
                    assert abs(a.shown[area] - b.shown[area]) <= is_theirs
    assert differ > 20
