"""The work of `relocation backup`: the database and its keys, each into a file of its own."""

import json
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click

from api.inputs import refusing
from api.language import Language
from relocation.backup.places import refuse_together, refuse_what_is_there
from relocation.backup.service import back_up
from relocation.database import open_database
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore
from relocation.settings import Settings
from scoring.whole_file import forget


def run(database: Path, keys: Path, tag: str, json_out: bool) -> None:
    """Back up the database and its keys, while everybody works on."""
    settings, now = Settings(), datetime.now(UTC)
    with refusing():
        refuse_together(database, keys)
        refuse_what_is_there(database, keys)
        store = KeyStore.open(settings.keys, settings.wrapping_keys)
        engine = open_database(settings.database)
        try:
            # First the rows, then the keys: a key comes before its row, so none will be missing.
            rows = back_up(engine, database, store.purpose_key(KeyPurpose.BACKUP), now)
            _with_its_keys(store, database, keys)
        finally:
            engine.dispose()
    if json_out:
        click.echo(json.dumps({"rows": rows}, indent=1))
        return
    click.echo(Language(tag).say("backup.written", rows=rows))


def _with_its_keys(store: KeyStore, database: Path, keys: Path) -> None:
    """Write the keys' half; where that fails the database's, which was just made, goes too."""
    with ExitStack() as undo:
        undo.callback(forget, database)
        store.backup(keys)
        undo.pop_all()
