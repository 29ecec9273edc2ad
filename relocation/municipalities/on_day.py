"""The country as it is known on a day, read once for each day and each set of imports."""

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from relocation.municipalities.imports.apply import read_stored
from relocation.municipalities.imports.store import default_folder
from relocation.municipalities.register import load_register
from scoring.country import Country


def country_on(day: date) -> Country:
    """The country on a day, with the imports that count now.

    Raises:
        RegisterError: any gap, in the register's files or in the stored imports.
    """
    folder = default_folder(os.environ)
    records = read_stored(folder).records.values()
    return _country(day, folder, tuple(record.sha256 for record in records))


@lru_cache(maxsize=8)
def _country(day: date, folder: Path, imported: tuple[str, ...]) -> Country:
    del imported
    return load_register(day, folder).country
