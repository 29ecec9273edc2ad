"""`relocation data`: the reference data checked, shown, or replaced by the user's own files."""

from datetime import datetime
from typing import Any

import click

from api import options
from api.doing import doing
from relocation.municipalities.imports.kind import Kind

DAY = click.DateTime(["%Y-%m-%d"])


on_option = click.option("--on", type=DAY, metavar="DATE", help="The day that counts; today.")


@click.group("data")
def command() -> None:
    """Check, show or replace the reference data.

    The 98 municipalities with their districts, regions, travel minutes and figures come with the
    product, each with its origin and date. Your own files from Statistics Denmark, or a travel
    matrix, take the place of the figures here. They are kept in the folder that the setting
    RELOCATION_DATA names, or else in your own data folder.

    \b
    Examples:
      relocation data check
      relocation data show 0101
      relocation data import population FOLK1A.csv --as-of 2026-10-01
    """  # noqa: D301


@command.command("check")
@on_option
@options.language
@options.as_json
def check(on: datetime | None, tag: str, json_out: bool) -> None:
    """Read everything through the one checked door and say what was found, and what is missing.

    \b
    Examples:
      relocation data check
      relocation data check --on 2027-01-01 --json

    Ends with 0 when there is no gap, 2 with the place of the first one.
    """  # noqa: D301
    doing("data").check(on, tag, json_out)


@command.command("show")
@click.argument("code", metavar="CODE")
@on_option
@options.language
@options.as_json
def show(code: str, on: datetime | None, tag: str, json_out: bool) -> None:
    """Show what is known of one municipality, with the nearest others.

    \b
    Examples:
      relocation data show 0101
      relocation data show 0825 --language en --json
    """  # noqa: D301
    doing("data").show(code, on, tag, json_out)


@command.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("file", type=options.EXISTING)
@click.option(
    "--as-of",
    type=DAY,
    required=True,
    metavar="DATE",
    help="The date the figures speak of; today at the latest.",
)
@click.option(
    "--error-percent",
    type=click.IntRange(0, 99),
    help="A travel matrix's own error; closings compare with minutes less it.",
)
@options.language
@options.as_json
def import_(**given: Any) -> None:
    """Let your own file take the place of the figures of a kind.

    Reads Statistics Denmark's CSV (semicolon or BULK layout, decimal comma, Latin-1 or UTF-8), or a
    travel matrix. The file is checked whole before it counts, older periods too: with one fault
    nothing changes.

    \b
    Examples:
      relocation data import unemployment AUP02.csv --as-of 2026-09-01
      relocation data import travel minutes.csv --as-of 2026-06-01 --error-percent 5

    Ends with 0, or 2 with every fault by line, column and rule.
    """  # noqa: D301
    doing("data").import_(**given)
