"""Where a demonstration's store is made: a folder that is gone when whoever makes it is.

What a killed run left is found by its lock, which the system lets go when a process ends.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import mkdtemp

SUFFIX = ".draft"


@contextmanager
def new_draft(within: Path, name: str) -> Iterator[Path]:
    """A new folder for what is to be put in place by a name; what is still there goes at the end.

    What runs left that no longer live goes first.

    Raises:
        OSError: nothing can be written there.
    """
    with _held(within, LOCK_EX):
        # Under one lock, or another run could take a draft that is not locked yet for a dead one.
        _sweep(within, name)
        draft = Path(mkdtemp(prefix=f".{name}.", suffix=SUFFIX, dir=within))
        lock = os.open(draft, os.O_RDONLY)
        _lock(lock, LOCK_EX)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        os.close(lock)


def _sweep(within: Path, name: str) -> None:
    for path in within.glob(f".{name}*{SUFFIX}"):
        with suppress(OSError), _held(path, LOCK_EX | LOCK_NB) as held:
            if held and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _held(folder: Path, how: int) -> Iterator[bool]:
    """Whether the folder's lock was had; it is let go when the block ends."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _lock(at, how)
    finally:
        os.close(at)


def _lock(at: int, how: int) -> bool:
    # Some network disks know no locks: there nothing is held, and nothing is swept either.
    try:
        flock(at, how)
    except OSError:
        return False
    return True
