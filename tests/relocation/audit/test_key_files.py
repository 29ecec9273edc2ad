"""Files of keys: read where they are one user's alone, and never repeated where they are wrong."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relocation.audit.checkpoints import read_public_key, read_signing_key
from relocation.errors import CheckpointRefused
from tests.relocation.audit.logbook import private_pem, public_pem

SIGNING = Ed25519PrivateKey.generate()


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "audit.pem"
    path.touch(mode=0o600)
    path.write_bytes(private_pem(SIGNING))
    return path


def test_the_signing_key_is_read_from_a_file_of_the_user_alone(key_file):
    assert private_pem(read_signing_key(key_file)) == private_pem(SIGNING)


def test_the_public_key_is_read(tmp_path):
    path = tmp_path / "audit.pub"
    path.write_bytes(public_pem(SIGNING))
    assert read_public_key(path) == SIGNING.public_key()


def test_a_folder_is_no_key(tmp_path):
    with pytest.raises(CheckpointRefused):
        read_signing_key(tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o777])
def test_a_signing_key_that_others_may_use_is_refused(key_file, mode):
    key_file.chmod(mode)
    with pytest.raises(CheckpointRefused, match="alone"):
        read_signing_key(key_file)


def test_a_signing_key_of_another_kind_is_refused(key_file):
    key_file.write_bytes(private_pem(generate_private_key(SECP256R1())))
    with pytest.raises(CheckpointRefused, match="no Ed25519 key"):
        read_signing_key(key_file)


def test_a_file_without_a_key_is_refused_and_not_repeated(key_file):
    key_file.write_text("canary")
    for read in (read_signing_key, read_public_key):
        with pytest.raises(CheckpointRefused) as refused:
            read(key_file)
        assert "canary" not in str(refused.value)


@pytest.mark.parametrize("read", [read_signing_key, read_public_key])
def test_a_key_that_is_not_there_is_refused(read, tmp_path):
    with pytest.raises(CheckpointRefused):
        read(tmp_path / "nowhere")


def test_a_public_key_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "audit.pub"
    path.write_bytes(public_pem(generate_private_key(SECP256R1())))
    with pytest.raises(CheckpointRefused, match="no Ed25519 key"):
        read_public_key(path)
