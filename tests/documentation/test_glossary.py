"""One word per thing: the glossary is whole, and the code uses its words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from api.language import sentences
from tests.documentation.markers import ROOT

PACKAGES = ("api", "relocation", "scenarios", "scoring")
# Names of roles and classes in the published table of access, which is data and not ours to reword.
OF_THE_ACCESS_TABLE = {"MUNI_SENDER", "MUNI_RECEIVER", "RECEIVER_MUNI", "ORIGIN_GANG"}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the glossary."""

    english: str
    danish: str
    meaning: str
    instead_of: tuple[str, ...]


def read_terms(text: str) -> tuple[Term, ...]:
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows]
    terms = [row for row in cells if row[0] not in {"English", "---"}]
    return tuple(Term(*row[:3], tuple(filter(None, row[3].split(", ")))) for row in terms)


def words_of(name: str) -> set[str]:
    """The words of a name in small letters, each also without the s of a plural."""
    words = {word.lower() for word in WORD.findall(name)}
    return words | {word.removesuffix("s") for word in words}


def names_in(source: str) -> Iterator[str]:
    """Every name that a source gives to something; what it only uses is not its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def wrong_names(source: str, forbidden: set[str]) -> list[str]:
    names = set(names_in(source)) - OF_THE_ACCESS_TABLE
    return sorted(name for name in names if words_of(name) & forbidden)


@cache
def terms() -> tuple[Term, ...]:
    return read_terms((ROOT / "docs" / "glossary.md").read_text("utf-8"))


def files_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_every_term_has_a_danish_word_and_a_meaning():
    assert [term.english for term in terms() if not (term.danish and term.meaning)] == []


def test_the_screen_calls_an_aim_by_the_word_of_the_glossary():
    aim = next(term.danish for term in terms() if term.english == "aim")
    assert sentences("da")["column.aim"].lower() == aim
    found = {code for code, text in sentences("da").items() if f"for{aim}" in text.lower()}
    # It is the word of a purpose.
    assert {code for code in found if "purpose" not in sentences("en")[code]} == set()


def test_no_term_stands_twice():
    english = [term.english for term in terms()]
    assert sorted(english) == sorted(set(english))


def test_no_term_is_forbidden_for_another():
    english = {term.english for term in terms()}
    assert [word for term in terms() for word in term.instead_of if word in english] == []


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_uses_a_word_that_the_glossary_replaces(package):
    forbidden = {word for term in terms() for word in term.instead_of}
    found = {
        file.name: wrong_names(file.read_text("utf-8"), forbidden) for file in files_of(package)
    }
    assert {file: names for file, names in found.items() if names} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_named_by_a_word_that_the_glossary_replaces(package):
    forbidden = {word for term in terms() for word in term.instead_of}
    assert [file.name for file in files_of(package) if words_of(file.stem) & forbidden] == []


def test_a_replaced_word_is_found_inside_a_name():
    source = "class KommuneList:\n    home_muni: str\n    def read(self, client): ..."
    found = wrong_names(source, {"kommune", "muni", "client"})
    assert found == ["KommuneList", "client", "home_muni"]


def test_a_replaced_word_is_found_in_the_plural():
    assert wrong_names("clients = []", {"client"}) == ["clients"]


def test_a_word_that_only_begins_alike_is_left_alone():
    assert wrong_names("municipality = community = 1", {"muni"}) == []


def test_a_line_of_the_glossary_is_read():
    text = "| English | Danish | meaning | not |\n| --- | --- | --- | --- |\n| a | b | c | d, e |"
    assert read_terms(text) == (Term("a", "b", "c", ("d", "e")),)
