"""Stored results of the full figures, and whether the code they cover has changed since."""

import json
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tests.gate.run import Outcome
from tests.gate.suites import SUITES, Suite

COLUMNS = ("rule", "result", "cases", "seconds", "commit", "date", "machine", "figure")


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def uncommitted(root: Path, suite: Suite) -> list[str]:
    """Covered paths that differ from the last commit."""
    changed = git(root, "status", "--porcelain", "--", *suite.covers).stdout.splitlines()
    return [line[3:] for line in changed]


def commit(root: Path) -> str:
    return git(root, "rev-parse", "--short=12", "HEAD").stdout.strip()


def stale(root: Path, result: dict[str, Any], suite: Suite) -> bool:
    """Whether anything covered changed since, or the commit is not known here."""
    since = git(root, "diff", "--quiet", result["commit"], "--", *suite.covers).returncode != 0
    return since or bool(uncommitted(root, suite))


def store(folder: Path, rule: str, suite: Suite, outcome: Outcome, **about: Any) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    result = {
        "rule": rule,
        "figure": suite.figure,
        "result": "failed" if outcome.failures else "passed",
        "cases": outcome.cases,
        "failures": list(outcome.failures[:20]),
        "seconds": round(outcome.seconds),
        "covers": list(suite.covers),
        **about,
    }
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    (folder / f"{rule}.json").write_text(text, encoding="utf-8")
    return result


def rows(root: Path, folder: Path) -> Iterable[tuple[str, ...]]:
    for rule, suite in SUITES.items():
        path = folder / f"{rule}.json"
        if not path.is_file():
            yield (rule, "never run", "-", "-", "-", "-", "-", suite.figure)
            continue
        result = json.loads(path.read_text(encoding="utf-8"))
        mark = " (stale)" if stale(root, result, suite) else ""
        yield (rule, result["result"] + mark, *(str(result[name]) for name in COLUMNS[2:]))


def table(root: Path, folder: Path) -> str:
    lines = [COLUMNS, *rows(root, folder)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day where the gate is run
