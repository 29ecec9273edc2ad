"""Runs one full figure chunk by chunk; a run cut short goes on where it stopped."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.gate.suites import Suite

RunChunk = Callable[[int, int], dict[str, Any]]


class NothingToDo(Exception):
    """The rule is unknown or its suite does not exist yet; the message says which."""


@dataclass(frozen=True, slots=True)
class Outcome:
    cases: int
    failures: tuple[Any, ...]
    seconds: float


def function_of(rule: str, suite: Suite) -> RunChunk:
    module, _, name = suite.run.partition(":")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as absent:
        if absent.name is None or not f"{module}.".startswith(f"{absent.name}."):
            raise
        raise NothingToDo(f"{rule}: nothing to do yet, {module} does not exist") from None


def fingerprint(root: Path, suite: Suite) -> str:
    """One hash of all that the suite covers, so that no chunk of an older state is counted."""
    digest = hashlib.sha256(f"{suite.run} {suite.cases} {suite.chunk}".encode())
    for covered in suite.covers:
        below = [root / covered, *sorted((root / covered).rglob("*"))]
        for path in below:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


def run(rule: str, suite: Suite, progress: Path, state: str, clock: Callable[[], float]) -> Outcome:
    """Run every chunk that `progress` does not hold for this state of the code."""
    run_chunk = function_of(rule, suite)
    finished = _finished(progress, state)
    progress.parent.mkdir(parents=True, exist_ok=True)
    if not finished:
        progress.write_text(json.dumps({"state": state}) + "\n", encoding="utf-8")
    for start in range(0, suite.cases, suite.chunk):
        if start not in finished:
            count = min(suite.chunk, suite.cases - start)
            began = clock()
            line = run_chunk(start, count) | {"start": start, "seconds": clock() - began}
            with progress.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            finished[start] = line
            print(f"{rule}: {start + count} of {suite.cases}", flush=True)
    lines = [finished[start] for start in sorted(finished)]
    return Outcome(
        cases=sum(line["cases"] for line in lines),
        failures=tuple(failure for line in lines for failure in line["failures"]),
        seconds=sum(line["seconds"] for line in lines),
    )


def _finished(progress: Path, state: str) -> dict[int, dict[str, Any]]:
    """Return the finished chunks by their start; a line cut in the middle does not count."""
    if not progress.is_file():
        return {}
    lines = []
    for text in progress.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except json.JSONDecodeError:
            continue
    if not lines or lines[0] != {"state": state}:
        return {}
    return {line["start"]: line for line in lines[1:]}
