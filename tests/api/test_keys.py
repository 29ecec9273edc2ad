"""`relocation keys`: what it says, how it ends, and that no key is ever told."""

import json
import re
import subprocess

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import run
from tests.relocation.keys.places import NOW, Place
from tests.relocation.keys.test_backup import spoil_every_case_key


@pytest.fixture
def place(tmp_path, monkeypatch):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    store = place.create()
    for case in ("case-1", "case-2", "case-3"):
        store.new_case_key(case, NOW)
    store.destroy("case-3", NOW)
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    return place


SAID = {
    "da": "Nøglelageret kan åbnes: 2 sager har en nøgle, 1 nøgle er slettet.\n",
    "en": "The key store opens: 2 cases have a key, 1 key was destroyed.\n",
}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("tag", SAID)
@pytest.mark.rule("IF-6")
def test_check_says_what_the_store_holds(tag):
    done = run("keys", "check", "--language", tag)
    assert (done.exit_code, done.output) == (ExitCode.DONE, SAID[tag])


@pytest.mark.rule("IF-6")
def test_check_says_that_a_rotation_is_due_and_rotate_brings_it_about(place):
    place.add_wrapping_key("2027-02")
    due = json.loads(run("keys", "check", "--json").stdout)["to_rotate"]
    assert f"{due} keys are not under the first" in run("keys", "check", "--language", "en").stdout
    assert json.loads(run("keys", "rotate", "--json").stdout) == {"rotated": due}
    place.keep_first_wrapping_key()
    assert json.loads(run("keys", "check", "--json").stdout) == {
        "cases": 2,
        "erased": 1,
        "to_rotate": 0,
        "unreadable": 0,
    }


def test_rotate_says_what_to_do_next(place):
    place.add_wrapping_key("2027-02")
    done = run("keys", "rotate", "--language", "en")
    assert (done.exit_code, "Make a new backup of the keys" in done.stdout) == (0, True)


def test_keys_that_do_not_open_end_the_check_with_2(place):
    spoil_every_case_key(place)
    done = run("keys", "check")
    assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
    assert done.stderr.startswith("RELOCATION_KEYS: keys of the store do not open; restore")


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("setting", ["RELOCATION_KEYS", "RELOCATION_WRAPPING_KEYS"])
@pytest.mark.parametrize("command", ["check", "rotate"])
def test_without_a_setting_the_users_own_folder_is_meant(monkeypatch, tmp_path, command, setting):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.delenv(setting)
    done = run("keys", command)
    assert (done.exit_code, done.stderr.startswith(f"{setting}: ")) == (ExitCode.BAD_INPUT, True)


def test_a_key_store_is_made_once_where_the_settings_say(tmp_path, monkeypatch):
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    assert "key store is made" in run("keys", "create", "--language", "en").stdout
    assert place.open().verify().cases == 0
    again = run("keys", "create")
    assert (again.exit_code, "is there already" in again.stderr) == (ExitCode.BAD_INPUT, True)


def test_where_no_file_of_wrapping_keys_is_the_command_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.setenv("RELOCATION_KEYS", str(tmp_path / "keys"))
    ring = tmp_path / "wrapping-keys"
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(ring))
    told = run("keys", "create", "--language", "en").stderr
    how = re.search(r"\(umask .*\)", told, re.IGNORECASE)[0]
    subprocess.run(["/bin/sh", "-c", how.replace("FILE", str(ring))], check=True)
    assert run("keys", "create").exit_code == ExitCode.DONE


@pytest.mark.rule("RE-19", "SE-19")
@pytest.mark.parametrize("command", ["check", "rotate"])
def test_a_wrong_wrapping_key_ends_in_one_line_that_tells_no_key_and_no_path(place, command):
    right = place.ring.read_text().split()[1]
    place.ring.unlink()
    place.add_wrapping_key("2027-01")
    done = run("keys", command)
    assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
    assert done.stderr.count("\n") == 1
    held = [right, place.ring.read_text().split()[1], str(place.root)]
    assert [each for each in held if each in done.stderr] == []


def test_a_refusal_as_json_is_one_document(place):
    place.ring.chmod(0o644)
    done = run("keys", "check", "--json")
    errors = json.loads(done.stdout)["errors"]
    assert (done.exit_code, len(errors)) == (ExitCode.BAD_INPUT, 1)
    assert "open to others" in errors[0]["rule"]
