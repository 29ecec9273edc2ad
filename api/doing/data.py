"""The work of `relocation data`: the register checked, shown, or replaced."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from api.inputs import open_register, refusing
from api.language import Language
from api.refusal import Complaint, Refused
from api.register_text import municipality_facts, municipality_lines, register_facts, register_lines
from relocation.municipalities.imports.kind import FACT, Kind
from relocation.municipalities.imports.service import import_file
from relocation.municipalities.imports.store import SETTING, Imported, default_folder
from relocation.municipalities.service import check_register
from scoring.country import CHRISTIANSOE

CODE = "not one of the municipalities"


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def _on(given: datetime | None) -> date:
    return _today() if given is None else given.date()


def check(on: datetime | None, tag: str, json_out: bool) -> None:
    """Read everything through the one checked door and say what was found, and what is missing."""
    register = open_register(_on(on))
    with refusing():
        missing = check_register(register)
    if json_out:
        _print_json(register_facts(register, missing))
        return
    for line in register_lines(register, missing, Language(tag)):
        click.echo(line)


def show(code: str, on: datetime | None, tag: str, json_out: bool) -> None:
    """Show what is known of one municipality, with the nearest others."""
    register = open_register(_on(on))
    if code == CHRISTIANSOE:
        remedy = "give a municipality's code; the island's figures count nowhere"
        raise Refused(Complaint("CODE", "Christiansø (0411) is no municipality", remedy))
    if code not in register.country.at:
        remedy = "give the official code with four digits, such as 0101"
        raise Refused(Complaint("CODE", CODE, remedy))
    if json_out:
        _print_json(municipality_facts(register, code))
        return
    country = register.country
    say = Language(tag, dict(zip(country.codes, country.names, strict=True)))
    for line in municipality_lines(register, code, say):
        click.echo(line)


def import_(**given: Any) -> None:
    """Let your own file take the place of the figures of a kind."""
    imported = _imported(given)
    if given["json_out"]:
        _print_json(asdict(imported))
        return
    say = Language(given["tag"])
    kind = say.say(f"fact.{FACT[imported.kind]}")
    click.echo(say.say("data.imported", kind=kind, rows=imported.rows, as_of=imported.as_of))
    if imported.christianso_lines:
        click.echo(say.say("data.christianso", lines=imported.christianso_lines))


def _imported(given: Mapping[str, Any]) -> Imported:
    try:
        with refusing():
            return import_file(
                Kind(given["kind"]),
                given["file"],
                Path(default_folder(os.environ)),
                as_of=given["as_of"].date(),
                today=_today(),
                error_percent=given["error_percent"],
            )
    except OSError:
        rule = "the folder of imports cannot be written to; what was imported before still counts"
        remedy = "make room on the disk, or name another folder with this setting"
        raise Refused(Complaint(SETTING, rule, remedy)) from None


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
