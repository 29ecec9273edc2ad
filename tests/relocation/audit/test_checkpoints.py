"""Checkpoints are signed, kept outside, never replaced, and each damage to them is told."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relocation.audit.checkpoints import (
    is_due,
    read_checkpoints,
    write_checkpoint,
)
from relocation.audit_policy import load_audit_policy
from relocation.errors import CheckpointRefused, LogNotWhole

POLICY = load_audit_policy()
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
pytestmark = ONLY_SQLITE  # what a database adds to it is tried with the tampering

SHORTER = "Verify the log; it must not have been shorter."


@contextmanager
def refused(told):
    """Refused by the folder, and this is all that is said of it."""
    with pytest.raises(CheckpointRefused) as refusal:
        yield
    assert str(refusal.value) == f"folder of checkpoints: {told}"


def kept(log, witness):
    return read_checkpoints(witness, log.signing.public_key())


def only_file(witness):
    (path,) = witness.iterdir()
    return path


@pytest.fixture
def signed(log, witness):
    log.fill(5)
    return log.sign(witness)


@pytest.mark.usefixtures("signed")
@pytest.mark.rule("RE-11")
def test_a_checkpoint_agrees_with_the_log(log, witness):
    report = log.verify(kept(log, witness).checkpoints)
    assert (report.checkpoints, report.since_checkpoint) == (1, 0)


def test_a_checkpoint_is_read_as_it_was_written(log, witness, signed):
    assert kept(log, witness).checkpoints == (signed,)


@pytest.mark.usefixtures("signed")
def test_a_checkpoint_names_no_case_and_no_user(witness):
    document = json.loads(only_file(witness).read_text())
    assert sorted(document) == ["at", "hash", "made", "number", "previous", "signature"]


@pytest.mark.usefixtures("signed")
def test_without_a_new_line_nothing_is_signed(log, witness):
    assert log.sign(witness) is None


@pytest.mark.usefixtures("signed")
def test_the_next_checkpoint_names_the_one_before(log, witness):
    log.fill(2)
    assert log.sign(witness).previous == 5


@pytest.mark.usefixtures("signed")
def test_every_checkpoint_that_agrees_is_counted(log, witness):
    log.fill(2)
    log.sign(witness)
    assert log.verify(kept(log, witness).checkpoints).checkpoints == 2


@pytest.mark.usefixtures("signed")
@pytest.mark.rule("RE-11")
def test_a_checkpoint_taken_away_is_told_by_the_next(log, witness):
    path = only_file(witness)
    log.fill(2)
    log.sign(witness)
    path.unlink()
    assert kept(log, witness).missing == (5,)


@pytest.mark.usefixtures("signed")
@pytest.mark.rule("RE-11")
@pytest.mark.parametrize(
    ("name", "value"),
    [("number", 4), ("hash", "0" * 64), ("previous", 1), ("made", "2020-01-01T00:00:00+00:00")],
)
def test_an_edited_checkpoint_is_told(log, witness, name, value):
    path = only_file(witness)
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    assert kept(log, witness).unusable == (path.name,)


@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"signature": "zz"}', b"1" * 9999]
)
def test_a_damaged_checkpoint_is_told(log, witness, content):
    only_file(witness).write_bytes(content)
    assert len(kept(log, witness).unusable) == 1


@pytest.mark.usefixtures("signed")
def test_a_checkpoint_under_the_name_of_another_line_is_told(log, witness):
    path = only_file(witness)
    path.rename(witness / path.name.replace("5", "6"))
    assert len(kept(log, witness).unusable) == 1


@pytest.mark.usefixtures("signed")
def test_a_checkpoint_of_another_key_is_told(witness):
    stranger = Ed25519PrivateKey.generate()
    assert len(read_checkpoints(witness, stranger.public_key()).unusable) == 1


@pytest.mark.usefixtures("signed")
def test_no_more_is_read_of_a_file_than_a_checkpoint_can_have(log, witness):
    path = only_file(witness)
    path.write_bytes(b" " * 4096 + path.read_bytes())
    assert kept(log, witness).unusable == (path.name,)


def test_checkpoints_are_read_in_the_order_of_their_lines_and_not_of_their_names(
    log, witness, signed
):
    late = [replace(signed, number=10**12 - 1), replace(signed, number=10**12)]
    for each in late:
        write_checkpoint(witness, each, log.signing)
    assert kept(log, witness).checkpoints == (signed, *late)


@pytest.mark.usefixtures("signed")
def test_a_line_that_was_remade_since_is_not_signed(log, witness):
    log.fill(1)
    owner = log.tampered()
    owner.run("UPDATE audit_lines SET version = 9 WHERE number = 6")
    owner.remake(first=6)
    log.now += timedelta(minutes=POLICY.checkpoint_minutes)
    for sign in (log.sign, log.sign_if_due):
        with pytest.raises(LogNotWhole):
            sign(witness)


@pytest.mark.usefixtures("signed")
def test_only_what_came_since_the_last_checkpoint_is_followed_before_the_next(log, witness):
    log.tampered().run("UPDATE audit_lines SET version = 9 WHERE number = 2")
    log.fill(1)
    assert log.sign(witness).number == 6
    assert log.found(kept(log, witness).checkpoints) == ("altered", 2, 2)


def test_a_checkpoint_is_never_replaced(log, witness, signed):
    with refused("there is a checkpoint of this line already\n" + SHORTER):
        write_checkpoint(witness, signed, log.signing)


@pytest.mark.usefixtures("signed")
@pytest.mark.rule("RE-11")
def test_a_log_that_is_not_whole_is_not_signed(log, witness):
    log.fill(3)
    log.tampered().run("UPDATE audit_lines SET version = 9 WHERE number = 7")
    with pytest.raises(LogNotWhole):
        log.sign(witness)
    assert len(list(witness.iterdir())) == 1


@pytest.mark.usefixtures("signed")
def test_beside_a_damaged_checkpoint_none_is_signed(log, witness):
    only_file(witness).write_text("{}")
    log.fill(1)
    with pytest.raises(LogNotWhole):
        log.sign(witness)


def test_a_folder_that_is_not_there_is_refused(log, tmp_path):
    log.fill(1)
    with refused("there is no such folder\nName the folder, or make it."):
        log.sign(tmp_path / "nowhere")


def test_a_file_that_cannot_be_written_is_refused(log, witness, signed):
    with refused("it cannot be written to\nMake the folder, or make room on its disk."):
        write_checkpoint(witness / "nowhere", signed, log.signing)


@pytest.mark.parametrize(
    ("more_lines", "minutes", "due"),
    [
        (0, POLICY.checkpoint_minutes, False),
        (1, POLICY.checkpoint_minutes - 1, False),
        (1, POLICY.checkpoint_minutes, True),
        (1, -POLICY.checkpoint_minutes, True),
        (POLICY.checkpoint_lines - 1, 0, False),
        (POLICY.checkpoint_lines, 0, True),
    ],
)
def test_a_checkpoint_is_due_after_so_many_lines_or_minutes(signed, more_lines, minutes, due):
    now = signed.made + timedelta(minutes=minutes)
    assert is_due(signed, signed.number + more_lines, POLICY, now) is due


@pytest.mark.parametrize(("lines", "due"), [(0, False), (1, True)])
def test_the_first_line_makes_the_first_checkpoint_due(log, lines, due):
    assert is_due(None, lines, POLICY, log.now) is due


@pytest.mark.usefixtures("signed")
def test_what_is_not_due_is_not_signed(log, witness):
    log.fill(1)
    assert log.sign_if_due(witness) is None
    log.now += timedelta(minutes=POLICY.checkpoint_minutes)
    assert log.sign_if_due(witness).number == 6
