"""Keeps imports: a sheet named by its content, then the record that makes it count."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from relocation.errors import RegisterError
from relocation.home import home
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.sheet import read_bytes
from scoring.whole_file import folder_for, forget, write_whole

SETTING = "RELOCATION_DATA"
AGAIN = "Import the file again, or remove the record to go without it."
COLUMNS = {
    Kind.POPULATION: ("code", "population"),
    Kind.UNEMPLOYMENT: ("code", "unemployment_pct"),
    Kind.EMPLOYMENT: ("code", "industry", "jobs"),
    Kind.LABOUR_FORCE: ("code", "labour_force"),
    Kind.TRAVEL: ("code_a", "code_b", "minutes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The record of one import.

    Attributes:
        as_of: the date that the user gave the figures.
        period: the period taken, such as "2023K4"; empty for a travel matrix.
        layout: "long" or "matrix".
        rows: how many lines the stored sheet has below its header.
        sheet: the stored sheet's name.
        sha256: of the stored sheet.
        file_sha256: of the file that was imported.
        error_percent: a travel matrix's own stated error; None for other kinds.
        christianso_lines: the file's lines on Christiansø, which were left out.
    """

    kind: Kind
    as_of: date
    period: str
    layout: str
    rows: int
    sheet: str
    sha256: str
    file_sha256: str
    error_percent: int | None = None
    christianso_lines: int = 0


def default_folder(environment: Mapping[str, str]) -> Path:
    """Where imports are kept: the setting RELOCATION_DATA, or else the user's own data folder."""
    chosen = environment.get(SETTING)
    return Path(chosen) if chosen else home() / "imports"


def keep(
    folder: Path, record: Mapping[str, Any], kind: Kind, lines: Iterable[tuple[str, ...]]
) -> Imported:
    """Store the figures and then the record; until the record stands, nothing has changed.

    Older sheets stay, so that a stored proposal can be computed again.
    """
    rows = [COLUMNS[kind], *lines]
    data = "".join(",".join(_quoted(cell) for cell in row) + "\n" for row in rows).encode()
    digest = hashlib.sha256(data).hexdigest()
    name = f"{kind}-{digest[:16]}.csv"
    imported = Imported(kind=kind, rows=len(rows) - 1, sheet=name, sha256=digest, **record)
    text = json.dumps(asdict(imported) | {"as_of": imported.as_of.isoformat()}, indent=2)
    with folder_for(folder):
        _write(folder / name, data, folder / f"{kind}.json", f"{text}\n".encode())
    return imported


def _write(sheet: Path, data: bytes, record: Path, text: bytes) -> None:
    before = sheet.exists()
    write_whole(sheet, data)
    try:
        write_whole(record, text)
    except OSError:
        if not before:  # Without its record the sheet counts for nothing.
            forget(sheet)
        raise


def read_record(folder: Traversable, kind: Kind) -> tuple[Imported, bytes] | None:
    """The record of a kind and its sheet's bytes; None when nothing was imported.

    Raises:
        RegisterError: the record is no such record, or the sheet is not what it names.
    """
    name = f"{kind}.json"
    if not folder.joinpath(name).is_file():
        return None
    try:
        record = json.loads(read_bytes(folder, name))
        record["as_of"] = date.fromisoformat(record["as_of"])
        imported = Imported(**record | {"kind": Kind(record["kind"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        raise RegisterError(name, "must be the record of an import", AGAIN) from None
    if not _makes_sense(imported, kind):
        raise RegisterError(name, "must be the record of an import of this kind", AGAIN)
    sheet = read_bytes(folder, imported.sheet)
    if hashlib.sha256(sheet).hexdigest() != imported.sha256:
        raise RegisterError(name, "must name the sheet that was stored with it", AGAIN)
    return imported, sheet


def _makes_sense(imported: Imported, kind: Kind) -> bool:
    error = imported.error_percent
    is_travel = kind is Kind.TRAVEL
    known_error = type(error) is int and 0 <= error < 100 if is_travel else error is None
    name = str(imported.sheet)
    own_name = name.startswith(f"{kind}-") and name.endswith(".csv") and name == Path(name).name
    return imported.kind is kind and known_error and own_name


def _quoted(cell: str) -> str:
    """A cell as CSV; only an industry's name can need quotes."""
    if any(mark in cell for mark in ',"\n\r'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
