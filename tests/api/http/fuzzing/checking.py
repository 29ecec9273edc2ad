"""What every answer must be: declared, of its media type, and of its schema."""

import json
from functools import cache

import jsonschema_rs

from tests.api.http.fuzzing.drawing import described

PROBLEM = "application/problem+json"
NO_CONTENT = 204


def wrong_with(route, answer):
    """What does not hold of an answer, without repeating it; None where all does."""
    if answer.status >= 500:
        return f"{route}: {answer.status}"
    told = _told(route, str(answer.status))
    if told is None:
        return f"{route}: {answer.status} is not declared"
    kind = answer.header.get("content-type", "")
    if answer.status >= 400 and kind != PROBLEM and not route.endswith("/health/ready"):
        return f"{route}: {answer.status} as {kind or 'nothing'}"
    if not told:
        return f"{route}: {answer.status} with a body" if answer.body else None
    if kind not in told:
        return f"{route}: {answer.status} as {kind or 'nothing'}"
    return _shape(route, answer, kind)


def _shape(route, answer, kind):
    try:
        said = json.loads(answer.body)
    except ValueError:
        return f"{route}: {answer.status} is no JSON"
    fault = next(_validator(route, str(answer.status), kind).iter_errors(said), None)
    if fault is None:
        return None
    # Of the fault its place and the schema's; its message would repeat the answer.
    return (
        f"{route}: {answer.status} breaks {list(fault.schema_path)} at {list(fault.instance_path)}"
    )


@cache
def _operations():
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    }


def _told(route, status):
    """The media types of a declared answer with their schemas; None where it is not declared."""
    answers = _operations()[route]["responses"]
    if status not in answers:
        return None
    found = answers[status]
    if "$ref" in found:
        found = described()["components"]["responses"][found["$ref"].rpartition("/")[2]]
    return found.get("content", {})


@cache
def _validator(route, status, kind):
    schema = _told(route, status)[kind].get("schema", {})
    whole = {**schema, "components": {"schemas": described()["components"]["schemas"]}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
