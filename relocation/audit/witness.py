"""Making a checkpoint: what came since the last one is followed before it is signed."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from relocation.audit.checkpoints import Checkpoint, is_due, read_checkpoints, write_checkpoint
from relocation.audit.keys import Marker
from relocation.audit.tables import head_number, line_at, locked_head
from relocation.audit.verification import verify
from relocation.deadlines.working_days import civil_day
from relocation.errors import LogNotWhole
from relocation.policies.versions import audit_on


def checkpoint(
    session: Session, folder: Path, key: Ed25519PrivateKey, *, keys: Marker, now: datetime
) -> Checkpoint | None:
    """Sign the log as it stands; None where nothing came since the last checkpoint.

    Raises:
        LogNotWhole: what came since, or a checkpoint, was tampered with.
        CheckpointRefused: the folder cannot be used.
    """
    kept = read_checkpoints(folder, key.public_key())
    report = verify(session, kept.checkpoints, keys=keys, since=kept.last)
    if not (kept.is_whole and report.is_whole):
        raise LogNotWhole
    line = line_at(session, report.lines)
    if line is None or report.since_checkpoint == 0:
        return None
    made = Checkpoint(
        number=line.number,
        hash=line.hash,
        at=line.at,
        made=now.astimezone(UTC),
        previous=kept.last.number if kept.last else 0,
    )
    write_checkpoint(folder, made, key)
    return made


def checkpoint_if_due(
    session: Session, folder: Path, key: Ed25519PrivateKey, *, keys: Marker, now: datetime
) -> Checkpoint | None:
    """Sign where the policy's lines or minutes have passed; see `checkpoint` for the errors."""
    last = read_checkpoints(folder, key.public_key()).last
    if not is_due(last, head_number(session), audit_on(session, civil_day(now)), now):
        return None
    # Of two at once the second finds the first one's checkpoint, and nothing since.
    locked_head(session)
    return checkpoint(session, folder, key, keys=keys, now=now)
