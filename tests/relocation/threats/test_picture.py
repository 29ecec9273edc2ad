"""The threat picture: what counts on a day, who writes it, who reads it, and how it is stored."""

from datetime import date

import pytest
from sqlalchemy import select

from relocation.actor import Function, OrganisationId
from relocation.audit.tables import AuditLine
from relocation.errors import EntryRefused, NotFound
from relocation.threats.model import picture_of
from relocation.threats.service import groups, picture, state
from relocation.threats.tables import StatementRow
from tests.relocation.desk import NOW
from tests.relocation.threats.statements import (
    FIRST,
    LATER,
    NORTH,
    SOUTH,
    TODAY,
    group,
    presence,
    relation,
)

POLICE = Function.POLICE_EXIT_COORDINATOR
READERS = {Function.CENTRAL_CASEWORKER, Function.CENTRAL_DECISION_MAKER}
FEUD = relation("feud", "North Side", "South Side")
BEFORE = date(2026, 9, 30)


def stated(desk, *said, by=None):
    by = by or desk.actor(POLICE)
    with desk.transaction() as session:
        state(session, by, said, NOW)


def seen(desk, day=TODAY):
    reader = desk.actor(Function.CENTRAL_CASEWORKER)
    with desk.transaction() as session:
        return picture(session, reader, day, NOW)


def test_the_picture_of_a_day_is_what_was_known_by_then():
    said = [NORTH, SOUTH, FEUD, presence("North Side")]
    assert picture_of(said, BEFORE).groups == ()
    found = picture_of(said, FIRST)
    assert (found.groups, found.relations) == ((NORTH, SOUTH), (FEUD,))
    assert found.presence == (presence("North Side"),)


def test_of_several_statements_the_newest_counts_whatever_the_order_of_writing():
    newer = presence("north  SIDE", level=4, as_of=LATER)
    for said in ([NORTH, presence("North Side"), newer], [newer, presence("North Side"), NORTH]):
        assert picture_of(said, LATER).presence == (newer,)


def test_of_two_statements_of_one_day_the_one_written_last_counts():
    again = presence("North Side", level=0)
    assert picture_of([NORTH, presence("North Side"), again], FIRST).presence == (again,)


def test_a_relation_counts_until_the_day_that_ends_it():
    ended = relation("feud", "South Side", "North Side", until=LATER)
    said = [NORTH, SOUTH, FEUD, ended]
    days = (FIRST, date(2026, 10, 31), LATER)
    assert [len(picture_of(said, day).relations) for day in days] == [1, 1, 0]


def test_what_is_taken_back_counts_for_nothing_and_a_group_takes_all_of_it_along():
    said = [NORTH, SOUTH, FEUD, presence("North Side")]
    nothing = group("North Side", certainty_percent=0, as_of=LATER)
    found = picture_of([*said, nothing], LATER)
    assert (found.groups, found.relations, found.presence) == ((SOUTH,), (), ())


def test_police_write_and_the_central_unit_reads_it_whole(desk):
    stated(desk, NORTH, SOUTH, FEUD, presence("North Side"))
    found = seen(desk)
    assert (found.groups, found.relations) == ((NORTH, SOUTH), (FEUD,))
    assert found.presence == (presence("North Side"),)


def test_the_national_unit_of_the_police_writes_too(desk):
    stated(desk, NORTH, by=desk.actor(POLICE, OrganisationId("national-unit")))
    assert seen(desk).groups == (NORTH,)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("function", list(Function))
def test_nobody_else_reads_the_picture_and_nobody_else_writes_it(desk, function):
    who = desk.admin if function is Function.ADMINISTRATOR else desk.actor(function)
    acts = {
        "read": lambda session: picture(session, who, TODAY, NOW),
        "write": lambda session: state(session, who, [NORTH], NOW),
    }
    allowed = set()
    for name, act in acts.items():
        try:
            with desk.transaction() as session:
                act(session)
            allowed.add(name)
        except NotFound:
            continue
    wanted = {"read"} if function in READERS else {"write"} if function is POLICE else set()
    assert allowed == wanted


