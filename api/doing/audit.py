"""The work of `relocation audit`: the log verified, a checkpoint signed, an extract taken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.audit_log import entry_line, list_facts, list_lines, report_facts, report_lines
from api.exit_codes import ExitCode
from api.inputs import refusing
from api.key_store import has_keys, open_keys
from api.language import Language
from api.refusal import Complaint, NotWhole, Refused
from api.whole_store import opened_database, opened_store
from relocation.access.list_check import TamperedList, tampered_lists
from relocation.actor import Assurance, UserId
from relocation.audit.checkpoints import Kept, read_checkpoints, read_public_key, read_signing_key
from relocation.audit.keys import HeldKeys
from relocation.audit.model import AuditorEntry, SubjectEntry
from relocation.audit.verification import verify as verify_log
from relocation.audit.witness import checkpoint as make_checkpoint
from relocation.audit.witness import checkpoint_if_due
from relocation.errors import LogNotWhole
from relocation.keys.store import KeyStore
from relocation.people.acting import actor_of, person_of
from relocation.people.supervision import extract_for_auditor, extract_for_subject
from relocation.settings import Settings
from relocation.store import Store

EXTRACTS: dict[str, Callable[..., Iterator[SubjectEntry | AuditorEntry]]] = {
    "subject": extract_for_subject,
    "auditor": extract_for_auditor,
}

NO_CHECKPOINTS = Kept((), (), ())


def verify(ctx: click.Context, /, **given: Any) -> None:
    """Follow the log from its first line to its last and name the first bad entry."""
    with refusing():
        kept = _kept(given["checkpoints"], given["public_key"])
        keys = open_keys() if has_keys() else None
    with opened_database() as session:
        held = None if keys is None else HeldKeys.of(keys)
        report = verify_log(session, kept.checkpoints, keys=held)
        lists = None if keys is None else _lists(session, keys)
    if given["json_out"]:
        _print_json(report_facts(report, kept) | {"lists": list_facts(lists)})
    else:
        say = Language(given["tag"])
        for line in (*report_lines(report, kept, say), *list_lines(lists or (), say)):
            click.echo(line)
    is_whole = report.is_whole and kept.is_whole and not lists
    ctx.exit(ExitCode.DONE if is_whole else ExitCode.VIOLATIONS)


def checkpoint(ctx: click.Context, /, **given: Any) -> None:
    """Sign the log as it stands and keep that outside of the store."""
    with refusing():
        settings = Settings()
        folder = given["checkpoints"] or settings.checkpoints
        key = _signing_key(given["signing_key"] or settings.audit_signing_key)
        keys = HeldKeys.of(open_keys())
    sign = checkpoint_if_due if given["if_due"] else make_checkpoint
    with opened_database() as session:
        try:
            made = sign(session, folder, key, keys=keys, now=datetime.now(UTC))
        except LogNotWhole as found:
            rule, _, remedy = str(found).partition("\n")
            raise NotWhole(Complaint("", rule, remedy)) from None
    if given["json_out"]:
        _print_json(made.content() if made else None)
        return
    say = Language(given["tag"])
    click.echo(say.say("audit.signed", number=made.number) if made else say.say("audit.nothing"))
    ctx.exit(ExitCode.DONE)


def extract(case: str, reader: str, actor: str, tag: str, json_out: bool) -> None:
    """Take the extract of one case; that itself is logged."""
    now = datetime.now(UTC)
    with opened_store() as session:
        # There is no sign-in here: whose account it is, somebody says of themselves.
        by = actor_of(session, UserId(actor), Assurance.SIGNED_IN, now)
        entries = list(EXTRACTS[reader](session, by, case, now))
    if json_out:
        _print_json([asdict(entry) for entry in entries])
        return
    for entry in entries:
        click.echo(entry_line(entry, Language(tag)))


def _lists(session: Session, keys: KeyStore) -> tuple[TamperedList, ...]:
    Store(cast("Engine", session.get_bind()), keys, person_of).equip(session)
    return tampered_lists(session)


def _signing_key(path: Path | None) -> Ed25519PrivateKey:
    if path is None:
        rule = "without the key nothing is signed"
        raise Refused(Complaint("--signing-key", rule, "name its file"))
    return read_signing_key(path)


def _kept(folder: Path | None, public_key: Path | None) -> Kept:
    settings = Settings()
    if folder is None and (settings.is_given("checkpoints") or settings.checkpoints.exists()):
        folder = settings.checkpoints
    if folder is None:
        return NO_CHECKPOINTS
    public_key = public_key or settings.audit_public_key
    if public_key is None:
        rule = "checkpoints are read with the public key that they were signed for"
        raise Refused(Complaint("--public-key", rule, "name its file"))
    return read_checkpoints(folder, read_public_key(public_key))


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
