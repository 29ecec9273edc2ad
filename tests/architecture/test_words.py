"""Words and hosts that may stand nowhere in the project."""

import csv
import json
import tomllib

import pytest

from relocation.schema import known_tables
from tests.architecture.tree import PACKAGES, functions, modules, names, own_files, place, words

# Each is put together here, or this file would be the first to contain it.
NOWHERE = {
    "a package registry's host": ("py" + "pi.org", "python" + "hosted", "npm" + "js.org"),
    "work left over": ("TO" + "DO", "FIX" + "ME", "X" + "XX:"),
    "a test that does not run": (
        "mark." + "skip",
        "mark." + "xfail",
        "pytest." + "skip",
        "importor" + "skip",
    ),
    "a path of the machine it was written on": ("/wo" + "rk/",),
}
REGISTERS_OF_SOURCES = {"kilde", "kilder", "informant", "informanter", "informants"}
NOT_INPUTS = {
    *("ethnicity", "ethnic", "etnicitet", "etnisk", "race", "religion", "religious", "religiøs"),
    *("nationality", "nationalitet", "citizenship", "statsborgerskab", "faith", "tro"),
}


def texts():
    for path in own_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("what", NOWHERE)
def test_no_file_contains(what):
    found = [
        place(path) for path, text in texts() if any(pattern in text for pattern in NOWHERE[what])
    ]
    assert found == []


def keys(value):
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from keys(each)
    if isinstance(value, list):
        for each in value:
            yield from keys(each)


def fields_of(path):
    if path.suffix == ".toml":
        return set(keys(tomllib.loads(path.read_text(encoding="utf-8"))))
    if path.suffix == ".json":
        return set(keys(json.loads(path.read_text(encoding="utf-8"))))
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return set(next(csv.reader(file), ()))


def names_and_fields():
    """Every name in the code and every field of the files that the product reads or ships."""
    for path in modules(*PACKAGES):
        yield place(path), names(path)
    for path in own_files():
        if path.suffix in {".toml", ".csv", ".json"} and place(path).startswith(
            (*PACKAGES, "examples")
        ):
            yield place(path), fields_of(path)


def with_a_word_of(forbidden):
    return [
        f"{where}: {name}"
        for where, found in names_and_fields()
        for name in sorted(found)
        if words(name) & forbidden
    ]


@pytest.mark.slow
@pytest.mark.rule("SE-12")
def test_no_name_and_no_field_is_of_a_register_of_sources():
    assert with_a_word_of(REGISTERS_OF_SOURCES) == []


@pytest.mark.slow
@pytest.mark.rule("SE-12")
def test_no_name_and_no_field_is_of_a_register_of_gang_members():
    members = [
        f"{where}: {name}"
        for where, found in names_and_fields()
        for name in sorted(found)
        if {"gang", "register"} <= words(name) or "bandeliste" in words(name)
    ]
    assert members == []


@pytest.mark.rule("SE-12")
def test_no_table_and_no_column_speaks_of_either():
    tables = known_tables().tables
    named = {*tables, *(column.name for table in tables.values() for column in table.columns)}
    either = [
        name
        for name in named
        if words(name) & {*REGISTERS_OF_SOURCES, "bandeliste"}
        or {"gang", "register"} <= words(name)
    ]
    assert either == []


GROUPS = {"group", "groups", "gang", "gangs", "milieu"}


@pytest.mark.rule("SE-12")
def test_nothing_stored_is_found_by_a_group_and_no_service_is_asked_by_one():
    columns = [c.name for t in known_tables().sorted_tables for c in t.columns]
    assert [name for name in columns if words(name) & GROUPS] == []
    asked = [
        f"{place(path)}: {function.name}"
        for path in modules("relocation")
        for function in functions(path)
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if words(argument.arg) & GROUPS
    ]
    assert asked == []


@pytest.mark.slow
@pytest.mark.rule("SC-10")
def test_ethnicity_religion_and_nationality_are_inputs_nowhere():
    assert with_a_word_of(NOT_INPUTS) == []
