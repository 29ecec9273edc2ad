"""The interface's description is whole, and beside the code it is made from."""

import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api.openapi import PATH, text_of
from api.routes.buttons import How
from api.routes.cases import BUTTONS
from tests.api.http.desk import the_app

SNAKE = re.compile(r"^[a-z][a-z0-9_]*$")


@cache
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
        # Providers are named from memory: no store is asked, and none can be away.
        away = set() if name.endswith("/session/outside") else {"503"}
        assert {"429"} | away <= operation["responses"].keys(), name
        assert all(set(each) == {"application/problem+json"} for each in problems), name


@pytest.mark.rule("IF-1")
def test_no_two_operations_have_one_name():
    names = [operation["operationId"] for _, operation in operations()]
    assert len(names) == len(set(names))


def faults(schema, value):
    """What of a value does not fit a schema of the description."""
    whole = {**schema, "components": described()["components"]}
    found = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value)
    return [f"{each.json_path}: {each.validator}" for each in found]


@pytest.mark.rule("IF-1")
def test_whatever_is_handed_in_has_an_example_that_is_called_made_up_and_fits():
    bodies = [(name, each["requestBody"]) for name, each in operations() if "requestBody" in each]
    assert len(bodies) > len({button.body for button in BUTTONS if button.body}) > 0
    for name, body in bodies:
        (content,) = body["content"].values()
        if "example" in content:  # a file, whose lines are checked where it is read
            continue
        example = content["examples"]["made_up"]
        assert example["summary"] == "Made up", name
        assert faults(content["schema"], example["value"]) == [], name


@pytest.mark.rule("IF-1")
def test_an_example_of_an_answer_fits_what_is_answered():
    schemas = described()["components"]["schemas"]
    examples = [
        (name, value) for name, each in schemas.items() for value in each.get("examples", ())
    ]
    assert {name for name, _ in examples} >= {
        "CaseView",
        "MovedOut",
        "Problem",
        "ThingOut",
        "WholeOut",
    }
    for name, value in examples:
        assert faults({"$ref": f"#/components/schemas/{name}"}, value) == [], name


@pytest.mark.rule("IF-1")
def test_every_step_says_from_where_it_leads_whose_it_is_and_which_version_it_asks_for():
    told = {each["operationId"]: each.get("description", "") for _, each in operations()}
    for button in BUTTONS:
        says = told[f"{button.on}_{button.how.value}_{button.name}"]
        assert says.count("`If-Match` is the version of") == 1
        assert ("From `" in says) == (button.how is How.STEP)
        assert ("step-ups" in says) == button.needs_step_up


@pytest.mark.rule("IF-1")
def test_a_program_is_told_to_send_its_token_and_what_a_word_is_of_stands_at_the_word():
    found = described()
    assert found["components"]["securitySchemes"].keys() == {"APIKeyCookie", "Session", "Service"}
    assert {"Session": []} in found["paths"]["/api/v1/cases"]["get"]["security"]
    schemas = found["components"]["schemas"]
    assert [name for name in schemas if "__" in name] == []
    assert [name for name, each in schemas.items() if "\nAttributes:" in str(each)] == []
    level = schemas["Picture-Input"]["properties"]["threat_level"]
    assert level["description"].startswith("1 (low) to 5 (extreme)")
