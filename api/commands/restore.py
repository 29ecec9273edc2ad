"""`relocation restore`: a backup of the keys and of the database, into an empty store."""

from pathlib import Path

import click

from api import options
from api.doing import doing


@click.command("restore")
@click.option(
    "--database", type=options.EXISTING, required=True, metavar="FILE", help="Of the database."
)
@click.option("--keys", type=options.EXISTING, required=True, metavar="FILE", help="Of the keys.")
@click.option(
    "--erased",
    type=options.EXISTING,
    multiple=True,
    metavar="FILE",
    help="A newer list of erased keys or backup of the keys; may be given several times.",
)
@options.language
@options.as_json
def command(database: Path, keys: Path, erased: tuple[Path, ...], tag: str, json_out: bool) -> None:
    """Restore the keys, and the database into an empty store of either kind.

    Every list of erased keys is applied first: what was erased after the backup stays unreadable.
    Keys that the folder already has are kept. Afterwards verify the log: relocation audit verify.

    \b
    Examples:
      relocation restore --database /backup/data/monday --keys /vault/keys/monday
      relocation restore --database … --keys … --erased /vault/erased/friday

    Ends with 0; with 3 where a case has no key and none was erased; with 2 where a file is not
    whole or the store not empty: then nothing was written.
    """  # noqa: D301
    doing("restore").run(database, keys, erased, tag, json_out)
