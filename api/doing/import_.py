"""The work of `relocation import`: statements of the threat picture taken from a file."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from api.language import Language
from api.whole_store import opened_store
from relocation.actor import Assurance, UserId
from relocation.people.acting import actor_of
from relocation.threats.service import import_file
from relocation.threats.statements import KINDS


def threat(file: Path, actor: str, tag: str, json_out: bool) -> None:
    """Add groups, alliances, feuds and presence by municipality to the threat picture."""
    now = datetime.now(UTC)
    with opened_store() as session:
        by = actor_of(session, UserId(actor), Assurance.SIGNED_IN, now)
        taken = import_file(session, by, file, now)
    found = {word: taken[word] for word in KINDS}
    if json_out:
        click.echo(json.dumps(found, indent=1))
        return
    click.echo(Language(tag).say("import.threat", **found))
