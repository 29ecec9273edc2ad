"""Puts stored imports in the place of the register's own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from relocation.errors import RegisterError
from relocation.municipalities.figures import numbers, one_each, read_minutes
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.imports.statbank import ALL
from relocation.municipalities.imports.store import AGAIN, COLUMNS, Imported, read_record
from relocation.municipalities.places import rising
from relocation.municipalities.sheet import CODE, DECIMAL, TEXT, WHOLE, Row, read_sheet
from scoring.country import FactSource, MunicipalityCode, Provenance, Real, Whole

Codes = Sequence[MunicipalityCode]
IMPORTED, IMPORTED_TRAVEL, NOTHING = "imported", "imported_travel", "nothing_imported"
"""Who says so, where it is not the register itself."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was imported, by kind."""

    folder: Traversable
    records: Mapping[Kind, Imported]
    content: tuple[bytes, ...] = ()

    def population(self, codes: Codes) -> Whole | None:
        """Inhabitants."""
        found = self._column(Kind.POPULATION, codes)
        return None if found is None else found.astype(np.int64)

    def unemployment(self, codes: Codes) -> Real | None:
        """Full-time unemployed in per cent of the labour force."""
        return self._column(Kind.UNEMPLOYMENT, codes)

    def labour_force(self, codes: Codes) -> Real | None:
        """People in the labour force by residence."""
        return self._column(Kind.LABOUR_FORCE, codes)

    def jobs(self, codes: Codes) -> Mapping[str, Real]:
        """Jobs by workplace, per industry and for all together; empty without an import."""
        record = self.records.get(Kind.EMPLOYMENT)
        if record is None:
            return {}
        columns = dict(zip(COLUMNS[Kind.EMPLOYMENT], (CODE, TEXT, WHOLE), strict=True))
        rows = read_sheet(self.folder, record.sheet, columns)
        rising(rows, ("industry", "code"))
        parts: dict[str, list[Row]] = {}
        for row in rows:
            parts.setdefault(row.text("industry"), []).append(row)
        for part in parts.values():
            if [row.code() for row in part] != list(codes):
                raise RegisterError(record.sheet, "must have every municipality", AGAIN)
        if ALL not in parts:
            raise RegisterError(record.sheet, "must have all industries together", AGAIN)
        return {industry: numbers(part, "jobs") for industry, part in sorted(parts.items())}

    def minutes(self, codes: Codes, most: int) -> tuple[Whole, int] | None:
        """Minutes by car, and the table's stated error in per cent."""
        record = self.records.get(Kind.TRAVEL)
        if record is None or record.error_percent is None:
            return None
        return read_minutes(self.folder, codes, most, record.sheet), record.error_percent

    def source(self, kind: Kind) -> FactSource:
        """Who says so: the user's file, as of the date given with it."""
        record = self.records[kind]
        if kind is Kind.TRAVEL:
            error = {"error": record.error_percent or 0}
            return FactSource(IMPORTED_TRAVEL, Provenance.DERIVED, record.as_of, error)
        period = {"period": record.period}
        return FactSource(IMPORTED, Provenance.FACT, record.as_of, period)

    def _column(self, kind: Kind, codes: Codes) -> Real | None:
        record = self.records.get(kind)
        if record is None:
            return None
        column = COLUMNS[kind][1]
        form = DECIMAL if kind is Kind.UNEMPLOYMENT else WHOLE
        rows = one_each(self.folder, record.sheet, {column: form}, codes)
        return numbers(rows, column, above_zero=kind is not Kind.UNEMPLOYMENT)


def read_stored(folder: Path | None) -> Stored:
    """The imports of a folder; none when there is no folder.

    Raises:
        RegisterError: a record or its sheet was changed after the import.
    """
    if folder is None:
        return Stored(Path(), {})
    found = {kind: read_record(folder, kind) for kind in Kind}
    kept = {kind: pair for kind, pair in found.items() if pair is not None}
    records = {kind: record for kind, (record, _) in kept.items()}
    return Stored(folder, records, tuple(sheet for _, sheet in kept.values()))
