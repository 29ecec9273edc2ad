"""What cannot be used is refused with place, rule and remedy, and never with what it holds."""

import sqlite3

import pytest

from relocation.errors import KeysRefused
from relocation.keys.store import KeyStore
from tests.relocation.keys.places import NOW, Place, new_key

ZEROS = "A" * 43 + "="


def refusal(call, *arguments):
    with pytest.raises(KeysRefused) as refused:
        call(*arguments)
    assert refused.value.__cause__ is None
    return str(refused.value)


def with_ring(change):
    """A ring spoiled in one way, and what is said of it."""

    def spoil(place):
        text = change(place.ring.read_text().split())
        place.write_ring(text)

    return spoil


def open_to_group(place):
    place.ring.chmod(0o640)


def open_to_all(place):
    place.ring.chmod(0o604)


def gone(place):
    place.ring.unlink()


def a_folder(place):
    place.ring.unlink()
    place.ring.mkdir(mode=0o700)


WRONG_RINGS = {
    "missing": (gone, "the file is not there"),
    "a folder": (a_folder, "the file cannot be read"),
    "open to the group": (open_to_group, "the file is open to others"),
    "open to all": (open_to_all, "the file is open to others"),
    "empty": (with_ring(lambda _: "# nothing\n"), "this is no file of wrapping keys"),
    "without ids": (with_ring(lambda ring: ring[1]), "this is no file of wrapping keys"),
    "too short": (with_ring(lambda ring: f"a {ring[1][4:]}"), "this is no file of wrapping keys"),
    "with a bad line": (
        with_ring(lambda ring: f"{ring[0]} {ring[1]}\nb\n"),
        "this is no file of wrapping keys",
    ),
    "with other letters": (with_ring(lambda _: "nøgle"), "this is no file of wrapping keys"),
    "too long": (
        with_ring(lambda ring: f"{ring[0]} {ring[1]}\n#{'x' * 70000}"),
        "this is no file of wrapping keys",
    ),
    "an id twice": (
        with_ring(lambda ring: f"{ring[0]} {ring[1]}\n{ring[0]} {new_key()}"),
        "an id or a key stands there twice",
    ),
    "a key twice": (
        with_ring(lambda ring: f"{ring[0]} {ring[1]}\nb {ring[1]}"),
        "an id or a key stands there twice",
    ),
    "not random": (with_ring(lambda ring: f"{ring[0]} {ZEROS}"), "a key is not random"),
    "of another id": (
        with_ring(lambda ring: f"other {ring[1]}"),
        "a wrapping key that is in use is not in the file",
    ),
    "another key of the same id": (
        with_ring(lambda ring: f"{ring[0]} {new_key()}"),
        "does not open under the wrapping key of its id",
    ),
}


@pytest.mark.rule("RE-19", "SE-19")
@pytest.mark.parametrize("wrong", WRONG_RINGS)
def test_without_the_right_wrapping_keys_the_store_does_not_open(place, store, wrong):
    store.new_case_key("case-1", NOW)
    right = place.ring.read_text().split()
    spoil, rule = WRONG_RINGS[wrong]
    spoil(place)
    said = refusal(place.open)
    assert said.startswith("RELOCATION_WRAPPING_KEYS: ")
    assert rule in said.splitlines()[0]
    assert len(said.splitlines()) == 2
    held = [*right, str(place.root), ZEROS, "case-1"]
    assert [each for each in held if each in said] == []


@pytest.mark.usefixtures("store")
def test_remarks_and_empty_lines_are_no_keys(place):
    text = place.ring.read_text()
    place.write_ring(f"# of 2027\n\n{text}\n   \n")
    assert place.open().verify().to_rotate == 0


@pytest.mark.usefixtures("store")
def test_wrapping_keys_within_the_folder_of_the_store_are_refused(place):
    inside = place.folder / "ring"
    place.ring.rename(inside)
    said = refusal(KeyStore.open, place.folder, inside)
    assert "lie in the folder of the key store" in said


@pytest.mark.rule("RE-19")
def test_a_folder_without_a_store_is_told(place):
    said = refusal(place.open)
    assert said.startswith("RELOCATION_KEYS: there is no key store in the folder\n")


@pytest.mark.parametrize("mode", [0o640, 0o602, 0o644])
@pytest.mark.usefixtures("store")
def test_a_store_open_to_others_is_refused(place, mode):
    (place.folder / "keys.sqlite").chmod(mode)
    assert "RELOCATION_KEYS: the file is open to others" in refusal(place.open)


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o777])
@pytest.mark.usefixtures("store")
def test_a_folder_open_to_others_is_refused(place, mode):
    place.folder.chmod(mode)
    assert "RELOCATION_KEYS: the folder is open to others" in refusal(place.open)


def test_a_folder_that_cannot_be_made_is_told(place):
    blocked = Place(place.root / "file")
    blocked.root.touch()
    said = refusal(KeyStore.create, blocked.folder, place.ring)
    assert "the folder cannot be made or written to" in said


@pytest.mark.parametrize("content", [b"no store at all" * 100, b"\0" * 4096])
@pytest.mark.usefixtures("store")
def test_a_damaged_store_is_told_with_the_remedy(place, content):
    (place.folder / "keys.sqlite").write_bytes(content)
    said = refusal(place.open)
    assert "restore a backup" in said.splitlines()[1]


@pytest.mark.usefixtures("store")
def test_a_store_of_another_version_is_told(place):
    with sqlite3.connect(place.folder / "keys.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "another version" in refusal(place.open)


def test_a_store_moved_away_while_it_was_open_is_missed_and_not_begun_anew(place, store):
    place.folder.rename(place.root / "elsewhere")
    assert "there is no key store" in refusal(store.case_key, "case-1")
    assert not place.folder.exists()


def swap_two(connection):
    """Give one case the wrapped key of another."""
    found = "SELECT name, wrapped FROM wrapped_keys WHERE kind = 'case' ORDER BY name"
    (one, _), (_, wrapped) = connection.execute(found).fetchall()
    connection.execute("UPDATE wrapped_keys SET wrapped = ? WHERE name = ?", (wrapped, one))


def shorten(connection):
    connection.execute("UPDATE wrapped_keys SET wrapped = x'00' WHERE kind = 'case'")


@pytest.mark.parametrize("alter", [swap_two, shorten])
def test_a_wrapped_key_that_was_moved_or_altered_does_not_open(place, store, alter):
    for case in ("case-1", "case-2"):
        store.new_case_key(case, NOW)
    with sqlite3.connect(place.folder / "keys.sqlite") as connection:
        alter(connection)
    connection.close()
    assert store.verify().unreadable == {swap_two: 1, shorten: 2}[alter]
