"""The published schema is fresh, takes the examples and refuses what is broken."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scoring.round_file.schema import main, schema_text

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "docs/reference/round.schema.json"


def example(name: str = "small") -> Any:
    return json.loads((ROOT / f"examples/{name}-round.json").read_text(encoding="utf-8"))


def is_valid(document: Any) -> bool:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(published).is_valid(document)


@pytest.mark.rule("IF-7")
def test_the_published_schema_is_fresh():
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


@pytest.mark.rule("IF-7")
@pytest.mark.parametrize("name", ["small", "national"])
def test_the_schema_takes_the_examples(name: str):
    assert is_valid(example(name))


@pytest.mark.rule("IF-7")
@pytest.mark.parametrize(
    "broken",
    [
        {"format": "relocation-round/9"},
        {"people": []},
        {"people": [{"key": "a"}]},
        {"room": [{"municipality": "0101", "candidates": -1, "as_of": "2026-01-01"}]},
        {"groups": [{"key": "a b", "severity": 1}]},
        {"groups": [{"key": "310290-1234", "severity": 1}]},
        {"ethnicity": "x"},
        {"made_up": "yes"},
    ],
)
def test_the_schema_refuses_what_is_broken(broken: dict[str, Any]):
    assert not is_valid(example() | broken)


def test_the_schema_is_written_where_asked(tmp_path: Path):
    main([str(tmp_path / "schema.json")])
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()


def test_every_field_of_the_schema_is_described():
    schema = json.loads(schema_text())
    objects = [schema, *schema["$defs"].values()]
    fields = [field for each in objects for field in each.get("properties", {}).values()]
    assert all(field.get("description") for field in fields)
