"""Reads a file of statements: all of it or nothing, each fault by line, column and rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from relocation.municipalities.imports.faults import Faults, refuse
from relocation.municipalities.imports.table import cells_of, read_table
from relocation.municipalities.imports.text import Remedies, read_text, text_in
from relocation.threats.checks import faults
from relocation.threats.model import GroupSaid, Origin, PresenceSaid, RelationSaid, Said
from scoring.country import MunicipalityCode
from scoring.threat import RelationKind

COLUMNS = (
    "kind",
    "group",
    "other_group",
    "municipality",
    "level",
    "surveyed",
    "since",
    "until",
    "origin",
    "certainty_percent",
)
GROUP, PRESENCE = "group", "presence"
KINDS = (GROUP, *RelationKind, PRESENCE)
COMMON = frozenset({"kind", "group", "since", "origin", "certainty_percent"})
RELATION_CELLS = COMMON | {"other_group", "until"}
FILLED: Mapping[str, frozenset[str]] = {
    GROUP: COMMON | {"level", "surveyed"},
    PRESENCE: COMMON | {"municipality", "level"},
    **dict.fromkeys(RelationKind, RELATION_CELLS),
}
"""What a line of each kind can have; the other cells stay empty."""
MOST_LINES = 20_000
IN_PARTS = Remedies(
    "Import the statements in several files.", "Write each statement on a line of its own."
)
MAY_BE_EMPTY = frozenset({"until"})
YES_NO = {"yes": True, "no": False}


@dataclass(slots=True)
class _Line:
    """One line, its cells by column; what cannot be read is noted."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, int]
    found: Faults
    is_whole: bool = field(default=True)

    def wrong(self, column: str, rule: str, says: str, remedy: str) -> None:
        self.is_whole = False
        self.found.add(rule, says, remedy, line=self.number, column=self.places[column])

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            self.wrong(column, "not_a_date", "this is no date", "Write it as 2027-01-31.")
            return date.min

    def whole(self, column: str) -> int:
        text = self.cells[column]
        if text.isascii() and text.isdigit() and len(text) <= 3:
            return int(text)
        self.wrong(column, "not_a_number", "this is no whole number", "Write digits alone.")
        return 0

    def one_of(self, column: str, known: Iterable[str]) -> str:
        words = tuple(known)
        if self.cells[column] in words:
            return self.cells[column]
        self.wrong(column, "unknown_word", "not a word of this column", f"One of {_or(words)}.")
        return words[0]


def read_statements(
    file: Path | bytes, before: Iterable[Said], codes: Iterable[str], today: date
) -> tuple[Said, ...]:
    """Every statement of a file that is whole.

    Args:
        file: its place, or all of it: CSV in UTF-8 or Latin-1, with semicolons or commas.
        before: what was said before.
        codes: the municipalities of today.
        today: nothing is known of a later day.

    Raises:
        ReferenceDataRefused: up to 100 faults; nothing of the file counts.
    """
    if isinstance(file, bytes):
        text, _ = text_in(file, IN_PARTS)
    else:
        text, _ = read_text(file, IN_PARTS)
    found = Faults()
    lines = list(islice(_lines(text, found), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise refuse("too_long", f"over {MOST_LINES} statements", IN_PARTS.file)
    if not lines:
        remedy = "Export the picture again; a file that says nothing was cut off."
        raise refuse("nothing", "no statement stands below the columns", remedy)
    said = [_read(line) for line in lines]
    found.refuse_if_any()
    whole = [each for each in said if each is not None]
    for fault in faults(whole, before, frozenset(codes), today):
        line = lines[fault.at]
        found.add(
            fault.rule,
            fault.says,
            fault.remedy,
            line=line.number,
            column=line.places[fault.field],
        )
    found.refuse_if_any()
    return tuple(whole)


def _lines(text: str, found: Faults) -> Iterator[_Line]:
    table = read_table(text, ";,")
    if sorted(table.header) != sorted(COLUMNS):
        remedy = f"The first line names {', '.join(COLUMNS)}, in any order."
        raise refuse("header", "not the columns that it must have", remedy, line=table.line)
    places = {name: place for place, name in enumerate(table.header, start=1)}
    for number, cells in cells_of(text, table.delimiter):
        if number < table.line and any(cell.strip() for cell in cells):
            remedy = "Begin the file with the line of columns."
            raise refuse("title", "something stands above the columns", remedy, line=number)
        if number <= table.line or not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(COLUMNS):
            says, remedy = f"not {len(COLUMNS)} cells", "Mend the line, with a cell a column."
            found.add("ragged", says, remedy, line=number)
            continue
        named = {name: cell.strip() for name, cell in zip(table.header, cells, strict=True)}
        yield _Line(number, named, places, found)


def _read(line: _Line) -> Said | None:
    kind = line.one_of("kind", KINDS)
    if not line.is_whole:
        return None
    _filled(line, FILLED[kind])
    said = _said(kind, line) if line.is_whole else None
    return said if line.is_whole else None


def _filled(line: _Line, wanted: frozenset[str]) -> None:
    for column in COLUMNS:
        text = line.cells[column]
        if text and column not in wanted:
            line.wrong(column, "not_empty", "a line of this kind has nothing here", "Empty it.")
        if not text and column in wanted - MAY_BE_EMPTY:
            line.wrong(column, "empty", "a line of this kind needs this", "Fill it in.")


def _said(kind: str, line: _Line) -> Said:
    as_of, origin = line.day("since"), Origin(line.one_of("origin", Origin))
    certainty, name = line.whole("certainty_percent"), line.cells["group"]
    if kind == GROUP:
        return GroupSaid(
            name=name,
            severity=line.whole("level"),
            surveyed=YES_NO[line.one_of("surveyed", YES_NO)],
            as_of=as_of,
            origin=origin,
            certainty_percent=certainty,
        )
    if kind == PRESENCE:
        return PresenceSaid(
            group=name,
            municipality=MunicipalityCode(line.cells["municipality"]),
            level=line.whole("level"),
            as_of=as_of,
            origin=origin,
            certainty_percent=certainty,
        )
    return RelationSaid(
        kind=RelationKind(kind),
        one=name,
        other=line.cells["other_group"],
        as_of=as_of,
        until=line.day("until") if line.cells["until"] else None,
        origin=origin,
        certainty_percent=certainty,
    )


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
