"""`relocation keys`: the key store made, checked, or its keys wrapped again under a new key."""

import click

from api import options
from api.doing import doing


@click.group("keys")
def command() -> None:
    """Make the key store, check it, or wrap its keys again.

    The setting RELOCATION_KEYS names the folder of the key store, RELOCATION_WRAPPING_KEYS the file
    of the wrapping keys: one a line, an id and 32 random bytes in base64, the first one current.
    Keep the two apart from each other, and both from the database.

    \b
    Examples:
      relocation keys create
      relocation keys check
      relocation keys rotate
    """  # noqa: D301


@command.command("create")
@options.language
@options.as_json
def create(tag: str, json_out: bool) -> None:
    """Make the key store, once; the file of the wrapping keys is there already.

    \b
    Examples:
      relocation keys create

    Ends with 0, or 2 with what is wrong; a store that is there stays as it is.
    """  # noqa: D301
    doing("keys").create(tag, json_out)


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
    doing("keys").check(tag, json_out)


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
    doing("keys").rotate(tag, json_out)
