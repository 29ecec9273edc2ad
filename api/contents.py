"""What stands in a document: of each kind the schema of its content, for the description."""

import json
from collections.abc import Collection, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter

from relocation.documents.table import kinds
from relocation.permissions import Level
from relocation.placements.kinds import BY_HAND

MODE: Literal["validation"] = "validation"
SCHEMAS = "#/components/schemas/"
OTHERWISE_SHOWN = {BY_HAND.name}
"""Kinds that their route shows in other words than they were written in."""


def tell_contents(schemas: dict[str, Any]) -> None:
    """Say at a document what it holds, by its kind; what is not described yet is added. In place.

    What was handed in shows that shape to whoever reads all of it; a reduced form is less.
    """
    told = {name: each for name, each in kinds().items() if name not in OTHERWISE_SHOWN}
    asked = [(name, MODE, TypeAdapter[Any](each.content)) for name, each in told.items()]
    made, shared = TypeAdapter.json_schemas(asked, ref_template=f"{SCHEMAS}{{model}}")
    whole: dict[str, Any] = {name: made[name, MODE] for name in told}
    # What is handed in is described already; it only refuses more.
    added = {name: each for name, each in shared["$defs"].items() if name not in schemas}
    for name, kind in told.items():
        if kind.inner:
            of = whole[name]["$ref"].removeprefix(SCHEMAS)
            added.pop(of, None)
            whole[name] = _without(shared["$defs"][of], kind.inner)
    schemas["DocumentOut"]["allOf"] = [_if(name, schema) for name, schema in whole.items()]
    used = json.dumps([*added.values(), schemas["DocumentOut"]])
    schemas |= {name: each for name, each in added.items() if f'"{SCHEMAS}{name}"' in used}


def _if(kind: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    is_it = {"kind": {"const": kind}, "level": {"const": Level.FULL}}
    return {"if": {"properties": is_it}, "then": {"properties": {"content": schema}}}


def _without(schema: Mapping[str, Any], inner: Collection[str]) -> Mapping[str, Any]:
    """What the product keeps for itself is described to nobody."""
    kept = {each: told for each, told in schema["properties"].items() if each not in inner}
    return {**schema, "properties": kept, "required": [x for x in schema["required"] if x in kept]}
