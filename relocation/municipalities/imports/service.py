"""Takes a file of reference data: checked whole and kept, or refused with nothing changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from relocation.municipalities.imports.areas import read_areas
from relocation.municipalities.imports.faults import refuse
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.imports.statbank import Reading, read_statbank
from relocation.municipalities.imports.store import Imported, keep
from relocation.municipalities.imports.text import read_text
from relocation.municipalities.imports.travel import read_travel
from relocation.municipalities.places import newest_places
from relocation.municipalities.quality import read_quality
from relocation.municipalities.register import DATA


def import_file(
    kind: Kind,
    path: Path,
    folder: Path,
    *,
    as_of: date,
    today: date,
    error_percent: int | None = None,
) -> Imported:
    """Replace the register's figures of a kind, or bring those that it lacks.

    Args:
        kind: what the file holds.
        path: the file.
        folder: where imports are kept; see `default_folder`.
        as_of: the date that the figures speak of; not before the period in the file begins,
            and not later than today.
        today: the day of the import.
        error_percent: a travel matrix's own stated error; closings compare with minutes less it.

    Raises:
        ReferenceDataRefused: the file is not whole; what was imported before still counts.
    """
    _options(kind, error_percent)
    _known_by(today, as_of)
    text, digest = read_text(path)
    record = {"as_of": as_of, "file_sha256": digest, "error_percent": error_percent}
    quality = read_quality(DATA)
    plausible, places = quality.plausible[kind], newest_places(DATA, quality.expected)
    areas = read_areas(DATA, places)
    if kind is Kind.TRAVEL:
        matrix = read_travel(text, areas, places.codes, plausible)
        lines = ((a, b, str(minutes)) for (a, b), minutes in sorted(matrix.pairs.items()))
        record |= {"period": "", "layout": "long", "christianso_lines": matrix.christianso_lines}
        return keep(folder, record, kind, lines)
    reading = read_statbank(text, kind, areas, places.codes, plausible)
    if as_of < reading.period.first:
        says = "the date given is before the period in the file begins"
        raise refuse("as_of", says, "Give the date that the figures speak of with --as-of.")
    record |= {"period": reading.period.name, "layout": reading.layout}
    record |= {"christianso_lines": reading.christianso_lines}
    return keep(folder, record, kind, _lines(kind, reading))


def _options(kind: Kind, error_percent: int | None) -> None:
    if kind is not Kind.TRAVEL and error_percent is not None:
        remedy = "Leave out --error-percent."
        raise refuse("error_percent", "only a travel matrix has a stated error", remedy)
    if kind is Kind.TRAVEL and (error_percent is None or not 0 <= error_percent < 100):
        remedy = "Give the table's own error with --error-percent; 0 when it is exact."
        raise refuse("error_percent", "the stated error is not 0 to 99 per cent", remedy)


def _known_by(today: date, as_of: date) -> None:
    if as_of > today:
        remedy = "Give the date that the figures speak of with --as-of; today at the latest."
        raise refuse("as_of", "the date given is in the future", remedy)


def _lines(kind: Kind, reading: Reading) -> Iterator[tuple[str, ...]]:
    """The figures as sorted lines to store; an industry stands only where jobs are counted."""
    for industry, taken in sorted(reading.figures.items()):
        for code, figure in sorted(taken.items()):
            text = str(int(figure)) if figure == int(figure) else f"{figure:g}"
            yield (code, industry, text) if kind is Kind.EMPLOYMENT else (code, text)
