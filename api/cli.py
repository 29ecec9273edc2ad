"""The command `relocation`: a table of commands, each loaded only when it is called."""

import sys
from importlib import import_module

import click

from api.exit_codes import ExitCode

COMMANDS = {
    "demo": "Try it: a made-up round on the real Denmark, proposed and explained.",
    "propose": "Propose a place for everybody in a round.",
    "explain": "Say why somebody got a place, and why not another.",
    "check": "Verify a plan against its round, without the solver.",
    "data": "Check, show or replace the reference data.",
    "benchmark": "Measure the engine beside other solvers.",
}
"""The commands in the order of `--help`, each with the first sentence of its help."""


class Commands(click.Group):
    """A group that imports a command's module when it is called, so that the start stays light."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"api.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command("relocation", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="relocation", message="%(prog)s %(version)s")
def relocation() -> None:
    """Propose, explain and check places for people who leave gangs.

    The commands work on files alone: no database, no sign-in, no network. Start with

    \b
      relocation demo
      relocation propose examples/small-round.json
      relocation propose --help
    """  # noqa: D301


def main() -> None:
    """Run the command line; Ctrl-C ends it with its own exit code."""
    try:
        sys.exit(relocation.main(standalone_mode=False) or ExitCode.DONE)
    except click.ClickException as refused:
        refused.show()
        sys.exit(refused.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(ExitCode.INTERRUPTED)
