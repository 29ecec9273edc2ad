"""The work of `relocation keys`: the key store made, checked, or wrapped again."""

import json
from dataclasses import asdict
from typing import Any

import click

from api.inputs import refusing
from api.key_store import create_keys, open_keys
from api.language import Language
from api.refusal import Complaint, Refused
from relocation.keys import key_file


def create(tag: str, json_out: bool) -> None:
    """Make the key store, once; the file of the wrapping keys is there already."""
    with refusing():
        found = create_keys().verify()
    if json_out:
        _print_json(asdict(found))
        return
    click.echo(Language(tag).say("keys.created"))


def check(tag: str, json_out: bool) -> None:
    """Open every key once and say what was found."""
    with refusing():
        found = open_keys().verify()
    if found.unreadable:
        rule = "keys of the store do not open"
        remedy = "restore the newest backup of the keys; it leaves those that open as they are"
        raise Refused(Complaint(key_file.SETTING, rule, remedy))
    if json_out:
        _print_json(asdict(found))
        return
    say = Language(tag)
    click.echo(say.say("keys.found", cases=found.cases, erased=found.erased))
    if found.to_rotate:
        click.echo(say.say("keys.to_rotate", keys=found.to_rotate))


def rotate(tag: str, json_out: bool) -> None:
    """Wrap every key again under the first key of the file, while everybody works on."""
    with refusing():
        rotated = open_keys().rotate()
    if json_out:
        _print_json({"rotated": rotated})
        return
    click.echo(Language(tag).say("keys.rotated", keys=rotated))


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=1))
