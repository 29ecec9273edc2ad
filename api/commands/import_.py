"""`relocation import`: statements of the threat picture taken from a file, all or none."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from api import options
from api.language import Language
from api.whole_store import opened_store
from relocation.actor import Assurance, UserId
from relocation.people.acting import actor_of
from relocation.threats.service import import_file
from relocation.threats.statements import KINDS


@click.group("import")
def command() -> None:
    """Take facts that belong to no case from a file, all or none.

    The store and its keys are those of the settings. There is no sign-in here: the log holds what
    somebody says of themselves.

    \b
    Examples:
      relocation import threat picture.csv --actor ID
    """  # noqa: D301


@command.command("threat")
@click.argument("file", type=options.EXISTING)
@options.acting
@options.language
@options.as_json
def threat(file: Path, actor: str, tag: str, json_out: bool) -> None:
    """Add groups, alliances, feuds and presence by municipality to the threat picture.

    The file is CSV in UTF-8 or Latin-1 and is checked whole: with one fault nothing is added. No
    person stands in it. Only an account of the police can add to the picture.

    \b
    Examples:
      relocation import threat picture.csv --actor ID
      relocation import threat picture.csv --actor ID --json

    Ends with 0, or 2 with every fault by line, column and rule.
    """  # noqa: D301
    now = datetime.now(UTC)
    with opened_store() as session:
        by = actor_of(session, UserId(actor), Assurance.SIGNED_IN, now)
        taken = import_file(session, by, file, now)
    found = {word: taken[word] for word in KINDS}
    if json_out:
        click.echo(json.dumps(found, indent=1))
        return
    click.echo(Language(tag).say("import.threat", **found))
