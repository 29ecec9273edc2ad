"""The table of access a second time, one line a role and class, so that no cell changes unseen."""

import csv
from pathlib import Path

from relocation.permissions import DataClass, Level, Role, Stage

TABLE = Path(__file__).with_name("expected_access.csv")


def _read():
    with TABLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for stage, letter in zip(Stage, row["S0_to_S9"], strict=True):
                yield (Role(row["role"]), DataClass(row["data_class"]), stage), Level(letter)


EXPECTED = dict(_read())
