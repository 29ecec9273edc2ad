"""Folders like the register's own with one file changed, and hand-made tables to import."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.imports.service import import_file

TODAY = date(2026, 11, 22)
CANARY = "c4n4ry"
DATA = Path(str(files("relocation.municipalities") / "data"))
SAMPLES = Path(str(files("relocation.municipalities") / "samples"))
SHEETS = sorted(path.name for path in DATA.glob("*.csv"))
ROWS = [line.split(",") for line in (DATA / "municipalities.csv").read_text("utf-8").splitlines()]
CODES = [row[0] for row in ROWS[1:]]
NAMES = [row[1] for row in ROWS[1:]]


def changed(folder: Path, name: str, change: Callable[[list[str]], list[str]]) -> Path:
    """The register's files, this one with its lines changed."""
    for path in DATA.iterdir():
        if path.name != name:
            (folder / path.name).symlink_to(path)
    lines = (DATA / name).read_text("utf-8").splitlines()
    (folder / name).write_text("\n".join(change(lines)) + "\n", "utf-8")
    return folder


def table(*lines: str, head: str = "OMRÅDE;TID;INDHOLD", figures: bool = True) -> str:
    """A table of population that is whole, with these lines below it."""
    rows = [f"{name};2026K1;{60_000 + n}" for n, name in enumerate(NAMES)] if figures else []
    return "\n".join([head, *rows, *lines]) + "\n"


def take(folder: Path, text: str | bytes, kind: Kind = Kind.POPULATION, **options):
    """Import a text as if it were a file of the user's."""
    file = folder / "file.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    days = {"as_of": TODAY, "today": TODAY}
    return import_file(kind, file, folder / "imports", **(days | options))
