"""Runs the cells one after another, each in a guarded process; finished ones are kept in a file."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic

from benchmarks.cell import METHODS
from benchmarks.presets import Preset, Size

ROOT = Path(__file__).parents[1]
SOURCES = ("benchmarks", "relocation/municipalities", "scenarios", "scoring")
SUFFIXES = {".py", ".toml", ".csv"}
START_SECONDS = 60.0
"""To start the process, make the round and check the plan: outside the limit."""
OVERRUN = 1.5
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is to be measured."""

    preset: Preset
    method: str
    limit: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a finished cell gave.

    Attributes:
        ended: "done", "killed" (it overran its limit) or "failed".
        aims: name, value, bound, seconds since the start; in order.
        faults: what the checker found wrong with the plan; empty when nothing.
    """

    fingerprint: str
    method: str
    limit: float
    code: str
    commit: str
    ended: str
    seconds: float
    megabytes: int = 0
    aims: list[tuple[str, int, int, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, float, str]:
        """What makes it the same measurement."""
        return self.fingerprint, self.method, self.limit, self.code


def cells(size: Size, limit: float | None, methods: tuple[str, ...]) -> Iterator[Cell]:
    """The cells of one size, round by round so that all methods meet the same machine."""
    for preset in size.rounds:
        for method in METHODS:
            if method not in methods:
                continue
            boxed = size.limit_out_of_box if method.endswith("_box") else size.limit
            yield Cell(preset, method, boxed if limit is None else limit)


def finished(out: Path) -> dict[tuple[str, str, float, str], Measured]:
    """The cells in the file; one that failed and a last line that was cut off do not count."""
    found: dict[tuple[str, str, float, str], Measured] = {}
    if not out.exists():
        return found
    for line in out.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            document = json.loads(line)
            document["aims"] = [tuple(aim) for aim in document["aims"]]
            measured = Measured(**document)
            if measured.ended != "failed":
                found[measured.key] = measured
    return found


def keep(out: Path, measured: Measured) -> None:
    """Append one line; what an earlier run left of a line goes first."""
    out.parent.mkdir(parents=True, exist_ok=True)
    whole = out.read_bytes().rpartition(b"\n") if out.exists() else (b"", b"", b"")
    with out.open("r+b" if out.exists() else "wb") as file:
        file.truncate(len(whole[0]) + len(whole[1]))
        file.seek(0, os.SEEK_END)
        file.write(json.dumps(asdict(measured)).encode() + b"\n")


def measure(cell: Cell) -> Measured:
    """Run one cell in its own process and end it when it overruns."""
    preset = cell.preset
    named = (str(preset.people), preset.family, str(preset.seed), cell.method, str(cell.limit))
    command = [sys.executable, "-m", "benchmarks.cell", *named]
    guard = cell.limit * OVERRUN + START_SECONDS
    started = monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told, cried = process.communicate(timeout=guard)
        ended = "done" if process.returncode == 0 else "failed"
    except subprocess.TimeoutExpired:
        process.kill()
        told, cried = process.communicate()
        ended = "killed"
    measured = _read(cell, told, ended, monotonic() - started)
    return replace(measured, faults=cried.splitlines()[-1:]) if ended == "failed" else measured


def _read(cell: Cell, told: str, ended: str, seconds: float) -> Measured:
    lines = [json.loads(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]
    rest: dict[str, object] = {"seconds": seconds}
    for line in lines:
        rest |= {key: line[key] for key in ("seconds", "megabytes", "faults") if key in line}
    return Measured(
        fingerprint=cell.preset.fingerprint,
        method=cell.method,
        limit=cell.limit,
        code=code(),
        commit=commit(),
        ended=ended,
        aims=[tuple(line["aim"]) for line in lines if "aim" in line],
        **rest,  # type: ignore[arg-type]
    )


@cache
def code() -> str:
    """Names the code and data that are measured by their content."""
    digest = sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                digest.update(f"{path.relative_to(ROOT)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def commit() -> str:
    """The commit that is checked out, with + after it when the code is not the commit's."""
    git = ("git", "-C", str(ROOT))
    # What `code` measures, and not the page that the tables are put into.
    measured = [f"{folder}/*{suffix}" for folder in SOURCES for suffix in sorted(SUFFIXES)]
    try:
        head = _said(*git, "rev-parse", "--short", "HEAD")
        changed = _said(*git, "status", "--porcelain", "--", *measured)
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
    return f"{head}+" if changed else head


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def by_round(
    size: Size, found: Mapping[tuple[str, str, float, str], Measured], limit: float | None
) -> dict[Preset, dict[str, Measured]]:
    """The finished cells of one size, by round and method."""
    rounds: dict[Preset, dict[str, Measured]] = {preset: {} for preset in size.rounds}
    for cell in cells(size, limit, METHODS):
        key = (cell.preset.fingerprint, cell.method, cell.limit, code())
        if key in found:
            rounds[cell.preset][cell.method] = found[key]
    return rounds
