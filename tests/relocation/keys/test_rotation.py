"""Rotation: everybody reads and writes on, and a rotation that dies is finished by the next one."""

import signal
import subprocess
import sys

import pytest

from relocation.errors import KeysRefused
from relocation.keys.purposes import KeyPurpose
from tests.architecture.tree import ROOT
from tests.relocation.keys.at_work import fingerprint
from tests.relocation.keys.places import NOW, make_many, new_key
from tests.relocation.keys.test_erasure import left_of, wrapped_keys

MANY = [f"case-{number}" for number in range(400)]
ALL = len(MANY) + len(KeyPurpose)


def at_work(*arguments):
    command = [sys.executable, "-m", "tests.relocation.keys.at_work", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def heard(process, lines):
    """The last of so many lines that the process tells; it goes on meanwhile."""
    return [process.stdout.readline() for _ in range(lines)][-1]


def killed_at(line, *arguments):
    """Let it work and kill it, whatever it does just then, when so many lines are told."""
    process = at_work(*arguments)
    heard(process, line)
    process.kill()
    outcome(process)


def outcome(process):
    """Exit code, standard output and the last line of standard error."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out.decode(), err.decode().strip().splitlines()[-1:]


def write_known(place, store, cases):
    make_many(store, cases)
    (place.root / "known").write_text("".join(fingerprint(store, case) for case in cases))


def all_read(place, store):
    known = (place.root / "known").read_text().splitlines(keepends=True)
    return [line for line in known if fingerprint(store, line.split()[0]) != line] == []


def faults_of_rotating(place, store, times):
    """What was wrong when keys rotated so often while two processes read and wrote."""
    write_known(place, store, MANY)
    processes = [at_work("read_and_write", place.root, name) for name in ("one", "two")]
    rotated = []
    try:
        began = [heard(process, 1) for process in processes] == [b"began\n"] * 2
        for number in range(times):
            place.add_wrapping_key(f"new-{number}")
            rotated.append(store.rotate())
            place.keep_first_wrapping_key()
    finally:
        (place.root / "stop").touch()
    ended = [outcome(process) for process in processes]
    left = store.verify()
    held = {
        "a process did not begin": began,
        "a read or a write failed": [(code, err) for code, _, err in ended] == [(0, [])] * 2,
        "nothing was read meanwhile": min(int(out or 0) for _, out, _ in ended) > 0,
        "a rotation left keys out": min(rotated) >= len(MANY),
        "keys are left to rotate or do not open": (left.to_rotate, left.unreadable) == (0, 0),
        "a key has changed": all_read(place, place.open()),
    }
    return [fault for fault, holds in held.items() if not holds]


@pytest.mark.rule("RE-19")
@pytest.mark.slow
def test_keys_rotate_while_processes_and_threads_read_and_write_without_one_failed_read(
    place, store
):
    assert faults_of_rotating(place, store, 12) == []


@pytest.mark.rule("RE-19")
@pytest.mark.parametrize("after", [100, 300])
@pytest.mark.slow
def test_a_rotation_killed_midway_is_finished_by_the_next_one(place, store, after):
    write_known(place, store, MANY)
    keys = store.verify()
    place.add_wrapping_key("2027-02")
    code, _, _ = outcome(at_work("rotate_until_killed", place.root, after))
    left = place.open().verify()
    assert (code, left.to_rotate) == (-signal.SIGKILL, ALL - after)
    assert all_read(place, store)
    assert store.rotate() == ALL - after
    place.keep_first_wrapping_key()
    assert place.open().verify() == keys
    assert all_read(place, place.open())


@pytest.mark.rule("RE-19")
@pytest.mark.slow
def test_a_rotation_killed_at_any_moment_leaves_every_key_readable(place, store):
    write_known(place, store, MANY)
    for number in range(10):
        place.add_wrapping_key(f"new-{number}")
        killed_at(number % 5 + 1, "rotate", place.root)
        assert all_read(place, place.open())
    store.rotate()
    place.keep_first_wrapping_key()
    assert all_read(place, place.open())


@pytest.mark.rule("SE-11")
@pytest.mark.slow
def test_an_erasure_killed_at_any_moment_is_done_or_not_begun(place, store):
    write_known(place, store, MANY)
    before = wrapped_keys(place)
    for number in range(5):
        killed_at(2 * number + 1, "erase", place.root)
        found = place.open().verify()
        assert (found.cases + found.erased, found.unreadable) == (len(MANY), 0)
    gone = [wrapped for name, wrapped in before.items() if name not in wrapped_keys(place)]
    assert len(gone) == found.erased
    assert left_of(gone, place) == []


def test_a_key_made_after_the_rotation_began_is_under_the_new_wrapping_key(place, store):
    other = place.open()
    place.add_wrapping_key("2027-02")
    store.rotate()
    other.new_case_key("case-1", NOW)
    place.keep_first_wrapping_key()
    assert (place.open().verify().to_rotate, len(place.open().case_key("case-1"))) == (0, 32)


def test_a_new_wrapping_key_does_nothing_until_the_rotation(place, store):
    place.add_wrapping_key("2027-02")
    store.new_case_key("case-1", NOW)
    assert place.open().verify().to_rotate == len(KeyPurpose) + 1


def test_rotating_without_a_new_wrapping_key_changes_nothing(place, store):
    store.new_case_key("case-1", NOW)
    before = place.bytes_of_all_files()
    assert (store.rotate(), place.bytes_of_all_files() == before) == (0, True)


@pytest.mark.rule("RE-19")
def test_a_rotation_without_the_earlier_wrapping_key_is_refused_before_it_begins(place, store):
    store.new_case_key("case-1", NOW)
    there = place.ring.read_text()
    before = place.bytes_of_all_files()
    place.write_ring(f"2027-02 {new_key()}")
    with pytest.raises(KeysRefused, match="a wrapping key that is in use is not in the file"):
        store.rotate()
    assert place.bytes_of_all_files() == before
    place.write_ring(there)
    assert len(place.open().case_key("case-1")) == 32


@pytest.mark.slow
def test_two_rotations_at_once_end_under_the_first_wrapping_key(place, store):
    write_known(place, store, MANY)
    place.add_wrapping_key("2027-02")
    processes = [at_work("rotate", place.root) for _ in range(2)]
    assert [outcome(process)[0] for process in processes] == [0, 0]
    place.keep_first_wrapping_key()
    assert (place.open().verify().to_rotate, all_read(place, store)) == (0, True)


def test_what_a_rotation_has_done_is_told_as_it_goes(place, store):
    make_many(store, MANY)
    place.add_wrapping_key("2027-02")
    told = []
    assert store.rotate(told.append) == told[-1] == ALL
    assert told == [100, 200, 300, 400, ALL]
