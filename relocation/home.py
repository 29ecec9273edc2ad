"""The user's own folder: what no setting puts elsewhere is kept below it."""

from pathlib import Path

from platformdirs import user_data_path

PREFIX = "RELOCATION_"
"""Of the name of every setting; what each means stands in `relocation.settings`."""


def make_folder(folder: Path) -> None:
    """Make a folder for this user alone; above it only where all of it is the user's own.

    A folder that is missing above a named one is a name mistyped, or a disk that is not there.

    Raises:
        OSError: it cannot be made, or what it is to lie in is not there.
    """
    folder.mkdir(mode=0o700, parents=_is_own(folder), exist_ok=True)


def is_nowhere(folder: Path) -> bool:
    """Whether `make_folder` would miss what the folder is to lie in; nothing is made by asking."""
    return not (_is_own(folder) or folder.absolute().parent.is_dir())


def home() -> Path:
    """Where the product keeps what is the user's own; nothing is made by asking."""
    return user_data_path("relocation", appauthor=False)


def _is_own(folder: Path) -> bool:
    return folder.absolute().is_relative_to(home().absolute())
