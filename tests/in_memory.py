"""The temporary files of the tests lie in memory where there is room for them.

Half of the time of a test with a store went to a disk that wrote down what is deleted a second
later. No test needs one: what a killed process has written is there for the next in either place.
Whoever names a folder in TMPDIR has it there.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 6 * 2**30
"""Bytes that must be free: ten times what a whole run with two processes takes."""
NAME = "relocation-tests-"
FOLDER = pytest.StashKey[Path]()


def has_room() -> bool:
    """Whether files can lie there, also programs, which a test may make."""
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return False
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM


def clear_what_died(memory):
    """Remove what a run left that was killed: memory holds it until somebody does."""
    for folder in memory.glob(f"{NAME}*"):
        process = folder.name.removeprefix(NAME).partition("-")[0]
        is_own = folder.stat().st_uid == os.getuid()
        if is_own and process.isdigit() and not Path("/proc", process).exists():
            shutil.rmtree(folder, ignore_errors=True)


def pytest_configure(config):
    """Before the first folder is made; processes of the tests take it over with the environment."""
    if "TMPDIR" in os.environ or not has_room():
        return
    clear_what_died(MEMORY)
    prefix = f"{NAME}{os.getpid()}-"
    config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY))
    os.environ["TMPDIR"] = str(config.stash[FOLDER])
    tempfile.tempdir = None


def pytest_unconfigure(config):
    folder = config.stash.get(FOLDER, None)
    if folder is not None:
        del os.environ["TMPDIR"]
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)
