"""Which rules each test says it proves, read from the source without running anything.

A situation of a criterion is a test too: `rules` at the top of its file names what it may prove.
`python -m tests.documentation.markers SC-4` lists the tests that carry the mark of a rule; without
a rule, how many tests each rule has.
"""

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
NOT_A_TEXT = "(not a plain text)"


@dataclass(frozen=True, slots=True)
class WrittenTest:
    """A test by its address, `tests/folder/test_file.py::test_name`, and the rules of its marks."""

    address: str
    rules: tuple[str, ...]

    @property
    def is_situation(self) -> bool:
        return ".toml::" in self.address


def written_in(source: str, path: str) -> Iterator[WrittenTest]:
    """Every test of one file; marks of its class and its module count for it too."""
    module = ast.parse(source, path)
    yield from _Reader(_names(module.body)).tests(module.body, path, ())


def situations_in(text: str, path: str) -> Iterator[WrittenTest]:
    """Every situation of one file, by what it tells."""
    document = tomllib.loads(text)
    rules = tuple(document.get("rules", ()))
    for situation in document.get("situation", ()):
        yield WrittenTest(f"{path}::{situation['tells']}", rules)


def written_below(folder: Path) -> tuple[WrittenTest, ...]:
    """Every test and situation below a folder, in the order of paths."""
    kinds = (("test_*.py", written_in), ("situations/*.toml", situations_in))
    return tuple(
        test
        for pattern, read in kinds
        for file in sorted(folder.rglob(pattern))
        for test in read(file.read_text("utf-8"), file.relative_to(folder.parent).as_posix())
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads tests and marks; a mark may stand under a name of its own, as in `SAFE = …rule(…)`."""

    names: Mapping[str, ast.expr]

    def tests(
        self, body: Sequence[ast.stmt], prefix: str, above: tuple[str, ...]
    ) -> Iterator[WrittenTest]:
        marks = above + self.rules(_elements(_names(body).get("pytestmark")))
        for node in body:
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                inside = marks + self.rules(node.decorator_list)
                yield from self.tests(node.body, f"{prefix}::{node.name}", inside)
            elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                address = f"{prefix}::{node.name}"
                yield WrittenTest(address, marks + self.rules(node.decorator_list))

    def rules(self, marks: Sequence[ast.expr]) -> tuple[str, ...]:
        plain = (self.names.get(ast.unparse(mark), mark) for mark in marks)
        calls = (mark for mark in plain if isinstance(mark, ast.Call))
        ours = (call for call in calls if ast.unparse(call.func).endswith("mark.rule"))
        return tuple(_text(argument) for call in ours for argument in call.args)


def _names(body: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    simple = (node for node in body if isinstance(node, ast.Assign))
    return {ast.unparse(node.targets[0]): node.value for node in simple}


def _elements(marks: ast.expr | None) -> Sequence[ast.expr]:
    if marks is None:
        return ()
    return marks.elts if isinstance(marks, ast.List | ast.Tuple) else (marks,)


def _text(argument: ast.expr) -> str:
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else NOT_A_TEXT


@click.command()
@click.argument("rule", required=False)
@click.option("--below", default=ROOT / "tests", type=click.Path(exists=True, path_type=Path))
def main(rule: str | None, below: Path) -> None:
    """List the tests that carry RULE, or count the tests of every rule."""
    tests = written_below(below)
    if rule:
        click.echo("\n".join(test.address for test in tests if rule in test.rules))
        return
    marks = [each for test in tests for each in test.rules]
    click.echo("\n".join(f"{each}: {marks.count(each)}" for each in sorted(set(marks))))


if __name__ == "__main__":
    main()
