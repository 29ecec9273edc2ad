"""`relocation jobs`: what is due and nobody presses, and long work; once or again and again."""

from pathlib import Path

import click

from api import options
from api.doing import doing

FILE = click.Path(path_type=Path)


@click.group("jobs")
def command() -> None:
    """Do what is due and nobody presses, and long work that somebody asked for.

    `relocation serve` does both by itself; with its --no-jobs these do, on as many machines as are
    needed. The store and its keys are those that the settings name.

    \b
    Examples:
      relocation jobs run
      relocation jobs run --once
      relocation jobs work
    """  # noqa: D301


@command.command("run")
@click.option("--once", is_flag=True, help="One pass, not one a minute.")
@click.option("--checkpoints", type=FILE, metavar="PATH", help="The folder of checkpoints.")
@click.option("--signing-key", type=FILE, metavar="PATH", help="The key that signs the log.")
@options.language
@options.as_json
def run(
    once: bool, checkpoints: Path | None, signing_key: Path | None, tag: str, json_out: bool
) -> None:
    """Do what is due, once a minute until it is ended.

    Several may run at once, and each may be killed at any moment: nothing is lost or done twice.
    Without a signing key the log is not signed.

    \b
    Examples:
      relocation jobs run
      relocation jobs run --once --json

    Ends with 0; with 3 where something could not be done or messages were given up; with 2 where
    store or keys cannot be used.
    """  # noqa: D301
    doing("jobs").run(once, checkpoints, signing_key, tag, json_out)


@command.command("work")
@click.option("--once", is_flag=True, help="Only what waits now, not until it is ended.")
@options.language
@options.as_json
def work(once: bool, tag: str, json_out: bool) -> None:
    """Do long work, such as proposals, one job after another until it is ended.

    Several may work at once, and each may be killed at any moment: its job is taken over once its
    lease is over. Prints one line for each job.

    \b
    Examples:
      relocation jobs work
      relocation jobs work --once --json

    Ends with 0; with 2 where store or keys cannot be used.
    """  # noqa: D301
    doing("jobs").work(once, tag, json_out)
