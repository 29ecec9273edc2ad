"""Files that a command writes: whole or not at all, and never over what it read."""

import os
from pathlib import Path

from api.refusal import Complaint, Refused


def refuse_targets(read: tuple[Path, ...], written: dict[str, Path | None]) -> None:
    """Refuse, before any work, a target that cannot be written or that is an input.

    Args:
        read: the files that the command reads.
        written: option name to the file it will write, None where it was not asked for.
    """
    inputs = {path.resolve() for path in read}
    asked = {option: path for option, path in written.items() if path is not None}
    complaints = [
        Complaint(option, *fault)
        for option, path in asked.items()
        if (fault := _fault(path, inputs)) is not None
    ]
    if len({path.resolve() for path in asked.values()}) < len(asked):
        complaints.append(Complaint(next(iter(asked)), "one file is named twice", "name two files"))
    if complaints:
        raise Refused(*complaints)


def _fault(path: Path, inputs: set[Path]) -> tuple[str, str] | None:
    if path.resolve() in inputs:
        return "this file is read by the command", "name another file"
    if path.is_dir() or not path.absolute().parent.is_dir():
        return "this is no file in an existing folder", "make the folder, or name another file"
    return None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
