"""Statements and files of them, with made-up groups."""

from datetime import date

from relocation.threats.model import GroupSaid, Origin, PresenceSaid, RelationSaid
from relocation.threats.reading import COLUMNS
from scoring.threat import RelationKind

TODAY = date(2026, 11, 26)
FIRST, LATER = date(2026, 10, 1), date(2026, 11, 1)
SAID = {"as_of": FIRST, "origin": Origin.POLICE_REPORT, "certainty_percent": 80}
PLACE = "0101"


def group(name, **facts):
    return GroupSaid(**({"name": name, "severity": 3, "surveyed": False} | SAID | facts))


def relation(kind, one, other, **facts):
    return RelationSaid(
        **({"kind": RelationKind(kind), "one": one, "other": other, "until": None} | SAID | facts)
    )


def presence(name, **facts):
    return PresenceSaid(**({"group": name, "municipality": PLACE, "level": 2} | SAID | facts))


NORTH, SOUTH = group("North Side"), group("South Side")
LINES = (
    "group;North Side;;;4;yes;2026-10-01;;investigation;90",
    "group;South Side;;;2;no;2026-10-01;;police_report;70",
    "feud;North Side;South Side;;;;2026-10-01;;national_assessment;80",
    "presence;North Side;;0101;4;;2026-10-01;;police_report;90",
    "presence;south side;;0147;1;;2026-10-01;;open_material;40",
)
HEADER = ";".join(COLUMNS)


def written(folder, *lines, header=HEADER, encoding="utf-8"):
    file = folder / "picture.csv"
    file.write_bytes("".join(f"{line}\n" for line in (header, *lines)).encode(encoding))
    return file


def cell(line, column, text):
    """A line with another text in one column."""
    cells = line.split(";")
    cells[COLUMNS.index(column)] = text
    return ";".join(cells)
