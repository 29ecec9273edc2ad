"""A destroyed key is in no byte of the store, and no backup brings it back."""

import random
import sqlite3

import pytest

from relocation.errors import CaseErased, KeyMissing
from relocation.keys.pseudonyms import handle
from relocation.keys.sealing import Where, seal
from relocation.keys.store import KeyStore
from tests.relocation.keys.places import NOW, make_many

CASES = [f"case-{number}" for number in range(300)]
PIECE = 12
"""So many bytes of a wrapped key are found nowhere by chance."""


@pytest.fixture
def full(store):
    """A store with many cases, made in an order that splits and joins the pages of its file."""
    make_many(store, random.Random(1).sample(CASES, len(CASES)))
    return store


def wrapped_keys(place):
    """What the file holds of each case, found by what is lost when its key is destroyed."""
    with sqlite3.connect(place.folder / "keys.sqlite") as connection:
        rows = connection.execute("SELECT name, wrapped FROM wrapped_keys WHERE kind = 'case'")
        found = dict(rows.fetchall())
    connection.close()
    return found


def pieces(wrapped):
    return {wrapped[at : at + PIECE] for at in range(len(wrapped) - PIECE + 1)}


def left_of(gone, place):
    there = place.bytes_of_all_files()
    return [each for wrapped in gone for each in pieces(wrapped) if each in there]


def destroy(store, place, cases):
    before = wrapped_keys(place)
    for case in cases:
        store.destroy(case, NOW)
    after = wrapped_keys(place)
    return [before[name] for name in before.keys() - after.keys()]


@pytest.mark.rule("SE-11")
def test_of_a_destroyed_key_no_byte_is_left_in_the_store_or_its_journal(place, full):
    gone = destroy(full, place, CASES[::7])
    assert len(gone) == len(CASES[::7])
    assert left_of(gone, place) == []


def test_of_a_destroyed_key_no_byte_is_left_while_somebody_else_has_the_store_open(place, full):
    with sqlite3.connect(place.folder / "keys.sqlite") as other:
        assert other.execute("SELECT count(*) FROM erased_keys").fetchone() == (0,)
        gone = destroy(full, place, CASES[:3])
        assert (len(gone), left_of(gone, place)) == (3, [])
    other.close()


def test_the_search_for_what_is_left_finds_keys_that_are_there(place, full):
    there = list(wrapped_keys(place).values())
    assert len(left_of(there[:1], place)) == len(pieces(there[0]))
    assert full.verify().cases == len(CASES)


@pytest.mark.slow
def test_of_a_key_that_was_wrapped_again_no_byte_of_the_earlier_wrapping_is_left(place, full):
    before = list(wrapped_keys(place).values())
    place.add_wrapping_key("2027-02")
    full.rotate()
    assert left_of(before, place) == []


@pytest.mark.rule("SE-11")
def test_an_erased_case_is_erased_for_every_process(place, store):
    other = place.open()
    store.new_case_key("case-1", NOW)
    assert other.case_key("case-1")
    store.destroy("case-1", NOW)
    for each in (store, other, place.open()):
        with pytest.raises(CaseErased):
            each.case_key("case-1")


def test_erasing_twice_is_erasing_once(store):
    store.new_case_key("case-1", NOW)
    for _ in range(2):
        store.destroy("case-1", NOW)
    assert (store.verify().cases, store.verify().erased) == (0, 1)


def test_erasing_one_case_leaves_every_other(store):
    keys = {case: store.new_case_key(case, NOW) for case in CASES[:5]}
    store.destroy(CASES[2], NOW)
    assert all(store.case_key(case) == keys[case] for case in CASES[:5] if case != CASES[2])


@pytest.mark.rule("SE-11")
def test_an_older_backup_does_not_bring_an_erased_case_back(place, full):
    older = place.root / "older"
    full.backup(older)
    gone = destroy(full, place, CASES[:3])
    again = place.restore(older)
    for case in CASES[:3]:
        with pytest.raises(CaseErased):
            again.case_key(case)
    assert left_of(gone, place) == []
    assert again.verify().cases == len(CASES) - 3


@pytest.mark.rule("SE-11")
@pytest.mark.parametrize("newest", ["list", "backup"])
def test_where_the_store_is_lost_the_newest_list_keeps_an_erased_case_away(place, full, newest):
    older, newer = place.root / "older", place.root / "newer"
    full.backup(older)
    gone = destroy(full, place, CASES[:3])
    full.write_erased(newer) if newest == "list" else full.backup(newer)
    for path in place.folder.iterdir():
        path.unlink()
    again = place.restore(older, newer)
    with pytest.raises(CaseErased):
        again.case_key(CASES[0])
    assert left_of(gone, place) == []
    assert (again.verify().cases, again.verify().erased) == (len(CASES) - 3, 3)


def test_the_list_of_erased_keys_holds_no_key_and_no_id(place, store):
    key = store.new_case_key("case-1", NOW)
    store.destroy("case-1", NOW)
    store.write_erased(place.root / "list")
    there = (place.root / "list").read_bytes()
    assert (key in there, b"case-1" in there) == (False, False)


@pytest.mark.rule("SE-11")
def test_an_older_file_put_back_by_hand_is_found_by_the_check(place, store):
    store.new_case_key("case-1", NOW)
    file = place.folder / "keys.sqlite"
    older = file.read_bytes()
    store.destroy("case-1", NOW)
    file.write_bytes(older)
    assert store.check(["case-1"], erased=["case-1"]).keys_of_erased == ("case-1",)
    store.destroy("case-1", NOW)
    assert store.check(["case-1"], erased=["case-1"]).keys_of_erased == ()


@pytest.mark.rule("SE-11")
def test_an_erased_case_leaves_an_older_file_when_a_newer_list_is_restored(place, store):
    key = store.new_case_key("case-1", NOW)
    store.backup(place.root / "backup")
    file = place.folder / "keys.sqlite"
    older = file.read_bytes()
    store.destroy("case-1", NOW)
    store.write_erased(place.root / "list")
    file.write_bytes(older)
    assert store.case_key("case-1") == key
    place.restore(place.root / "backup", place.root / "list")
    with pytest.raises(CaseErased):
        store.case_key("case-1")
    assert store.verify().cases == 0


def test_a_restored_store_gives_every_organisation_its_handles(place, store):
    store.backup(place.root / "older")
    known = handle(store, "0101", "case-1")
    again = place.restore(place.root / "older", folder=place.root / "elsewhere")
    assert handle(again, "0101", "case-1") == known


def test_a_case_made_after_the_backup_has_no_key_where_the_store_was_lost(place, store):
    store.backup(place.root / "older")
    store.new_case_key("case-1", NOW)
    again = KeyStore.restore(place.root / "elsewhere", place.ring, place.root / "older")
    with pytest.raises(KeyMissing):
        again.case_key("case-1")
    assert again.check(["case-1"]).rows_without_key == ("case-1",)


def test_what_was_sealed_for_an_erased_case_has_no_key_left_anywhere(place, store):
    key = store.new_case_key("case-1", NOW)
    sealed = seal(b"text", key, Where("documents", "sealed", "case-1", "row", 1))
    store.destroy("case-1", NOW)
    assert key not in place.bytes_of_all_files()
    assert len(sealed) == 285
