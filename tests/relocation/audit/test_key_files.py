"""Files of keys: read where they are one user's alone, and never repeated where they are wrong."""

import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relocation.audit.checkpoints import read_public_key, read_signing_key
from relocation.audit.private_file import MOST_BYTES, private_bytes
from relocation.errors import CheckpointRefused
from tests.relocation.audit.logbook import private_pem, public_pem

SIGNING = Ed25519PrivateKey.generate()
OF_ANOTHER_KIND = generate_private_key(SECP256R1())
NO_KEY = "the file holds no Ed25519 key in PEM\nMake one with: openssl genpkey -algorithm ed25519"
NOT_ALONE = "the file is not this user's alone\nMake it yours and give it the mode 0600."
UNREADABLE = "the file cannot be read\nName a file of yours."


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "audit.pem"
    path.touch(mode=0o600)
    path.write_bytes(private_pem(SIGNING))
    return path


def refused(read, *given):
    """All that somebody is told."""
    with pytest.raises(CheckpointRefused) as refusal:
        read(*given)
    return str(refusal.value)


def test_the_signing_key_is_read_from_a_file_of_the_user_alone(key_file):
    assert private_pem(read_signing_key(key_file)) == private_pem(SIGNING)


def test_the_public_key_is_read(tmp_path):
    path = tmp_path / "audit.pub"
    path.write_bytes(public_pem(SIGNING))
    assert read_public_key(path) == SIGNING.public_key()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o777])
def test_a_signing_key_that_others_may_use_is_refused(key_file, mode):
    key_file.chmod(mode)
    assert refused(read_signing_key, key_file) == f"signing key: {NOT_ALONE}"


def test_a_signing_key_of_somebody_else_is_refused(key_file, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: key_file.stat().st_uid + 1)
    assert refused(read_signing_key, key_file) == f"signing key: {NOT_ALONE}"


def test_a_pipe_is_no_file_of_a_key(tmp_path):
    path = tmp_path / "audit.pem"
    os.mkfifo(path, mode=0o600)
    # Open for both, so that nobody waits for anybody; with as much in it as would be read.
    pipe = os.open(path, os.O_RDWR)
    os.write(pipe, private_pem(SIGNING).ljust(MOST_BYTES))
    assert refused(read_signing_key, path) == f"signing key: {NOT_ALONE}"
    os.close(pipe)


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_and_nothing_at_all_are_no_signing_key(tmp_path, name):
    assert refused(read_signing_key, tmp_path / name) == f"signing key: {UNREADABLE}"


@pytest.mark.parametrize("content", [b"canary", private_pem(OF_ANOTHER_KIND)])
def test_a_file_without_a_signing_key_is_refused_and_not_repeated(key_file, content):
    key_file.write_bytes(content)
    assert refused(read_signing_key, key_file) == f"signing key: {NO_KEY}"


@pytest.mark.parametrize("content", [None, b"canary", public_pem(OF_ANOTHER_KIND)])
def test_a_file_without_a_public_key_is_refused_and_not_repeated(tmp_path, content):
    path = tmp_path / "audit.pub"
    if content is not None:
        path.write_bytes(content)
    assert refused(read_public_key, path) == f"public key: {NO_KEY}"


def test_no_more_is_read_of_a_file_than_a_key_can_have(key_file):
    key_file.write_bytes(b"k" * 5000)
    assert private_bytes(key_file, "signing key") == b"k" * 4096
