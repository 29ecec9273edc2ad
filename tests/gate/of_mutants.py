"""How strong the tests are: the code is changed in one place after the other, and they must fail.

The changes are made and tried by mutmut, on a copy of the tree, against the fast tests of the room.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.architecture.tree import ROOT

KILLED = 0.95
"""Of all mutants but those that change nothing."""
NOT_COPIED = (".git", ".venv", "node_modules", "out", ".hypothesis", "__pycache__", "mutants")
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")


@dataclass(frozen=True)
class Room:
    """What is changed, and the tests that must notice.

    Attributes:
        only: which of the tests; the embedded store is enough, and quicker.
    """

    name: str
    changed: tuple[str, ...]
    tests: tuple[str, ...]
    only: tuple[str, ...] = ("-m", "not slow", "-k", "not postgresql")


ROOMS = (
    Room(
        "permissions",
        ("relocation/permissions.py", "relocation/case_free.py"),
        ("tests/relocation/test_permissions.py", "tests/relocation/test_case_free.py"),
    ),
    Room(
        "workflow",
        ("relocation/workflow.py",),
        ("tests/relocation/test_workflow.py", "tests/relocation/test_steps.py"),
    ),
    Room(
        "log",
        ("relocation/audit/*", "relocation/audit_policy.py"),
        ("tests/relocation/audit",),
        only=("-k", "not postgresql"),
    ),
    Room(
        "checker",
        ("scoring/check/*",),
        tuple(sorted(f"tests/scoring/{p.name}" for p in ROOT.glob("tests/scoring/test_check*.py"))),
    ),
)


def mutants(start: int, count: int) -> dict[str, Any]:
    """Change so many rooms; a room in which too many changes live fails with each of them."""
    failures = [each for room in ROOMS[start : start + count] for each in _faults(room)]
    return {"cases": count, "failures": failures}


def _faults(room: Room) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "tree"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
        (copy / "setup.cfg").write_text(_settings(room))
        _mutmut(copy, "run", "--max-children", "2")
        _mutmut(copy, "export-cicd-stats")
        told = json.loads((copy / "mutants" / "mutmut-cicd-stats.json").read_text())
        living = [each for each in _living(copy) if each not in _equivalent()]
    lives, total = len(living), told["total"]
    if total == 0:
        yield f"{room.name}: nothing was changed"
    elif lives > (1 - KILLED) * total:
        yield f"{room.name}: {lives} of {total} live"
        yield from (f"{room.name}: {was.strip()} -> {becomes.strip()}" for was, becomes in living)


def _living(copy: Path) -> Iterator[tuple[str, str]]:
    """Each change that no test noticed, as the line that was and the line that came."""
    for line in _mutmut(copy, "results").splitlines():
        name, _, state = line.strip().partition(": ")
        if state in {"survived", "no tests", "suspicious"}:
            shown = _mutmut(copy, "show", name).splitlines()
            yield _changed(shown, "-"), _changed(shown, "+")


def _changed(shown: list[str], sign: str) -> str:
    found = (each[1:] for each in shown if each.startswith(sign) and each[:3] != sign * 3)
    return " ".join(each.strip() for each in found)


def _equivalent() -> set[tuple[str, str]]:
    told = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {(each["was"], each["becomes"]) for each in told["equivalent"]}


def _mutmut(copy: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=copy,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"mutmut {words[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _settings(room: Room) -> str:
    given = {
        "source_paths": ("relocation", "scoring", "api", "scenarios"),
        "only_mutate": room.changed,
        "also_copy": ("docs", "examples", "benchmarks", "README.md"),
        "pytest_add_cli_args_test_selection": room.tests,
        "pytest_add_cli_args": (*room.only, "-p", "no:xdist"),
    }
    lines = (f"{name}=\n" + "\n".join(f"    {each}" for each in v) for name, v in given.items())
    return "[mutmut]\n" + "\n".join(lines) + "\n"
