"""A backup is one file that is whole and of this store, or it is refused and nothing changes."""

import hashlib
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relocation.errors import KeysRefused
from relocation.keys.backup import read_backup
from relocation.keys.wrapping import WrappingKeys
from tests.relocation.keys.places import NOW

CASES = [f"case-{number}" for number in range(5)]
ONE_PLACE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def kept(place, store):
    """A store with cases, and the path of its backup."""
    for case in CASES:
        store.new_case_key(case, NOW)
    store.backup(place.root / "backup")
    return place.root / "backup"


def keys_of(store):
    return {case: store.case_key(case) for case in CASES}


def spoil_every_case_key(place):
    with sqlite3.connect(place.folder / "keys.sqlite") as connection:
        connection.execute("UPDATE wrapped_keys SET wrapped = x'00' WHERE kind = 'case'")
    connection.close()


@pytest.mark.rule("RE-10")
def test_a_restored_store_has_every_key(place, store, kept):
    again = place.restore(kept, folder=place.root / "elsewhere")
    assert keys_of(again) == keys_of(store)
    assert again.verify() == store.verify()


def test_a_backup_holds_no_key_and_no_id(store, kept):
    there = kept.read_bytes()
    assert [case for case in CASES if case.encode() in there] == []
    assert [case for case, key in keys_of(store).items() if key in there] == []


@pytest.mark.rule("RE-10")
@given(st.data())
@ONE_PLACE
def test_a_backup_cut_anywhere_is_refused(place, kept, data):
    whole = kept.read_bytes()
    length = data.draw(st.integers(0, len(whole) - 1))
    refused(place, whole[:length])


@pytest.mark.rule("RE-10")
@given(st.data())
@ONE_PLACE
def test_a_backup_with_any_bit_turned_is_refused(place, kept, data):
    turned = bytearray(kept.read_bytes())
    bit = data.draw(st.integers(0, 8 * len(turned) - 1))
    turned[bit // 8] ^= 1 << bit % 8
    refused(place, bytes(turned))


@pytest.mark.rule("RE-10")
@given(st.data())
@ONE_PLACE
def test_a_backup_altered_by_somebody_who_knows_its_form_is_refused(place, kept, data):
    """The SHA-256 is made to fit: only the wrapping key tells."""
    turned = bytearray(kept.read_bytes()[:-32])
    bit = data.draw(st.integers(0, 8 * len(turned) - 1))
    turned[bit // 8] ^= 1 << bit % 8
    refused(place, bytes(turned) + hashlib.sha256(turned).digest())


def refused(place, content):
    path = place.root / "spoiled"
    path.write_bytes(content)
    with pytest.raises(KeysRefused) as told:
        place.restore(path, folder=place.root / "elsewhere")
    assert len(str(told.value).splitlines()) == 2
    assert not (place.root / "elsewhere").exists()


def test_a_damaged_backup_leaves_the_store_as_it_was(place, store, kept):
    before, keys = place.bytes_of_all_files(), keys_of(store)
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(KeysRefused, match="truncated, altered"):
        place.restore(kept)
    assert (place.bytes_of_all_files() == before, keys_of(store)) == (True, keys)


def test_keys_made_after_the_backup_stay(place, store, kept):
    newer = store.new_case_key("newer", NOW)
    assert place.restore(kept).case_key("newer") == newer


def test_a_restore_replaces_what_does_not_open(place, store, kept):
    keys = keys_of(store)
    spoil_every_case_key(place)
    assert store.verify().unreadable == len(CASES)
    again = place.restore(kept)
    assert (again.verify().unreadable, keys_of(again)) == (0, keys)


def test_restoring_twice_is_restoring_once(place, store, kept):
    assert place.restore(kept).verify() == place.restore(kept).verify() == store.verify()


def test_a_backup_of_another_store_is_refused(place, store, kept, tmp_path):
    other = type(store).create(tmp_path / "other", place.ring)
    other.backup(tmp_path / "of-other")
    with pytest.raises(KeysRefused, match="another key store is in the folder"):
        place.restore(tmp_path / "of-other")
    with pytest.raises(KeysRefused, match="list of erased keys is of another store"):
        place.restore(kept, tmp_path / "of-other")


def test_a_list_of_erased_keys_is_no_backup(place, store):
    store.write_erased(place.root / "list")
    with pytest.raises(KeysRefused, match="list of erased keys alone"):
        place.restore(place.root / "list")


def test_a_backup_from_before_a_rotation_asks_for_the_earlier_wrapping_key(place, store, kept):
    keys = keys_of(store)
    place.add_wrapping_key("2027-02")
    store.rotate()
    with_both = place.ring.read_text()
    place.keep_first_wrapping_key()
    with pytest.raises(KeysRefused, match="a wrapping key that is in use is not in the file"):
        place.restore(kept, folder=place.root / "elsewhere")
    place.write_ring(with_both)
    assert keys_of(place.restore(kept, folder=place.root / "elsewhere")) == keys


def test_a_store_restored_from_before_a_rotation_can_be_rotated(place, store, kept):
    keys = keys_of(store)
    place.add_wrapping_key("2027-02")
    again = place.restore(kept, folder=place.root / "elsewhere")
    assert again.verify().to_rotate > 0
    again.rotate()
    place.keep_first_wrapping_key()
    assert keys_of(again) == keys


def test_a_backup_replaces_the_earlier_one_whole(place, store, kept):
    store.new_case_key("newer", NOW)
    store.backup(kept)
    assert len(read_backup(kept, WrappingKeys.read(place.ring)).keys or ()) > len(CASES) + 1
    assert sorted(path.name for path in place.root.iterdir()) == ["apart", "backup", "keys"]


@pytest.mark.parametrize("to", ["no/such/folder", "keys"])
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(place, store, to):
    before = sorted(place.root.rglob("*"))
    with pytest.raises(KeysRefused, match="the file cannot be written"):
        store.backup(place.root / to)
    assert sorted(place.root.rglob("*")) == before


@pytest.mark.usefixtures("store")
def test_a_backup_that_is_not_there_is_told(place):
    with pytest.raises(KeysRefused, match="backup of the keys: the file cannot be read"):
        place.restore(place.root / "missing")
