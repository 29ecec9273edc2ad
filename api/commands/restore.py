"""`relocation restore`: a backup of the keys and of the database, into an empty store."""

import json
from pathlib import Path

import click
from sqlalchemy import select

from api import options
from api.exit_codes import ExitCode
from api.inputs import refusing
from api.language import Language
from relocation.access.tables import CaseRow
from relocation.backup.service import restore
from relocation.database import open_database, transaction
from relocation.keys.purposes import KeyPurpose
from relocation.keys.store import KeyStore
from relocation.settings import Settings


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
    whole or the store not empty: then no row was written.
    """  # noqa: D301
    settings = Settings()
    with refusing():
        store = KeyStore.restore(settings.keys, settings.wrapping_keys, keys, erased)
        engine = open_database(settings.database)
        try:
            rows = restore(engine, database, store.purpose_key(KeyPurpose.BACKUP))
            with transaction(engine) as session:
                cases = session.scalars(select(CaseRow.id)).all()
        finally:
            engine.dispose()
        lacking = len(store.check(cases).rows_without_key)
    if json_out:
        click.echo(json.dumps({"rows": rows, "cases_without_key": lacking}, indent=1))
    else:
        say = Language(tag)
        click.echo(say.say("restore.done", rows=rows))
        if lacking:
            click.echo(say.say("restore.lacking", cases=lacking))
    if lacking:
        click.get_current_context().exit(ExitCode.VIOLATIONS)
