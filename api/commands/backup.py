"""`relocation backup`: the database and its keys, each into a file of its own."""

from pathlib import Path

import click

from api import options
from api.doing import doing

WRITTEN = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.option("--database", type=WRITTEN, required=True, metavar="FILE", help="For the database.")
@click.option("--keys", type=WRITTEN, required=True, metavar="FILE", help="For the keys.")
@options.language
@options.as_json
def command(database: Path, keys: Path, tag: str, json_out: bool) -> None:
    """Back up the database and its keys, while everybody works on.

    The two files go into different folders, and from there to different places: whoever has both,
    and the wrapping keys, reads everything. The keys' file is kept for a shorter time than the
    retention; it also holds the list of erased keys.

    \b
    Examples:
      relocation backup --database /backup/data/monday --keys /vault/keys/monday

    Ends with 0, or 2 where there is no store, or a file cannot be written.
    """  # noqa: D301
    doing("backup").run(database, keys, tag, json_out)