@pytest.mark.parametrize(
    ("said", "place", "says"),
    [
        ([group("A", severity=6)], "0.level", "not 1 to 5"),
        ([group("A", as_of=date(2026, 11, 27))], "0.since", "in the future"),
        ([group("A", certainty_percent=101)], "0.certainty_percent", "not 0 to 100"),
        ([group(" ")], "0.group", "a name has 1 to 60 letters"),
        ([group("Bo 010190-1234")], "0.group", "a long number"),
        ([presence("A")], "0.group", "no group of this name"),
        ([group("A"), presence("A", level=5)], "1.level", "not 0 to 4"),
        ([group("A"), presence("A", municipality="0411")], "1.municipality", "no municipality"),
        ([group("A"), group("a")], "1.group", "the same is said before"),
        ([group("A"), relation("feud", "A", "a")], "1.other_group", "a group stands to itself"),
        (
            [group("A"), group("B"), relation("feud", "A", "B", until=FIRST)],
            "2.until",
            "it ends before it begins",
        ),
        (
            [group("A"), group("B"), relation("feud", "A", "B"), relation("alliance", "B", "A")],
            "2.since",
            "alliance and feud on the same day",
        ),
    ],
)
def test_what_does_not_hold_is_refused_by_its_place_and_nothing_is_written(desk, said, place, says):
    with pytest.raises(EntryRefused, match=says) as refused:
        stated(desk, *said)
    assert refused.value.place == place
    assert seen(desk).groups == ()


def test_an_alliance_after_an_ended_feud_is_no_contradiction(desk):
    ended = relation("feud", "North Side", "South Side", until=LATER)
    stated(desk, NORTH, SOUTH, FEUD)
    stated(desk, ended, relation("alliance", "North Side", "South Side", as_of=LATER))
    assert [each.kind for each in seen(desk).relations] == ["alliance"]


@pytest.mark.rule("SE-12")
def test_the_database_tells_neither_group_nor_place_nor_author(desk):
    author = desk.actor(POLICE)
    stated(desk, NORTH, SOUTH, FEUD, presence("North Side"), by=author)
    with desk.transaction() as session:
        rows = session.scalars(select(StatementRow)).all()
    stored = b"".join(row.sealed + row.author.encode() for row in rows)
    words = (b"Side", b"0101", b"feud", b"police_report", author.user.encode())
    assert [word for word in words if word in stored] == []
    assert len({len(row.sealed) for row in rows}) == 1


def test_writing_and_reading_the_picture_are_in_the_log_under_the_law_of_the_police(desk):
    stated(desk, NORTH)
    seen(desk)
    with desk.transaction() as session:
        lines = session.execute(
            select(AuditLine.detail, AuditLine.regime).where(AuditLine.detail.like("threats.%"))
        ).all()
    assert sorted(map(tuple, lines)) == [
        ("threats.read", "law_enforcement"),
        ("threats.state", "law_enforcement"),
    ]


@pytest.mark.rule("SE-12")
def test_no_statement_has_a_field_for_a_person():
    fields = {name for each in (NORTH, FEUD, presence("A")) for name in each.__dataclass_fields__}
    named = {"name", "group", "one", "other"}
    assert fields - named == {
        *("severity", "surveyed", "as_of", "origin", "certainty_percent"),
        *("kind", "until", "municipality", "level"),
    }


@pytest.mark.rule("SE-12")
def test_who_describes_where_somebody_comes_from_reads_what_groups_are_called_and_no_more(desk):
    stated(desk, NORTH, SOUTH, FEUD, presence("North Side"))
    for function in Function:
        who = desk.admin if function is Function.ADMINISTRATOR else desk.actor(function)
        with desk.transaction() as session:
            if function in {*READERS, POLICE, Function.MUNICIPAL_EXIT_COORDINATOR}:
                assert groups(session, who, NOW) == ("North Side", "South Side")
            else:
                with pytest.raises(NotFound):
                    groups(session, who, NOW)
