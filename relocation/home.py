"""The user's own folder: what no setting puts elsewhere is kept below it."""

from pathlib import Path

from platformdirs import user_data_path

PREFIX = "RELOCATION_"
"""Of the name of every setting; what each means stands in `relocation.settings`."""


def home() -> Path:
    """Where the product keeps what is the user's own; nothing is made by asking."""
    return user_data_path("relocation", appauthor=False)
