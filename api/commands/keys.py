"""`relocation keys`: the key store checked, or its keys wrapped again under a new key."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api import options
from api.inputs import refusing
from api.language import Language
from api.refusal import Complaint, Refused
from relocation.keys import key_file, wrapping
from relocation.keys.store import KeyStore


@click.group("keys")
def command() -> None:
    """Check the key store, or wrap its keys again.

    The setting RELOCATION_KEYS names the folder of the key store, RELOCATION_WRAPPING_KEYS the file
    of the wrapping keys: one a line, an id and 32 random bytes in base64, the first one current.
    Keep the two apart from each other, and both from the database.

    \b
    Examples:
      relocation keys check
      relocation keys rotate
    """  # noqa: D301


@command.command("check")
@options.language
@options.as_json
def check(tag: str, json_out: bool) -> None:
    """Open every key once and say what was found.

    \b
    Examples:
      relocation keys check
      relocation keys check --json

    Ends with 0 when every key opens, 2 with what is wrong.
    """  # noqa: D301
    with refusing():
        found = _store().verify()
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


@command.command("rotate")
@options.language
@options.as_json
def rotate(tag: str, json_out: bool) -> None:
    """Wrap every key again under the first key of the file, while everybody works on.

    First write a new key above the others, into a copy of the file that then takes its place. Cut
    at any moment and run again it finishes.

    \b
    Examples:
      relocation keys rotate

    Ends with 0 when every key is under the first wrapping key, 2 with what is wrong.
    """  # noqa: D301
    with refusing():
        rotated = _store().rotate()
    if json_out:
        _print_json({"rotated": rotated})
        return
    click.echo(Language(tag).say("keys.rotated", keys=rotated))


def _store() -> KeyStore:
    """Open the store that the settings name."""
    folder = _setting(key_file.SETTING, "name the folder of the key store")
    ring = _setting(wrapping.SETTING, "name the file of the wrapping keys")
    return KeyStore.open(folder, ring)


def _setting(name: str, remedy: str) -> Path:
    given = os.environ.get(name)
    if not given:
        raise Refused(Complaint(name, "this setting is not given", remedy))
    return Path(given)


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=1))
