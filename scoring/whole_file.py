"""Writes a file whole or not at all: a draft beside it, flushed to the disk, then put in place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write one file; what stood there before stays until the new content is on the disk.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    draft = draft_of(path)
    try:
        write_draft(draft, content)
        draft.replace(path)
    finally:
        forget(draft)


def draft_of(path: Path) -> Path:
    """Where a file's content waits until it is put in place."""
    return path.with_name(f".{path.name}.{os.getpid()}.draft")


def write_draft(draft: Path, content: bytes) -> None:
    """Write a draft through to the disk; one that stands there is of a process that is gone."""
    draft.unlink(missing_ok=True)
    # Never through a link that somebody put there in the meantime.
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def forget(draft: Path) -> None:
    """Remove a draft that was not put in place; where even that is forbidden there is none."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)


@contextmanager
def folder_for(path: Path) -> Iterator[None]:
    """Make a folder for what is written meanwhile; where nothing came into it, it goes again.

    Raises:
        OSError: it cannot be made.
    """
    made = [each for each in (path, *path.parents) if not each.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for each in made:
            with suppress(OSError):  # It is not empty: what was to be written stands there.
                each.rmdir()
