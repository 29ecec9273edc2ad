"""The interface's description is whole, and beside the code it is made from."""

import re
from pathlib import Path

import pytest

from api.openapi import PATH, text_of
from tests.api.http.desk import the_app

SNAKE = re.compile(r"^[a-z][a-z0-9_]*$")


def described():
    return the_app().openapi()


def operations():
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@pytest.mark.rule("IF-1")
def test_the_description_beside_the_code_is_that_of_the_routes():
    assert Path(PATH).read_text(encoding="utf-8") == text_of(the_app()), "python -m api.openapi"


@pytest.mark.rule("IF-1")
def test_every_name_in_it_is_in_small_letters_and_underscores():
    schemas = described()["components"]["schemas"]
    names = {name for each in schemas.values() for name in each.get("properties", {})}
    assert {name for name in names if not SNAKE.match(name)} == set()


@pytest.mark.rule("IF-2")
def test_every_problem_is_described_as_one_and_every_operation_says_what_it_does():
    for name, operation in operations():
        assert operation.get("summary"), name
        if operation["tags"] == ["health"]:
            continue
        shared = described()["components"]["responses"]
        refs = [it["$ref"] for status, it in operation["responses"].items() if status >= "4"]
        problems = [shared[each.rpartition("/")[2]]["content"] for each in refs]
        assert {"429", "503"} <= operation["responses"].keys(), name
        assert all(set(each) == {"application/problem+json"} for each in problems), name


@pytest.mark.rule("IF-1")
def test_no_two_operations_have_one_name():
    names = [operation["operationId"] for _, operation in operations()]
    assert len(names) == len(set(names))
