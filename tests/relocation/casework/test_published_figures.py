"""Figures are published from all cases and of nobody: two releases of a store, what it keeps."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import sha256

import pytest
from sqlalchemy import text

from relocation.actor import Assurance, Function
from relocation.case_free import Act, Subject, may
from relocation.cases import service as cases
from relocation.errors import EntryRefused, NotFound
from relocation.jobs.erasing import finish
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.schema import known_tables
from relocation.statistics.counting import happenings
from relocation.statistics.model import Figure, Fineness, Happening, Period
from relocation.statistics.service import publish, published, release_days
from relocation.statistics.tables import ReleaseRow
from relocation.store import keys_of
from relocation.wall import let_into_all
from tests.relocation.casework.agreeing import drawn_up
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    MONDAY,
    OTHER_DECIDER,
    STRANGER,
    account,
)
from tests.relocation.casework.entering import AGREEMENT, SIGNED
from tests.relocation.casework.moved import moved
from tests.relocation.casework.nominating import (
    NOT_NEEDED,
    TO_JUDGED,
    TO_SUBMITTED,
    WHY,
    brought,
    take,
)
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    arrive,
    assess_anew,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_put_right_afterwards import ANOTHER, answer, answered, put_right
from tests.relocation.store.at_once import at_once

FIRST, SECOND, THIRD = date(2027, 3, 1), date(2028, 3, 1), date(2028, 9, 1)
OF_2026 = dict.fromkeys(("0101", "0751", "0851", "0461", "0259"), 8)
"""Moves by municipality, one in each region: together forty."""
OF_2027 = {"0101": 13, "0751": 11, "0851": 2, "0461": 9}
"""In four regions, since two are one by then."""


def morning(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def release(desk, on, who=DECIDER):
    desk.now = max(desk.now, morning(on))
    with desk.store.transaction() as session:
        return publish(session, who, on, desk.now)


def read(desk, who=None, on=None):
    with desk.store.transaction() as session:
        return published(session, who, on)


def all_moved(desk, by_place, year, start):
    number = start
    for code, many in by_place.items():
        for _ in range(many):
            moved(desk, number, code, date(year, 2, 3) + timedelta(number))
            number += 1


@pytest.mark.slow
@pytest.mark.rule("SE-8", "EV-4")
def test_two_releases_of_a_store_with_cases_come_out_as_foretold(desk):
    all_moved(desk, OF_2026, 2026, 0)
    first = release(desk, FIRST)
    found = first.find(Figure.MOVES, Period(2026))
    assert (found.fineness, found.total, dict(found.shown)) == (Fineness.COUNTRY_YEAR, 40, {})
    desk.now = morning(date(2027, 5, 1))
    all_moved(desk, OF_2027, 2027, 100)
    second = release(desk, SECOND)
    assert second.find(Figure.MOVES, Period(2026)) == found
    found = second.find(Figure.MOVES, Period(2027))
    assert (found.fineness, found.total) == (Fineness.REGION_YEAR, 35)
    assert found.shown == {"Region Midtjylland": 11, "Region Østdanmark": 13}
    assert found.hidden == ("Region Nordjylland", "Region Syddanmark")
    assert found.hidden_together == 11
    moved(desk, 900, "0101", date(2027, 12, 30), date(2028, 4, 1))
    assert release(desk, THIRD).find(Figure.MOVES, Period(2027)) == found
    assert read(desk, on=FIRST) == first
    with desk.store.transaction() as session:
        assert release_days(session, None) == (THIRD, SECOND, FIRST)


def rows(desk):
    """Every row of every table, as texts."""
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        return {
            table.name: sorted(map(str, session.execute(text(f'SELECT * FROM "{table.name}"'))))  # noqa: S608
            for table in known_tables().sorted_tables
        }


def numbers_in(value):
    """Every number at any depth, but for the years and halves of periods."""
    if isinstance(value, dict):
        return [n for key, each in value.items() if key != "period" for n in numbers_in(each)]
    if isinstance(value, list):
        return [n for each in value for n in numbers_in(each)]
    return [value] if isinstance(value, int) else []


@pytest.mark.slow
@pytest.mark.rule("SE-8", "SE-10")
def test_the_store_keeps_what_is_published_and_no_other_number(desk):
    all_moved(desk, {"0101": 7, "0751": 3}, 2026, 0)
    before = rows(desk)
    release(desk, FIRST)
    after = rows(desk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"statistics_releases", "audit_lines", "audit_head"}
    with desk.store.transaction() as session:
        (kept,) = session.query(ReleaseRow)
    assert numbers_in(json.loads(kept.tables)) == [10]
    assert "0101" not in kept.tables
    assert "0751" not in kept.tables


@pytest.mark.rule("SE-8")
def test_a_release_is_published_once_and_asked_again_is_what_it_was(desk):
    first = release(desk, FIRST)
    moved(desk, 1, "0101", date(2026, 12, 1))
    logged = desk.logged()
    desk.later(days=3)
    assert release(desk, FIRST, OTHER_DECIDER) == first
    assert [each[:29] for each in logged] == ["statistics.publish.2027_03_01"]
    assert desk.logged() == logged
    with desk.store.transaction() as session:
        kept = session.get_one(ReleaseRow, FIRST).tables
    assert logged[0].endswith(f".{sha256(kept.encode()).hexdigest()[:16]}")


@pytest.mark.rule("SE-8")
def test_a_clock_that_steps_back_publishes_no_older_date_after_a_newer_one(desk):
    release(desk, FIRST)
    with pytest.raises(EntryRefused), desk.store.transaction() as session:
        publish(session, DECIDER, date(2026, 9, 1), MONDAY)


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize("on", [date(2027, 3, 2), date(2026, 9, 1), date(2027, 9, 1)])
def test_only_the_newest_release_date_that_has_come_can_be_published(desk, on):
    desk.now = morning(FIRST)
    with pytest.raises(EntryRefused), desk.store.transaction() as session:
        publish(session, DECIDER, on, desk.now)
    with pytest.raises(NotFound):
        read(desk)


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize("who", [CASEWORKER, COORDINATOR, STRANGER], ids=lambda who: who.user)
def test_whoever_is_no_decision_maker_of_the_central_unit_publishes_nothing(desk, who):
    with pytest.raises(NotFound):
        release(desk, FIRST, who)


@pytest.mark.rule("SE-8")
def test_everybody_reads_what_is_published_with_an_account_or_without(desk):
    told = release(desk, FIRST)
    for function in Function:
        who = account("reader", "central-unit", function)
        assert who.assurance is Assurance.SIGNED_IN
        assert may(who, Subject.STATISTICS, Act.READ)
        assert read(desk, who) == told
    assert read(desk, None) == told


@pytest.mark.slow
def test_two_who_publish_at_once_publish_one_release(desk):
    moved(desk, 1, "0101", date(2026, 12, 1))
    desk.now = morning(FIRST)

    def press(who):
        with desk.store.transaction() as session:
            return publish(session, who, FIRST, desk.now)

    found = at_once([partial(press, who) for who in (DECIDER, OTHER_DECIDER) * 2])
    assert all(each == found[0] for each in found)
    assert len(desk.logged()) == 1


def counted(desk, before=None):
    with desk.store.transaction() as session:
        return list(happenings(session, before or (desk.now + timedelta(days=1)).date()))


def figures(desk):
    return sorted(each.figure for each in counted(desk))


@pytest.mark.slow
def test_a_move_counts_on_the_day_of_stay_and_where_it_was_decided_to(desk):
    desk.open_case()
    assess_anew(desk, CASE, HOME.police)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, CHOSEN)
    handover = contact(desk, placement, CHOSEN)
    assert Figure.MOVES not in figures(desk)
    arrive(desk, handover, CHOSEN)
    assert Happening(Figure.MOVES, MONDAY.date(), CHOSEN.code) in counted(desk)
    assert figures(desk) == [Figure.FOUND_NECESSARY, Figure.MOVES, Figure.NOMINATIONS]
    assert counted(desk, MONDAY.date()) == []


@pytest.mark.slow
def test_a_nomination_counts_once_and_its_necessity_when_it_is_confirmed(desk):
    nomination = brought(desk, *TO_JUDGED)
    assert figures(desk) == [Figure.NOMINATIONS]
    take(desk, nomination, "ask_to_judge_again")
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    assert figures(desk) == [Figure.FOUND_NOT_NECESSARY, Figure.NOMINATIONS]


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_a_nomination_that_is_judged_anew_counts_once_with_its_newest_answer(desk):
    case, nomination = answered(desk, needed=False)
    first = desk.now.date()
    desk.later(days=1)
    put_right(desk)
    assert figures(desk) == [Figure.ENROLMENTS, Figure.FOUND_NOT_NECESSARY, Figure.NOMINATIONS]
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    answer(desk, nomination, needed=True, who=ANOTHER, confirms=OTHER_DECIDER)
    assert figures(desk) == [Figure.ENROLMENTS, Figure.FOUND_NECESSARY, Figure.NOMINATIONS]
    assert Happening(Figure.FOUND_NECESSARY, desk.now.date()) in counted(desk)
    before = counted(desk, first + timedelta(days=1))
    assert Happening(Figure.FOUND_NOT_NECESSARY, first) in before


@pytest.mark.slow
def test_a_nomination_that_was_asked_about_and_sent_in_again_counts_once(desk):
    nomination = brought(desk, *TO_SUBMITTED, "return", "resubmit")
    assert figures(desk) == [Figure.NOMINATIONS]
    take(desk, nomination, "find_necessary")
    take(desk, nomination, "confirm")
    assert figures(desk) == [Figure.FOUND_NECESSARY, Figure.NOMINATIONS]


@pytest.mark.slow
def test_an_enrolment_counts_once_when_the_first_agreement_is_signed(desk):
    case = drawn_up(desk)
    assert figures(desk) == []
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    assert figures(desk) == [Figure.ENROLMENTS]
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    desk.do(cases.sign_new_version, COORDINATOR, case, SIGNED)
    assert figures(desk) == [Figure.ENROLMENTS]


@pytest.mark.slow
def test_of_a_case_that_is_erased_nothing_is_counted_whatever_is_left_of_its_rows(desk):
    case = moved(desk, 1, "0101", date(2026, 3, 2))
    assert figures(desk) == [Figure.MOVES]
    desk.stands(case, "erased", Stage.ERASED)
    assert figures(desk) == []


@pytest.mark.slow
@pytest.mark.rule("SE-8", "SE-11")
def test_what_was_published_of_an_erased_case_stays_as_a_count(desk):
    erased = [moved(desk, n, "0101", date(2026, 12, 1)) for n in range(6)]
    before = release(desk, FIRST)
    with desk.store.transaction() as session:
        for case in erased:
            keys_of(session).destroy(case, desk.now)
    finish(desk.store, desk.now)
    assert {desk.stage(case) for case in erased} == {Stage.ERASED}
    assert counted(desk) == []
    later = release(desk, date(2027, 9, 1))
    assert later.find(Figure.MOVES, Period(2026)) == before.find(Figure.MOVES, Period(2026))
    assert later.find(Figure.MOVES, Period(2026)).total == 6
