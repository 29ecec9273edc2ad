"""Reads one of the register's own CSV files strictly: what is not as promised is refused."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from io import StringIO

from relocation.errors import RegisterError
from scoring.country import MunicipalityCode

RESTORE = "Restore the file from the release, or import it again."


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column's cells look like, as a pattern and in words."""

    pattern: re.Pattern[str]
    rule: str


CODE = Cell(re.compile(r"[0-9]{4}"), "must be a code of four digits")
DAY = Cell(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "must be a date such as 2027-01-01")
DECIMAL = Cell(re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?"), "must be a number such as 12.5")
FLAG = Cell(re.compile(r"[01]"), "must be 0 or 1")
OPEN_DAY = Cell(re.compile(rf"({DAY.pattern.pattern})?"), "must be a date or empty")
TEXT = Cell(re.compile(r"\S(.*\S)?"), "must be a text that is not empty")
WHOLE = Cell(re.compile(r"[0-9]{1,9}"), "must be a whole number")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet, its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.cells[column]

    def code(self, column: str = "code") -> MunicipalityCode:
        """The cell as a municipality's code."""
        return MunicipalityCode(self.cells[column])

    def day(self, column: str) -> date | None:
        """The cell as a date; None when it is empty."""
        text = self.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise self.error(column, "must be a day of the calendar") from None

    def error(self, column: str | None, rule: str) -> RegisterError:
        """What is wrong with this line, or with one cell of it."""
        return RegisterError(self.file, rule, RESTORE, line=self.line, column=column)


def read_bytes(folder: Traversable, name: str) -> bytes:
    """A file of the folder, whole.

    Raises:
        RegisterError: it cannot be read.
    """
    try:
        return folder.joinpath(name).read_bytes()
    except OSError:
        raise RegisterError(name, "cannot be read", RESTORE) from None


def read_sheet(folder: Traversable, name: str, columns: Mapping[str, Cell]) -> tuple[Row, ...]:
    """The lines of a sheet, each cell of the form its column promises.

    Raises:
        RegisterError: the file is missing, has other columns, a ragged line or a cell amiss.
    """
    try:
        text = read_bytes(folder, name).decode("utf-8")
        lines = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise RegisterError(name, "must be CSV in UTF-8", RESTORE) from None
    if not lines or lines[0] != list(columns):
        rule = f"must have the columns {', '.join(columns)}"
        raise RegisterError(name, rule, RESTORE, line=1)
    return tuple(_row(name, number, cells, columns) for number, cells in enumerate(lines[1:], 2))


def _row(name: str, number: int, cells: list[str], columns: Mapping[str, Cell]) -> Row:
    row = Row(name, number, dict(zip(columns, cells, strict=False)))
    if len(cells) != len(columns):
        raise row.error(None, f"must have {len(columns)} cells")
    for (column, cell), text in zip(columns.items(), cells, strict=True):
        if not cell.pattern.fullmatch(text):
            raise row.error(column, cell.rule)
    return row
