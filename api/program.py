"""The commands of `relocation`: a table, each loaded only when it is called; and how they end."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from api.exit_codes import ExitCode
from api.usage import WORDS, own_words

COMMANDS = {
    "demo": "Try it: a store of made-up cases in every stage, and today's round proposed.",
    "serve": "Serve the application until it is ended.",
    "propose": "Propose a place for everybody in a round.",
    "explain": "Say why somebody got a place, and why not another.",
    "check": "Verify a plan against its round, without the solver.",
    "data": "Check, show or replace the reference data.",
    "db": "Bring the store to the newest revision, or check it.",
    "keys": "Make the key store, check it, or wrap its keys again.",
    "users": "List, add, disable, qualify or enrol accounts.",
    "import": "Take facts that belong to no case from a file, all or none.",
    "jobs": "Do what is due and nobody presses, and long work that somebody asked for.",
    "erase": "Erase cases whose follow-up is over, for good.",
    "backup": "Back up the database and its keys, while everybody works on.",
    "restore": "Restore the keys, and the database into an empty store of either kind.",
    "audit": "Verify the audit log, sign a checkpoint, or take an extract.",
    "benchmark": "Measure the engine beside other solvers.",
}
"""The commands in the order of `--help`, each with the first sentence of its help."""
MODULES = {"import": "import_"}
"""Where a command's name cannot be a module's."""


class Commands(click.Group):
    """A group that imports a command's module when it is called, so that the start stays light.

    What is wrong with the words of a command, its own or that of one below it, is told here.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        words = tuple(args)
        with own_words(words):
            ctx = super().make_context(info_name, args, parent, **extra)
        ctx.meta[WORDS] = words
        return ctx

    def invoke(self, ctx: click.Context) -> Any:
        with own_words(ctx.meta[WORDS]):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"api.commands.{MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command("relocation", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="relocation", message="%(prog)s %(version)s")
def relocation() -> None:
    """Propose, explain and check places for people who leave gangs.

    The engine's commands work on files alone: no database, no sign-in, no network. Start with

    \b
      relocation demo
      relocation propose examples/small-round.json
      relocation propose --help
    """  # noqa: D301


def run() -> int:
    """Run the command that was asked for, and give its exit code.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
    """
    try:
        return _ended()
    except (SystemExit, BrokenPipeError):
        # click and rich end so when the reader of a pipe has gone; so does an error told to it.
        return _without_output()
    except OSError as fault:
        if fault.filename is not None:
            raise
        click.echo("standard output: it cannot be written; make room, or name a file", err=True)
        return _without_output()


def _ended() -> int:
    try:
        return int(relocation.main(standalone_mode=False) or ExitCode.DONE)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as refused:
        refused.show()
        return int(refused.exit_code)


def _without_output() -> int:
    """Let what is still held back go nowhere, so that the end itself cannot fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return ExitCode.BAD_INPUT
