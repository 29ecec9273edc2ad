"""Signed checkpoints of the log, each a small file outside of the database.

Whoever holds the whole database can make all of it anew. What was signed and taken elsewhere stays.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from relocation.audit.private_file import MOST_BYTES, private_bytes
from relocation.audit_policy import AuditPolicy
from relocation.errors import CheckpointRefused
from scoring.whole_file import write_whole

SIGNED_AS = b"relocation audit checkpoint 1\n"
"""Stands before what is signed, so that a signature made for anything else is none here."""
ENDING = ".checkpoint.json"
SIGNING_KEY = "signing key"
PUBLIC_KEY = "public key"
FOLDER = "folder of checkpoints"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log as it was: what the last line's hash is over is everything before it.

    Attributes:
        number: of the last line.
        at: that line's own instant.
        made: when this was signed.
        previous: the number of the checkpoint before; 0 where this is the first.
    """

    number: int
    hash: str
    at: datetime
    made: datetime
    previous: int

    def content(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "hash": self.hash,
            "at": self.at.isoformat(),
            "made": self.made.isoformat(),
            "previous": self.previous,
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """What a folder holds.

    Attributes:
        checkpoints: those whose signature holds, in the order of their numbers.
        unusable: names of files that are damaged, forged or of another key.
        missing: numbers of checkpoints that a later one names and that are not there.
    """

    checkpoints: tuple[Checkpoint, ...]
    unusable: tuple[str, ...]
    missing: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.unusable and not self.missing

    @property
    def last(self) -> Checkpoint | None:
        return self.checkpoints[-1] if self.checkpoints else None


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """Read the private key, PEM and unencrypted, from a file that is this user's alone.

    Raises:
        CheckpointRefused: others may read or write the file, or it holds no such key.
    """
    key = _key(SIGNING_KEY, load_pem_private_key, private_bytes(path, SIGNING_KEY), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(SIGNING_KEY)
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Read the public key that goes with the signing key.

    Raises:
        CheckpointRefused: the file holds no such key.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise _no_key(PUBLIC_KEY) from None
    key = _key(PUBLIC_KEY, load_pem_public_key, content)
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(PUBLIC_KEY)
    return key


def write_checkpoint(folder: Path, checkpoint: Checkpoint, key: Ed25519PrivateKey) -> Path:
    """Sign it and write it as a file of its own; one that is there is never replaced.

    Raises:
        CheckpointRefused: there is one of the same number, or the folder cannot be written to.
    """
    path = folder / f"{checkpoint.number:012d}{ENDING}"
    if path.exists():
        rule = "there is a checkpoint of this line already"
        raise CheckpointRefused(FOLDER, rule, "Verify the log; it must not have been shorter.")
    signature = key.sign(_signed(checkpoint.content())).hex()
    document = checkpoint.content() | {"signature": signature}
    try:
        write_whole(path, (json.dumps(document, indent=1) + "\n").encode())
    except OSError:
        rule = "it cannot be written to"
        raise CheckpointRefused(
            FOLDER, rule, "Make the folder, or make room on its disk."
        ) from None
    return path


def read_checkpoints(folder: Path, key: Ed25519PublicKey) -> Kept:
    """Read all checkpoints of a folder and check their signatures.

    Raises:
        CheckpointRefused: there is no such folder.
    """
    if not folder.is_dir():
        raise CheckpointRefused(FOLDER, "there is no such folder", "Name the folder, or make it.")
    read = {path.name: _read(path, key) for path in sorted(folder.glob(f"*{ENDING}"))}
    good = sorted((each for each in read.values() if each), key=lambda each: each.number)
    numbers = {each.number for each in good}
    return Kept(
        checkpoints=tuple(good),
        unusable=tuple(name for name, each in read.items() if each is None),
        missing=tuple(sorted({each.previous for each in good} - numbers - {0})),
    )


def is_due(last: Checkpoint | None, number: int, policy: AuditPolicy, now: datetime) -> bool:
    """Whether the log has grown enough, or long enough ago, since the last checkpoint."""
    if last is None:
        return number > 0
    waited = abs(now - last.made)  # a clock that stepped back has waited too
    is_old = waited >= timedelta(minutes=policy.checkpoint_minutes)
    grown = number - last.number
    return grown >= policy.checkpoint_lines or (grown > 0 and is_old)


def _read(path: Path, key: Ed25519PublicKey) -> Checkpoint | None:
    """The checkpoint, or None where its signature does not hold."""
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(MOST_BYTES))
        signature = bytes.fromhex(document.pop("signature"))
        key.verify(signature, _signed(document))
        found = _checkpoint(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None
    return found if path.name == f"{found.number:012d}{ENDING}" else None


def _checkpoint(document: dict[str, Any]) -> Checkpoint:
    return Checkpoint(
        number=int(document["number"]),
        hash=str(document["hash"]),
        at=datetime.fromisoformat(document["at"]),
        made=datetime.fromisoformat(document["made"]),
        previous=int(document["previous"]),
    )


def _signed(content: dict[str, Any]) -> bytes:
    return SIGNED_AS + json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _key(place: str, load: Any, content: bytes, *more: Any) -> Any:
    try:
        return load(content, *more)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _no_key(place) from None


def _no_key(place: str) -> CheckpointRefused:
    remedy = "Make one with: openssl genpkey -algorithm ed25519"
    return CheckpointRefused(place, "the file holds no Ed25519 key in PEM", remedy)
