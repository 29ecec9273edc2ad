"""`relocation backup`: the database and its keys, each into a file of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from api import options
from api.inputs import refusing
from api.language import Language
from relocation.backup.places import refuse_together
from relocation.backup.service import back_up
from relocation.database import open_database
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore
from relocation.settings import Settings

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
    settings, now = Settings(), datetime.now(UTC)
    with refusing():
        refuse_together(database, keys)
        store = KeyStore.open(settings.keys, settings.wrapping_keys)
        engine = open_database(settings.database)
        try:
            # First the rows, then the keys: a key comes before its row, so none will be missing.
            rows = back_up(engine, database, store.purpose_key(KeyPurpose.BACKUP), now)
            store.backup(keys)
        finally:
            engine.dispose()
    if json_out:
        click.echo(json.dumps({"rows": rows}, indent=1))
        return
    click.echo(Language(tag).say("backup.written", rows=rows))
