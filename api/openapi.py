"""The interface's description, made from the routes: `python -m api.openapi` writes it anew.

A stranger works from it alone, so it is kept beside the code, and a test says where it changed.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.described import explain
from api.problems import MEDIA_TYPE, Problem
from api.refusals import statuses_of
from api.routes.buttons import KEY
from api.routes.cases import BUTTONS

PATH = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"
SCHEMAS = "#/components/schemas/"
FIRST_PROBLEM = 400
PREFIX = "/api/v1"
COMMON = {
    "case": "Case",
    "thing": "Thing",
    "code": "Municipality",
    "name": "Policy",
    "purpose": "Purpose",
    "if-match": "IfMatch",
    "idempotency-key": "IdempotencyKey",
}
HEADERS: Mapping[str, Mapping[str, Any]] = {
    "if-match": {
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
        "example": '"7"',
    },
    "idempotency-key": {
        "required": True,
        "schema": {"type": "string", "pattern": KEY},
        "example": "7f3c2a1e-5b64-4d0c-9a55-3f2f6a1b0c9d",
    },
}
"""As they are asked for: where one is not there, the answer says so in its own words."""

WHEN: Mapping[str, Any] = {
    "Retry-After": {
        "description": "seconds after which the same can be sent again",
        "schema": {"type": "integer", "minimum": 1},
    },
    "RateLimit": {
        "description": "of which allowance what is left, and in how many seconds all of it is there"
        " again; with RateLimit-Policy on any answer once less than half is left",
        "schema": {"type": "string"},
        "example": '"account";r=12;t=22',
    },
}


def describe(app: FastAPI) -> None:
    """Let an app tell of its problems as what they are sent as."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def text_of(app: FastAPI) -> str:
    """The description as it stands in the docs."""
    return json.dumps(app.openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
    )
    problem = Problem.model_json_schema(ref_template=SCHEMAS + "{model}")
    found["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
    shared: dict[str, Any] = found["components"].setdefault("responses", {})
    parameters: dict[str, Any] = found["components"].setdefault("parameters", {})
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            if operation["tags"] != ["health"]:
                kept = statuses_of(method.upper(), path.removeprefix(PREFIX), operation)
                operation["responses"] = dict(_shared(operation["responses"], shared, kept))
            told = operation.get("parameters", ())
            operation["parameters"] = [_common(each, parameters) for each in told]
    return explain(found, BUTTONS)


def _common(told: dict[str, Any], parameters: dict[str, Any]) -> Mapping[str, Any]:
    """A parameter by reference, where every operation means the same by it."""
    name = COMMON.get(told["name"])
    if name is None:
        return told
    meant = {**told, **HEADERS.get(told["name"], {})}
    if parameters.setdefault(name, meant) != meant:
        return told
    return {"$ref": f"#/components/parameters/{name}"}


def _shared(
    answers: Mapping[str, Any], shared: dict[str, Any], kept: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each answer, problems by reference: the same dozen stands at nearly every operation."""
    for status, answer in answers.items():
        if int(status) < FIRST_PROBLEM:
            yield status, answer
            continue
        if status not in kept:
            continue
        name = f"Problem{status}"
        shared[name] = {
            **answer,
            **({"headers": WHEN} if status == "429" else {}),
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
        }
        yield status, {"$ref": f"#/components/responses/{name}"}


if __name__ == "__main__":
    from api.app import create_app
    from api.door import Door

    nothing: Any = None
    PATH.write_text(text_of(create_app(Door(nothing, nothing, nothing))), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}\n")
