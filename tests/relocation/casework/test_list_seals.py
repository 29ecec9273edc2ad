"""A line of a list that no step put there does not count, and the check of the log tells of it."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, update

from relocation.access.lines import reader_ref
from relocation.access.list_check import TamperedList, refuse_lists, seal_lists_of, tampered_lists
from relocation.access.service import (
    case_of,
    change_role,
    lift_exclusion,
    put_on_list,
    readers_of,
    standing,
    standings,
)
from relocation.access.tables import CaseRow, EntryRow, ListSealRow
from relocation.actor import Function
from relocation.errors import NotFound, StoreRefused
from relocation.keys.pseudonyms import handle
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.schema import downgrade, upgrade
from relocation.staffing import leaving
from relocation.staffing.model import Whom
from relocation.store import keys_of
from tests.relocation.casework.desk import CASE, DECIDER, POLICE, ROLES, entry
from tests.relocation.casework.test_staffing_told import named

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR


def rows(desk, table=EntryRow):
    """The rows of a table as whoever copies the database has them."""
    with desk.store.transaction() as session:
        columns = table.__table__.columns
        return {each.id: dict(each._mapping) for each in session.execute(select(*columns))}


def run(desk, *statements):
    """What somebody does who can write into the database."""
    with desk.store.transaction() as session:
        for each in statements:
            session.execute(each)


def put_back(desk, copied, table=EntryRow):
    run(desk, delete(table), insert(table).values(list(copied.values())))


def told(desk):
    with desk.store.transaction() as session:
        return tampered_lists(session)


def found(desk, who):
    """Each way to a case, and whether it is one."""
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, CASE)
        ways = (
            lambda: standing(session, who, CASE, desk.now),
            lambda: case_of(session, who, own, desk.now),
            lambda: next(standings(session, who, desk.now)),
        )
        return [is_one(each) for each in ways]


def is_one(way):
    try:
        return way() is not None
    except (NotFound, StopIteration):
        return False


@pytest.mark.rule("SE-3", "RE-11")
def test_a_line_that_was_taken_off_and_is_put_back_by_hand_does_not_count_and_is_told(
    people, at_home
):
    desk, coordinator, _ = at_home
    colleague = people.actor(COORDINATES)
    named(desk, coordinator, colleague)
    before = rows(desk)
    assert (found(desk, colleague), told(desk)) == ([True] * 3, ())
    desk.do(leaving.take_off, coordinator, CASE, Whom(colleague.user, "another post"))
    put_back(desk, before)
    assert (found(desk, colleague), found(desk, coordinator)) == ([False] * 3, [True] * 3)
    assert told(desk) == (TamperedList(CASE, added=1, missing=0, is_old=False),)


@pytest.mark.rule("SE-3", "RE-11")
def test_a_line_that_is_given_another_account_by_hand_counts_for_nobody_and_is_told(
    people, at_home
):
    desk, coordinator, _ = at_home
    colleague = people.actor(COORDINATES)
    with desk.store.transaction() as session:
        own, others = (reader_ref(session, each.user) for each in (coordinator, colleague))
    run(desk, update(EntryRow).where(EntryRow.reader == own).values(reader=others))
    assert (found(desk, colleague), found(desk, coordinator)) == ([False] * 3, [False] * 3)
    assert told(desk) == (TamperedList(CASE, added=1, missing=0, is_old=False),)


@pytest.mark.rule("SE-3")
@pytest.mark.slow
def test_a_line_that_was_read_and_is_changed_by_somebody_else_still_counts_when_it_is_read_anew(
    desk,
):
    desk.open_case()
    roles = {Role.POLICE_SENDER, Role.POLICE_RECEIVER}
    with desk.store.transaction() as session:
        for _ in standings(session, POLICE, desk.now):
            # On SQLite nobody else writes meanwhile.
            if session.get_bind().dialect.name == "postgresql":
                with desk.store.transaction() as other:
                    change_role(other, CASE, Role.POLICE_SENDER, Role.POLICE_RECEIVER)
        assert readers_of(session, CASE, roles, desk.now) == {POLICE.user}
        assert [each.case for each in standings(session, POLICE, desk.now)] == [CASE]


@pytest.mark.rule("SE-3", "RE-11")
def test_a_line_as_it_was_before_its_role_changed_does_not_count(desk):
    desk.open_case()
    before = rows(desk)
    with desk.store.transaction() as session:
        change_role(session, CASE, Role.POLICE_SENDER, Role.POLICE_RECEIVER)
    put_back(desk, before)
    assert (found(desk, POLICE), found(desk, DECIDER)) == ([False] * 3, [True] * 3)
    assert told(desk) == (TamperedList(CASE, added=1, missing=0, is_old=False),)


@pytest.mark.rule("SE-3", "RE-11")
def test_an_exclusion_that_is_taken_away_by_hand_still_excludes_until_it_is_lifted(desk):
    desk.open_case()
    before = rows(desk)
    with desk.store.transaction() as session:
        line = replace(entry(POLICE, Role.POLICE_SENDER), excluded=True)
        put_on_list(session, CASE, line)
    put_back(desk, before)
    assert not any(found(desk, POLICE))
    assert told(desk) == (TamperedList(CASE, added=0, missing=1, is_old=False),)
    with desk.store.transaction() as session:
        lift_exclusion(session, CASE, {POLICE.user})
    assert (found(desk, POLICE), told(desk)) == ([True] * 3, ())


@pytest.mark.rule("SE-3", "RE-11")
def test_without_its_seal_nothing_of_a_list_counts(desk):
    desk.open_case()
    run(desk, delete(ListSealRow))
    assert not any(found(desk, POLICE))
    assert [each.added for each in told(desk)] == [len(ROLES)]


@pytest.mark.rule("RE-11")
def test_a_whole_list_that_is_put_back_with_its_seal_is_told_by_the_log(people, at_home):
    desk, coordinator, _ = at_home
    colleague = people.actor(COORDINATES)
    named(desk, coordinator, colleague)
    copied = rows(desk), rows(desk, ListSealRow), rows(desk, CaseRow)
    desk.do(leaving.take_off, coordinator, CASE, Whom(colleague.user, "another post"))
    put_back(desk, copied[0])
    put_back(desk, copied[1], ListSealRow)
    run(desk, update(CaseRow).values(version=copied[2][CASE]["version"]))
    assert told(desk) == (TamperedList(CASE, added=0, missing=0, is_old=True),)


@pytest.mark.rule("RE-9")
def test_lists_of_before_the_seals_are_sealed_once_by_the_upgrade_with_the_keys(desk):
    desk.open_case()
    desk.do(safety.report_change, POLICE, CASE)
    engine = desk.store.database
    for then in (refuse_lists, seal_lists_of(desk.store)):
        downgrade(engine, "0021")
        if then is refuse_lists:
            with pytest.raises(StoreRefused, match="cannot be sealed without the keys"):
                upgrade(engine, then=then)
        else:
            upgrade(engine, then=then)
    assert (found(desk, POLICE), told(desk)) == ([True] * 3, ())
    desk.do(safety.report_change, POLICE, CASE)
    assert told(desk) == ()
    run(desk, delete(ListSealRow))
    upgrade(engine, then=seal_lists_of(desk.store))
    assert not any(found(desk, POLICE))
