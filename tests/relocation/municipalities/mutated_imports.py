"""Samples mutated by number: each is taken whole or refused whole, and never repeated."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from relocation.errors import ReferenceDataRefused
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.register import load_register
from tests.relocation.municipalities.folders import CANARY, SAMPLES, TODAY, take

ORIGINALS = [
    (path, Kind(path.name.partition(".")[0].partition("-")[0]))
    for path in sorted(SAMPLES.glob("*.csv"))
]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file with one to three things done to it."""
    for _ in range(rng.randint(1, 3)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        line = data[data.rfind(b"\n", 0, at) + 1 : data.find(b"\n", at) + 1]
        noise = rng.choice(
            [
                CANARY.encode(),
                b"\0",
                b'"',
                b";",
                b",",
                b"\n",
                b"\r",
                b"nan",
                b"\xff",
                b"\xef\xbb\xbf",
            ]
        )
        data = rng.choice(
            [
                data[:at] + noise + data[at:],
                data[:at] + data[at + 1 :],
                data[:at],
                data[:at] + line + data[at:],
                data.replace(line, b"", 1) if line else data,
                data[to:] + data[:to],
                data[:at] + bytes(rng.randrange(256) for _ in range(8)) + data[at:],
                data.replace(b";", rng.choice([b",", b"\t", b";;"]), rng.randint(1, 99)),
                data[: at // 2] + data,
            ]
        )
    return data


def fault_of(folder: Path, number: int) -> str:
    """What went wrong with the import of the mutated file; empty when nothing did."""
    path, kind = ORIGINALS[number % len(ORIGINALS)]
    data = mutated(path.read_bytes(), random.Random(number))
    imports = folder / "imports"
    try:
        take(folder, data, kind, **({"error_percent": 5} if kind is Kind.TRAVEL else {}))
    except ReferenceDataRefused as error:
        if not 1 <= len(error.faults) <= 100 or CANARY in str(error):
            return "faults are missing, too many, or repeat the file"
        return "something was written" if imports.exists() else ""
    return "" if len(load_register(TODAY, imports).country) == 98 else "not whole"


def run_chunk(start: int, count: int) -> dict[str, Any]:
    """Import `count` mutated files from number `start`."""
    failures = []
    for number in range(start, start + count):
        with TemporaryDirectory() as folder:
            fault = fault_of(Path(folder), number)
        failures += [{"case": number, "fault": fault}] if fault else []
    return {"cases": count, "failures": failures}
