"""Writes a round canonically: the same round is always the same bytes, one entry a line."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from scoring.round import Round
from scoring.round_file.form import FORMAT
from scoring.whole_file import write_whole

HEAD = ("label", "made_up", "seed", "date")


def round_bytes(round_: Round) -> bytes:
    """Write a round as the bytes of a file; what equals its default is left out."""
    plain = _plain(round_)
    head = {"format": FORMAT} | {key: plain.pop(key) for key in HEAD if key in plain}
    lines = [f"  {json.dumps(key)}: {_json(value)}" for key, value in head.items()]
    lines += [f"  {json.dumps(key)}: {_entries(value)}" for key, value in plain.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def write_round(round_: Round, path: Path) -> None:
    """Write a round's file whole or not at all."""
    write_whole(path, round_bytes(round_))


def _entries(entries: list[Any]) -> str:
    return "[\n" + ",\n".join(f"    {_json(entry)}" for entry in entries) + "\n  ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if not hasattr(value, "__dataclass_fields__"):
        return value
    told = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _plain(each) for field, each in told if each != field.default}
