"""From text to lines of cells: where the header is, which lines are data, which are notes."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from relocation.municipalities.imports.faults import Faults, refuse

AGAIN = "Take the file again from where it came, or mend the line."


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what stands below it.

    Attributes:
        header: the header's cells, stripped.
        line: the header's line, counted from 1.
        text: the whole text; `rows` reads it anew each time, so that memory stays small.
        delimiter: semicolon or comma.
    """

    header: tuple[str, ...]
    line: int
    text: str
    delimiter: str

    def rows(self, faults: Faults | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each data line with its number; ragged ones are noted and left out.

        Blank lines are passed over, and so are lines of one cell after one: StatBank's notes.
        """
        after_blank = False
        for line, cells in cells_of(self.text, self.delimiter):
            if line <= self.line:
                continue
            blank = not any(cell.strip() for cell in cells)
            note = after_blank and len(cells) == 1
            after_blank = blank or note
            if blank or note:
                continue
            if len(cells) == len(self.header):
                yield line, [cell.strip() for cell in cells]
            elif faults is not None:
                says = f"not {len(self.header)} cells as in the header"
                faults.add("ragged", says, AGAIN, line=line)


def read_table(text: str, delimiters: str = ";") -> Table:
    """Find the header: the first line of more than one cell; titles may stand above it.

    Raises:
        ReferenceDataRefused: there is none, or the text is not CSV.
    """
    first = next((line for line in text.splitlines() if _separated(line, delimiters)), "")
    delimiter = max(delimiters, key=first.count)
    for line, cells in cells_of(text, delimiter):
        if len(cells) > 1:
            header = tuple(cell.strip() for cell in cells)
            named = [name.casefold() for name in header if name]
            if len(named) != len(set(named)):
                raise refuse("header", "two columns have the same name", AGAIN, line=line)
            return Table(header, line, text, delimiter)
    says = "no header: no line has cells separated as expected"
    raise refuse("header", says, "Take it as CSV with semicolons.")


def _separated(line: str, delimiters: str) -> bool:
    return any(delimiter in line for delimiter in delimiters)


def cells_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every line of a CSV text with its number.

    Raises:
        ReferenceDataRefused: the text is not CSV.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            says = "quotes or line ends that do not close"
            raise refuse("csv", says, AGAIN, line=line) from None
        if cells is None:
            return
        yield line, cells
