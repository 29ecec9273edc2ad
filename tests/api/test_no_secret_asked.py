"""No command and no address asks for a secret or a number of a person, and no file holds one."""

import json
import re
from datetime import date

import click
import pytest

from api.program import relocation
from tests.architecture.tree import ROOT, own_files

SECRET = re.compile("pass|secret|token|cpr|credential|private|recovery|otp|pin$")
IN_AN_ADDRESS = {
    *("case", "thing", "code", "day", "job", "letter", "name", "number"),
    *("provider", "reason", "service_id", "user", "webhook", "cursor", "every_version", "kind"),
    *("limit", "overdue", "purpose", "sort", "stage"),
}
"""What stands in addresses: handles, ids, words of tables, days."""
COMING_BACK = {"code", "state", "iss", "return_to"}
"""What a provider sends a browser back with: good once, in the browser that left, with what it
keeps; and the own page to go on with."""
KEY = re.compile("BEGIN [A-Z ]*PRIVATE " + "KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{36}")
NUMBER = re.compile(r"(?<![\w.])([0-3]\d)([01]\d)(\d\d)-?(\d{4})(?!\w)")


def options(command, at=()):
    if isinstance(command, click.Group):
        within = click.Context(command)
        for name in command.list_commands(within):
            yield from options(command.get_command(within, name), (*at, name))
    else:
        for each in command.params:
            yield " ".join(at), each.name


@pytest.mark.rule("SE-19")
def test_no_command_takes_a_secret_or_a_number_of_a_person_as_an_argument():
    asked = list(options(relocation))
    assert ("serve", "port") in asked
    assert [each for each in asked if SECRET.search(each[1])] == []


@pytest.mark.rule("SE-19")
def test_in_an_address_stand_handles_words_and_days_and_no_secret():
    text = (ROOT / "docs/reference/openapi.json").read_text(encoding="utf-8")
    described = json.loads(text)
    shared = described["components"]["parameters"]
    for path, methods in described["paths"].items():
        for operation in methods.values():
            told = [
                shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each
                for each in operation.get("parameters", ())
            ]
            named = {each["name"] for each in told if each["in"] in {"path", "query"}}
            is_coming_back = path.startswith("/api/v1/session/outside/")
            assert named <= IN_AN_ADDRESS | (COMING_BACK if is_coming_back else set()), path


def days_of(text):
    """Each day of birth of what reads as a number of a person."""
    for day, month, year, _ in NUMBER.findall(text):
        for century in (1900, 2000):
            try:
                yield date(century + int(year), int(month), int(day))
            except ValueError:
                continue


def test_a_number_of_a_person_is_told_from_one_that_nobody_has():
    assert list(days_of("31" + "02901234")) == []
    assert date(1990, 1, 1) in days_of("it is 01" + "0190-1234.")


@pytest.mark.rule("SE-19")
def test_no_file_of_the_project_holds_a_key_or_a_number_that_somebody_could_have():
    held = []
    for path in own_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if KEY.search(text) or any(days_of(text)):
            held.append(path.name)
    assert held == []
