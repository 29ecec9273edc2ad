"""The key store: a key for each case, in a file that tells nobody which cases there are."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from relocation.errors import CaseErased, KeyMissing, KeysRefused
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where, seal, unseal
from tests.relocation.keys.places import NOW

CASES = ["9f1c0e3a-first", "b72d5518-second", "c0ffee00-third"]


def test_each_case_and_each_purpose_has_a_key_of_its_own(store):
    keys = [store.new_case_key(case, NOW) for case in CASES]
    keys += [store.purpose_key(purpose) for purpose in KeyPurpose]
    keys += [store.organisation_key(each) for each in ("0101", "0851")]
    assert ({len(key) for key in keys}, len(set(keys))) == ({32}, len(keys))


def test_another_process_reads_the_same_keys(place, store):
    made = {case: store.new_case_key(case, NOW) for case in CASES}
    again = place.open()
    assert {case: again.case_key(case) for case in CASES} == made
    assert all(again.purpose_key(each) == store.purpose_key(each) for each in KeyPurpose)


def test_a_key_that_is_there_is_not_made_anew(store):
    assert store.new_case_key("case-1", NOW) == store.new_case_key("case-1", NOW)


def test_of_many_who_make_the_key_of_one_case_all_get_the_same(store):
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: store.new_case_key("case-1", NOW), range(20)))
    assert keys == {store.case_key("case-1")}


def test_a_case_without_a_key_is_told(store):
    with pytest.raises(KeyMissing):
        store.case_key("case-1")


@pytest.mark.rule("SE-10")
def test_the_key_store_alone_has_neither_ids_of_cases_nor_keys(place, store):
    keys = [store.new_case_key(case, NOW) for case in CASES]
    keys += [store.purpose_key(purpose) for purpose in KeyPurpose]
    there = place.bytes_of_all_files()
    ids = [case.encode() for case in CASES] + [case.encode().hex().encode() for case in CASES]
    assert [each for each in (*ids, *keys, *(key[:16] for key in keys)) if each in there] == []


def test_files_and_folder_are_for_their_owner_alone(place, store):
    store.new_case_key("case-1", NOW)
    store.backup(place.root / "backup")
    paths = [place.folder, *place.folder.iterdir(), place.root / "backup"]
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths] == [0] * 3


def test_between_two_pieces_of_work_no_journal_is_left(place, store):
    store.new_case_key("case-1", NOW)
    store.destroy("case-1", NOW)
    assert [path.name for path in place.folder.iterdir()] == ["keys.sqlite"]


def test_a_key_opens_what_it_sealed_after_a_restart(place, store):
    where = Where("documents", "sealed", "case-1", "row", 1)
    sealed = seal(b"text", store.new_case_key("case-1", NOW), where)
    assert unseal(sealed, place.open().case_key("case-1"), where) == b"text"


def test_a_store_shows_no_key_when_it_is_printed(store):
    key = store.new_case_key("case-1", NOW)
    shown = f"{store!r} {vars(store)['_unwrapping'].ring!r}"
    assert repr(key) not in shown
    assert "_keys" not in shown


def test_an_instant_without_a_time_zone_is_a_programmers_mistake(store):
    with pytest.raises(ValueError, match="aware"):
        store.new_case_key("case-1", datetime(2027, 3, 1))  # noqa: DTZ001


@pytest.mark.rule("SE-10")
def test_a_row_without_a_key_fails_the_check(store):
    for case in CASES:
        store.new_case_key(case, NOW)
    assert store.check(CASES).rows_without_key == ()
    assert store.check([*CASES, "lost-2", "lost-1"]).rows_without_key == ("lost-1", "lost-2")


def test_a_row_of_an_erased_case_does_not_fail_the_check(store):
    store.new_case_key("case-1", NOW)
    store.destroy("case-1", NOW)
    assert store.check(["case-1"]).rows_without_key == ()


@pytest.mark.rule("SE-10")
def test_a_key_without_a_row_is_swept_after_its_grace(store):
    for case in CASES:
        store.new_case_key(case, NOW)
    assert store.check(CASES[:1]).keys_without_row == 2
    assert store.sweep(CASES[:1], NOW + timedelta(days=2)) == 0
    assert store.sweep(CASES[:1], NOW + timedelta(days=3)) == 2
    assert store.check(CASES[:1]).keys_without_row == 0
    assert len(store.case_key(CASES[0])) == 32


def test_a_swept_case_is_not_erased_and_can_begin_again(store):
    for case in CASES:
        store.new_case_key(case, NOW)
    store.sweep(CASES[1:], NOW + timedelta(days=9))
    with pytest.raises(KeyMissing):
        store.case_key(CASES[0])
    assert len(store.new_case_key(CASES[0], NOW)) == 32


@pytest.mark.parametrize("database", [[], ["of another database"]])
def test_a_database_that_knows_no_key_sweeps_none(store, database):
    for case in CASES:
        store.new_case_key(case, NOW)
    with pytest.raises(KeysRefused, match="no key of the store is of any case"):
        store.sweep(database, NOW + timedelta(days=9))
    assert store.verify().cases == 3


def test_a_grace_of_no_days_still_leaves_a_key_of_today(store):
    for case in CASES:
        store.new_case_key(case, NOW)
    assert store.sweep(CASES[:1], NOW, grace_days=0) == 0


def test_a_store_is_never_made_over_another(place, store):
    key = store.new_case_key("case-1", NOW)
    with pytest.raises(KeysRefused, match="already"):
        place.create()
    assert place.open().case_key("case-1") == key


def test_a_creation_that_was_cut_is_begun_again(place):
    place.folder.mkdir(mode=0o700)
    (place.folder / "keys.sqlite").touch(mode=0o600)
    with pytest.raises(KeysRefused, match="no key store"):
        place.open()
    assert place.create().verify().cases == 0


def test_a_destroyed_key_is_not_made_again(store):
    store.new_case_key("case-1", NOW)
    store.destroy("case-1", NOW)
    with pytest.raises(CaseErased):
        store.new_case_key("case-1", NOW)
