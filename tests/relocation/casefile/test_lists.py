"""Role is never enough: who is on a case's list opens it, and nobody else (SE-2, SE-3)."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from relocation.access.service import (
    case_of,
    change_role,
    put_on_list,
    readers_of,
    standing,
    standings,
    take_off_list,
)
from relocation.errors import CaseErased, NotFound
from relocation.keys.pseudonyms import handle
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.store import keys_of
from tests.relocation.casefile.conftest import NOW, actor, dumped, entry, new_case

SENDER, OTHER = actor(), actor("u-other")
CASE, ANOTHER = "a" * 32, "b" * 32


@pytest.mark.rule("SE-2", "SE-3")
def test_somebody_of_the_same_role_and_organisation_who_is_not_listed_finds_nothing(session):
    new_case(session, CASE, entry(SENDER))
    assert standing(session, SENDER, CASE, NOW).roles == {Role.MUNI_SENDER}
    with pytest.raises(NotFound):
        standing(session, OTHER, CASE, NOW)


@pytest.mark.rule("SE-2")
def test_a_case_one_may_not_see_and_one_that_is_not_there_are_told_alike(session):
    new_case(session, CASE, entry(SENDER))
    told = []
    for case in (CASE, ANOTHER):
        with pytest.raises(NotFound) as refused:
            standing(session, OTHER, case, NOW)
        told.append(str(refused.value))
    assert told[0] == told[1]


@pytest.mark.rule("SE-3")
def test_deny_beats_allow(session):
    new_case(session, CASE, entry(SENDER), entry(SENDER, excluded=True, reason="related"))
    with pytest.raises(NotFound):
        standing(session, SENDER, CASE, NOW)
    assert readers_of(session, CASE, {Role.MUNI_SENDER}, NOW) == set()


@pytest.mark.rule("SE-3")
def test_an_exclusion_follows_its_reader_into_another_organisation(session):
    moved = actor(SENDER.user, "municipality-0751")
    new_case(session, CASE, entry(SENDER, excluded=True, reason="related"), entry(moved))
    with pytest.raises(NotFound):
        standing(session, moved, CASE, NOW)


def test_an_entry_counts_only_in_the_organisation_it_was_made_in_and_in_its_time(session):
    new_case(session, CASE, entry(SENDER, until=NOW + timedelta(days=1)))
    moved = actor(SENDER.user, "municipality-0751")
    with pytest.raises(NotFound):
        standing(session, moved, CASE, NOW)
    with pytest.raises(NotFound):
        standing(session, SENDER, CASE, NOW + timedelta(days=1))


@pytest.mark.rule("SE-3")
def test_a_line_may_narrow_the_classes_and_never_widens_them(session):
    narrowed = entry(SENDER, classes=frozenset({DataClass.SAFETY, DataClass.COUNTS}))
    new_case(session, CASE, narrowed)
    found = standing(session, SENDER, CASE, NOW)
    assert found.level(DataClass.IDENTITY) is Level.NOTHING
    assert found.level(DataClass.COUNTS) is Level.NOTHING
    assert found.level(DataClass.SAFETY) is not Level.NOTHING


def test_rights_follow_the_stage_at_once(session):
    new_case(session, CASE, entry(SENDER))
    before = standing(session, SENDER, CASE, NOW).level(DataClass.IDENTITY)
    session.execute(text("UPDATE cases SET stage = :to"), {"to": Stage.ERASED})
    session.expire_all()
    after = standing(session, SENDER, CASE, NOW).level(DataClass.IDENTITY)
    assert (before, after) == (Level.FULL, Level.NOTHING)


def test_who_leaves_the_list_leaves_at_once_and_a_role_changes_for_all_who_hold_it(session):
    receiver = actor("u-receiver", "municipality-0751")
    new_case(session, CASE, entry(SENDER), entry(receiver, Role.MUNI_RECEIVER))
    take_off_list(session, CASE, {Role.MUNI_SENDER})
    change_role(session, CASE, Role.MUNI_RECEIVER, Role.MUNI_SENDER)
    assert readers_of(session, CASE, {Role.MUNI_SENDER}, NOW) == {receiver.user}
    with pytest.raises(NotFound):
        standing(session, SENDER, CASE, NOW)


@pytest.mark.rule("SE-4")
def test_a_case_is_found_by_the_own_organisations_handle_and_by_no_other(session):
    police = actor("u-police", "police-01")
    new_case(session, CASE, entry(SENDER), entry(police, Role.POLICE_SENDER))
    new_case(session, ANOTHER, entry(SENDER))
    own, theirs = (handle(keys_of(session), each.organisation, CASE) for each in (SENDER, police))
    assert case_of(session, SENDER, own, NOW).case == CASE
    assert case_of(session, police, theirs, NOW).case == CASE
    with pytest.raises(NotFound):
        case_of(session, SENDER, theirs, NOW)


@pytest.mark.rule("SE-2")
def test_an_in_tray_lists_what_one_stands_on_and_nothing_else(session):
    new_case(session, CASE, entry(SENDER))
    new_case(session, ANOTHER, entry(OTHER))
    assert [each.case for each in standings(session, SENDER, NOW)] == [CASE]
    assert list(standings(session, actor("u-third"), NOW)) == []


@pytest.mark.rule("SE-10")
def test_the_lists_in_the_database_name_neither_reader_nor_case_nor_role(store):
    with store.transaction() as session:
        new_case(session, CASE, entry(SENDER), entry(actor("u-r", "municipality-0751")))
    lines = dumped(store)
    for word in (b"u-sender", b"municipality-0101", b"municipality-0751", b"muni_sender"):
        assert word not in lines


@pytest.mark.rule("SE-11")
def test_after_the_key_is_destroyed_nobody_can_tell_whose_lines_these_were(store):
    with store.transaction() as session:
        new_case(session, CASE, entry(SENDER))
    store.keys.destroy(CASE, NOW)
    store.refs.clear()
    with store.transaction() as session, pytest.raises(CaseErased):
        put_on_list(session, CASE, entry(OTHER))
