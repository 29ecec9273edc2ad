"""`relocation import`: statements of the threat picture taken from a file, all or none."""

from pathlib import Path

import click

from api import options
from api.doing import doing


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
    doing("import_").threat(file, actor, tag, json_out)
