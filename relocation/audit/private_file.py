"""Reads what must be one user's alone: the key that checkpoints are signed with."""

import os
import stat
from pathlib import Path

from relocation.errors import CheckpointRefused

MOST_BYTES = 4096


def private_bytes(path: Path, place: str) -> bytes:
    """What a file holds that nobody but its owner, this user, may read or write.

    Raises:
        CheckpointRefused: it cannot be read, or others may read or write it.
    """
    try:
        # Asked of the open file: between asking a path and opening it, it may become another one.
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            is_own = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if not is_own or stat.S_IMODE(found.st_mode) & 0o077:
                rule = "the file is not this user's alone"
                raise CheckpointRefused(place, rule, "Make it yours and give it the mode 0600.")
            return file.read(MOST_BYTES)
    except OSError:
        raise CheckpointRefused(place, "the file cannot be read", "Name a file of yours.") from None
