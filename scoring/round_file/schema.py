"""Writes the published JSON Schema of a round's file: `python -m scoring.round_file.schema`."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from scoring.round_file.form_of_round import RoundForm

PUBLISHED = Path("docs/reference/round.schema.json")
TITLE = "One round of people who wait for a place (relocation-round/1)"


class _Untitled(GenerateJsonSchema):
    """Leaves out titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema() -> dict[str, Any]:
    """The form of the file as JSON Schema 2020-12; contradictions between entries are not in it."""
    made = RoundForm.model_json_schema(schema_generator=_Untitled)
    return {"$schema": _Untitled.schema_dialect} | made | {"title": TITLE}


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    """Write the schema to the path given, or where it is published."""
    path = Path(arguments[0]) if arguments else PUBLISHED
    path.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
