"""`relocation db`: the store brought to the newest revision, or compared with what it should be."""

import click

from api import options
from api.doing import doing


@click.group("db")
def command() -> None:
    """Bring the store to the newest revision, or check it.

    The setting RELOCATION_DATABASE is the store's address: sqlite:///FILE, or postgresql:// with
    user, host and database; without it the store is a file in your own data folder. A password
    belongs into PostgreSQL's own password file.

    \b
    Examples:
      relocation db upgrade
      relocation db check
    """  # noqa: D301


@command.command("upgrade")
@options.language
@options.as_json
def upgrade_(tag: str, json_out: bool) -> None:
    """Bring the store to the newest revision, to the end or not at all.

    Cut at any moment and run again it finishes. Back up the store before.

    \b
    Examples:
      relocation db upgrade

    Ends with 0, or 2 where the store cannot be reached or is newer than this program.
    """  # noqa: D301
    doing("db").upgrade_(tag, json_out)


@command.command("check")
@options.language
@options.as_json
def check(tag: str, json_out: bool) -> None:
    """Compare the store with what this program expects.

    \b
    Examples:
      relocation db check
      relocation db check --json

    Ends with 0 where they agree, 3 where they do not, 2 where the store cannot be reached or is
    newer than this program.
    """  # noqa: D301
    doing("db").check(tag, json_out)
