"""The work of `relocation restore`: a backup of keys and database into an empty store."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select

from api.exit_codes import ExitCode
from api.inputs import refusing
from api.language import Language
from relocation.access.list_check import seal_lists_of
from relocation.access.tables import CaseRow
from relocation.backup.service import erase_again, ready, restore
from relocation.database import open_database, transaction
from relocation.keys.backup import purpose_key_in
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore
from relocation.people.acting import person_of
from relocation.settings import Settings
from relocation.store import Store


def run(database: Path, keys: Path, erased: tuple[Path, ...], tag: str, json_out: bool) -> None:
    """Restore the keys, and the database into an empty store of either kind."""
    settings = Settings()
    with refusing():
        key = purpose_key_in(keys, erased, settings.wrapping_keys, KeyPurpose.BACKUP)
        engine = open_database(settings.database)
        try:
            # All that can be refused before the first key is written: a key comes before its row.
            ready(engine, database, key)
            store = KeyStore.restore(settings.keys, settings.wrapping_keys, keys, erased)
            whole = Store(engine, store, person_of)
            then = seal_lists_of(whole)
            rows = restore(engine, database, key, store.erased_among, then)
            gone = erase_again(whole, datetime.now(UTC))
            with transaction(engine) as session:
                cases = session.scalars(select(CaseRow.id)).all()
        finally:
            engine.dispose()
        lacking = len(store.check(cases).rows_without_key)
    if json_out:
        told = {"rows": rows, "cases_erased": gone, "cases_without_key": lacking}
        click.echo(json.dumps(told, indent=1))
    else:
        say = Language(tag)
        click.echo(say.say("restore.done", rows=rows))
        if gone:
            click.echo(say.say("restore.erased", cases=gone))
        if lacking:
            click.echo(say.say("restore.lacking", cases=lacking))
    if lacking:
        click.get_current_context().exit(ExitCode.VIOLATIONS)
