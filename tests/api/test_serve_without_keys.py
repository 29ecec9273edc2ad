"""`relocation serve` without the right keys: a real process ends with one clear line (RE-19)."""

import pytest

from api.exit_codes import ExitCode
from tests.api.serving import asked, named_by_settings, served
from tests.relocation.keys.places import NOW, Place, new_key

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A store that is served, with the key of a case in it."""
    place = named_by_settings(monkeypatch, tmp_path, f"sqlite:///{tmp_path / 'store.sqlite'}")
    place.open().new_case_key("case-1", NOW)
    return place


def gone(place, _):
    place.ring.unlink()


def another_of_the_same_id(place, _):
    place.write_ring(f"2027-01 {new_key()}")


def of_another_store(place, settings):
    other = Place(place.root / "other")
    other.root.mkdir()
    other.add_wrapping_key("2027-01")
    other.create()
    settings.setenv("RELOCATION_KEYS", str(other.folder))


def no_store_of_keys(place, _):
    (place.folder / "keys.sqlite").unlink()


def not_set(_, settings):
    settings.delenv("RELOCATION_WRAPPING_KEYS")


WRONG = {
    "the wrapping keys are gone": (gone, "RELOCATION_WRAPPING_KEYS"),
    "another key of the same id": (another_of_the_same_id, "RELOCATION_WRAPPING_KEYS"),
    "the key store of somewhere else": (of_another_store, "RELOCATION_WRAPPING_KEYS"),
    "no key store": (no_store_of_keys, "RELOCATION_KEYS"),
    "no setting": (not_set, "RELOCATION_WRAPPING_KEYS"),
}


def ended_by_itself(process):
    """How it ended, and what it said."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.rule("RE-19")
@pytest.mark.parametrize("wrong", WRONG)
def test_with_a_wrong_or_missing_key_the_server_does_not_start_and_one_line_says_so(
    place, monkeypatch, wrong
):
    spoil, setting = WRONG[wrong]
    right = place.ring.read_text().split()[1]
    spoil(place, monkeypatch)
    held = [right, str(place.root), "case-1", "Traceback"]
    if place.ring.exists():
        held.append(place.ring.read_text().split()[1])
    with served() as (port, process):
        code, out, err = ended_by_itself(process)
        assert asked(port, "/health/live") is None
    assert (code, out) == (ExitCode.BAD_INPUT, "")
    assert err.count("\n") == 1
    assert setting in err
    assert [each for each in held if each in err] == []


@pytest.mark.rule("RE-19")
def test_with_the_right_key_back_the_same_server_starts(place):
    right = place.ring.read_text()
    gone(place, None)
    with served("--no-jobs") as (_, process):
        assert ended_by_itself(process)[0] == ExitCode.BAD_INPUT
    place.write_ring(right)
    with served("--no-jobs") as (port, _):
        assert asked(port, "/health/ready") == (200, '{"status":"ready"}')
