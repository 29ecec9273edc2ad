"""Rows of figures in the terminal: a table where it fits, else one block of lines a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

INDENT = "  "
GLUE = " · "
WIDEST = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading.

    Attributes:
        number: whether it holds numbers, which stand to the right.
        wraps: whether its text may be broken over lines; at most one column of a table's may.
    """

    heading: str
    number: bool = False
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What is to be shown; the first cell of a row names it."""

    columns: tuple[Column, ...]
    cells: Sequence[Sequence[str]]
    title: str = ""
    caption: Sequence[str] = ()


def print_rows(out: Console, rows: Rows) -> None:
    """Print a table, or blocks of lines where a table would have to leave out a figure."""
    table = _table(rows)
    # Measured without an end to the width: rich cuts what it measures to the width it is given.
    unbounded = out.options.update(width=WIDEST)
    if Measurement.get(out, unbounded, table).minimum <= out.width:
        out.print(table)
        return
    title = ("", rows.title) if rows.title else ()
    for line in (*title, *_blocks(rows, out.width), "", *rows.caption, ""):
        out.print(Text(line, overflow="fold"))


def _table(rows: Rows) -> Table:
    table = Table(
        title=rows.title or None,
        title_justify="left",
        caption="\n".join(rows.caption) or None,
        caption_justify="left",
        box=box.SIMPLE,
        pad_edge=False,
    )
    for column in rows.columns:
        justify = "right" if column.number else "left"
        # Where no text may be broken, rich's least width is the width that shows it all.
        table.add_column(column.heading, justify=justify, no_wrap=not column.wraps)  # type: ignore[arg-type]
    for cells in rows.cells:
        table.add_row(*map(Text, cells))
    return table


def _blocks(rows: Rows, width: int) -> Iterator[str]:
    for name, *cells in rows.cells:
        yield ""
        first, *headings = (column.heading for column in rows.columns)
        yield f"{first} {name}"
        parts = (f"{heading} {cell}" for heading, cell in zip(headings, cells, strict=True) if cell)
        yield from _packed(parts, width)


def _packed(parts: Iterator[str], width: int) -> Iterator[str]:
    """As many parts a line as fit, so that no heading is torn from its figure."""
    line = ""
    for part in parts:
        longer = f"{line}{GLUE}{part}" if line else f"{INDENT}{part}"
        if line and cell_len(longer) > width:
            yield line
            longer = f"{INDENT}{part}"
        line = longer
    if line:
        yield line
