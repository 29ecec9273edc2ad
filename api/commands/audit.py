"""`relocation audit`: the log verified, a checkpoint signed, an extract taken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from api import options
from api.doing import doing
from relocation.home import PREFIX

Command = Callable[..., Any]

READERS = ("subject", "auditor")


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
    doing("audit").verify(ctx, **given)


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
    doing("audit").checkpoint(ctx, **given)


@command.command("extract")
@click.argument("case", metavar="CASE")
@click.option(
    "--reader",
    type=click.Choice(READERS),
    required=True,
    help="For the person the case is about, or for the auditor.",
)
@options.acting
@options.language
@options.as_json
def extract(case: str, reader: str, actor: str, tag: str, json_out: bool) -> None:
    """Take the extract of one case, as an auditor; that itself is logged.

    The person the case is about learns when and why, never who or which organisation. The auditor
    also learns the role and a pseudonym, which is another one in every case; not once the case is
    erased.

    \b
    Examples:
      relocation audit extract CASE --reader subject --actor ID
      relocation audit extract CASE --reader auditor --actor ID --json

    Ends with 0, or 2 when the account is no auditor's, there never was such a case, a file cannot
    be used or the day's quota is reached.
    """  # noqa: D301
    doing("audit").extract(case, reader, actor, tag, json_out)
