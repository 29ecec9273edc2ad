"""Files that a command writes: all of them whole or none, and never over what it read."""

import errno
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from api.refusal import Complaint, Refused
from scoring.whole_file import draft_of, forget, write_draft

SPECIAL = "what stands there is not a regular file, and is never replaced"


def refuse_targets(read: tuple[Path, ...], written: dict[str, Path | None]) -> None:
    """Refuse, before any work, a target that cannot be written or that is an input.

    Args:
        read: the files that the command reads.
        written: option name to the file it will write, None where it was not asked for.
    """
    inputs = {_real(path) for path in read}
    asked = {option: path for option, path in written.items() if path is not None}
    complaints = [
        Complaint(option, *fault)
        for option, path in asked.items()
        if (fault := _fault(path, inputs)) is not None
    ]
    if len({_real(path) for path in asked.values()}) < len(asked):
        complaints.append(Complaint(next(iter(asked)), "one file is named twice", "name two files"))
    if complaints:
        raise Refused(*complaints)


def _fault(path: Path, inputs: set[Path]) -> tuple[str, str] | None:
    if _real(path) in inputs:
        return "this file is read by the command", "name another file"
    if os.path.isdir(path) or not os.path.isdir(path.absolute().parent):  # noqa: PTH112
        return "this is no file in an existing folder", "make the folder, or name another file"
    if not _replaceable(path):
        return SPECIAL, "name another file"
    if not os.access(path.absolute().parent, os.W_OK | os.X_OK):
        return "the folder may not be written to", "name a folder that you may write to"
    return None


def _real(path: Path) -> Path:
    """Where a path leads; unlike `resolve` a loop of links is no error."""
    return Path(os.path.realpath(path))


def _replaceable(path: Path) -> bool:
    """Whether nothing stands there, or a regular file: never a device, a pipe or a folder."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return True
    except OSError as fault:
        # A name too long is told when it is written; a loop of links stands there.
        return fault.errno == errno.ENAMETOOLONG


def show_and_write(show: Callable[[], None], write: Callable[[], None], *, document: bool) -> None:
    """Show and write; files asked for by name are written even where nobody can read.

    How the command then ends is told by what stopped the showing.

    Args:
        show: puts the answer on standard output.
        write: writes the files.
        document: whether a JSON document is shown. A table is shown even if no file can be
            written; of JSON there is one document only, so that a refusal must come before it.
    """
    if document:
        write()
        show()
        return
    try:
        show()
    except (OSError, SystemExit):
        # A full disk, or a reader that has gone: click and rich then end the program.
        write()
        raise
    write()


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write all files whole or none: each beside its place first, then all are put in place.

    Raises:
        Refused: a file cannot be written, for example on a full disk.
    """
    drafts = {path: draft_of(path) for path in contents}
    try:
        for path, content in contents.items():
            write_draft(drafts[path], content)
        if not all(map(_replaceable, drafts)):
            raise Refused(Complaint("output", SPECIAL, "name another file"))
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError:
        rule = "a file cannot be written there"
        remedy = "make room on the disk, or name a folder that you may write to"
        raise Refused(Complaint("output", rule, remedy)) from None
    finally:
        for draft in drafts.values():
            forget(draft)
