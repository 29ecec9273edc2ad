"""`relocation audit`: the log verified, a checkpoint signed, an extract taken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api import options
from api.audit_log import entry_line, report_facts, report_lines
from api.exit_codes import ExitCode
from api.inputs import refusing
from api.key_store import has_keys, open_keys
from api.language import Language
from api.refusal import Complaint, NotWhole, Refused
from api.whole_store import opened_database
from relocation.audit.checkpoints import Kept, read_checkpoints, read_public_key, read_signing_key
from relocation.audit.keys import ID_BYTES, HeldKeys
from relocation.audit.model import AuditorEntry, InRole, SubjectEntry
from relocation.audit.service import extract_for_auditor, extract_for_subject
from relocation.audit.verification import verify as verify_log
from relocation.audit.witness import checkpoint as make_checkpoint
from relocation.audit.witness import checkpoint_if_due
from relocation.errors import LogNotWhole
from relocation.permissions import Role
from relocation.settings import PREFIX, Settings

Command = Callable[..., Any]
EXTRACTS: dict[str, Callable[..., Iterator[SubjectEntry | AuditorEntry]]] = {
    "subject": extract_for_subject,
    "auditor": extract_for_auditor,
}
NO_CHECKPOINTS = Kept((), (), ())


def _path(option: str, field: str, help_: str) -> Callable[[Command], Command]:
    """An option that names a file or folder, which a setting can name as well."""
    setting = f"{PREFIX}{field.upper()}"
    return click.option(
        option, type=click.Path(path_type=Path), metavar="PATH", help=f"{help_}; also {setting}."
    )


CHECKPOINTS = _path("--checkpoints", "checkpoints", "The folder of checkpoints")


@click.group("audit")
def command() -> None:
    """Verify the audit log, sign a checkpoint, or take an extract.

    The log is in the store that the setting RELOCATION_DATABASE names; RELOCATION_KEYS and
    RELOCATION_WRAPPING_KEYS name the key store. Checkpoints and the key that they are signed with
    are files outside of both.

    \b
    Examples:
      relocation audit verify --checkpoints /mnt/witness --public-key audit.pub
      relocation audit checkpoint --help
    """  # noqa: D301


@command.command("verify")
@CHECKPOINTS
@_path("--public-key", "audit_public_key", "The public key of the checkpoints")
@options.language
@options.as_json
@click.pass_context
def verify(ctx: click.Context, /, **given: Any) -> None:
    """Follow the log from its first line to its last and name the first bad entry.

    Finds lines that were edited, removed (the last ones too), inserted, moved, swapped or played
    again, and a log that was made anew. Without checkpoints the last lines can be cut unseen;
    without the key store a line that was made anew shows only at the next checkpoint.

    \b
    Examples:
      relocation audit verify
      relocation audit verify --checkpoints /mnt/witness --public-key audit.pub --json

    Ends with 0 when the log is whole, 3 when it is not, 2 when a file cannot be used.
    """  # noqa: D301
    with refusing():
        kept = _kept(given["checkpoints"], given["public_key"])
        keys = HeldKeys.of(open_keys()) if has_keys() else None
    with opened_database() as session:
        report = verify_log(session, kept.checkpoints, keys=keys)
    if given["json_out"]:
        _print_json(report_facts(report, kept))
    else:
        for line in report_lines(report, kept, Language(given["tag"])):
            click.echo(line)
    ctx.exit(ExitCode.DONE if report.is_whole and kept.is_whole else ExitCode.VIOLATIONS)


@command.command("checkpoint")
@CHECKPOINTS
@_path("--signing-key", "audit_signing_key", "The file of the signing key")
@click.option("--if-due", is_flag=True, help="Only where the policy's lines or minutes are over.")
@options.language
@options.as_json
@click.pass_context
def checkpoint(ctx: click.Context, /, **given: Any) -> None:
    """Sign the log as it stands and keep that outside of the store.

    What came since the last checkpoint is verified first; where it is not whole nothing is signed.

    \b
    Examples:
      relocation audit checkpoint --checkpoints /mnt/witness --signing-key audit.pem
      relocation audit checkpoint --if-due --json

    Ends with 0, 3 when the log is not whole, 2 when a file cannot be used.
    """  # noqa: D301
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


@command.command("extract")
@click.argument("case", metavar="CASE")
@click.option(
    "--reader",
    type=click.Choice(list(EXTRACTS)),
    required=True,
    help="For the person the case is about, or for the auditor.",
)
@click.option(
    "--actor", required=True, metavar="ID", help="Your own id; it is sealed into the log."
)
@options.language
@options.as_json
def extract(case: str, reader: str, actor: str, tag: str, json_out: bool) -> None:
    """Take the extract of one case; that itself is logged.

    The person the case is about learns when and why, never who or which organisation. The auditor
    also learns the role and a pseudonym, which is another one in every case.

    \b
    Examples:
      relocation audit extract CASE --reader subject --actor ID
      relocation audit extract CASE --reader auditor --actor ID --json

    Ends with 0, or 2 when a file cannot be used or the day's quota is reached.
    """  # noqa: D301
    if len(actor.encode()) > ID_BYTES:
        raise Refused(Complaint("--actor", "no id is so long", "give your own id"))
    with refusing():
        keys = HeldKeys.of(open_keys())
    with opened_database() as session:
        take = EXTRACTS[reader]
        # There is no sign-in here: the log holds what somebody says of themselves.
        by = InRole(actor, Role.AUDITOR)
        entries = list(take(session, by, case, keys=keys, now=datetime.now(UTC)))
    if json_out:
        _print_json([asdict(entry) for entry in entries])
        return
    for entry in entries:
        click.echo(entry_line(entry, Language(tag)))


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
