"""Reads the project's own tree for the tests of the house."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "relocation", "scenarios", "scoring")
CODE = (*PACKAGES, "tests", "benchmarks")


def modules(*folders: str) -> list[Path]:
    """All Python files below these folders of the project."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(parsed(path)) if isinstance(node, kinds))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last line of the body."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def names(path: Path) -> set[str]:
    """Every name that a Python file gives or uses: variables, fields, functions, arguments."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        for field in ("id", "attr", "arg", "name", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.add(value)
    return found


def words(name: str) -> set[str]:
    """The words of a name, whether joined by underscores, dashes, dots or capitals."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-zæøå]+|[A-Z]+", name)}


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))
