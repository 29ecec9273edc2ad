"""`relocation propose`: one round in, a proposal out, on files alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api import options
from api.answer import Answer
from api.answering import answer_round, exit_code
from api.exit_codes import ExitCode
from api.inputs import language_for, open_problem
from api.language import Language
from api.report.page import render
from api.terminal import print_proposal
from api.writing import refuse_targets, write_whole
from scoring.limit import Limit
from scoring.result_file import result_bytes

FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    round_path: Path
    policy_name: str
    out: Path | None
    json_out: str | None
    tag: str
    effort: float
    seconds: float | None
    quiet: bool

    @property
    def json_path(self) -> Path | None:
        """The file for the result; None where none was asked for, or standard output was."""
        return None if self.json_out in {None, "-"} else Path(str(self.json_out))


@click.command("propose")
@click.argument("round_path", metavar="ROUND.json", type=options.EXISTING)
@options.policy
@click.option("--out", type=FILE, metavar="FILE", help="Write the HTML report to this file.")
@click.option(
    "--json",
    "json_out",
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="Write the result as JSON; without a file, or with -, to standard output.",
)
@options.language
@options.effort
@click.option("--quiet", is_flag=True, help="No table and no progress bar.")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Propose a place for everybody in a round.

    Reads one JSON file, judges everybody on five criteria against every municipality, and proposes
    the best plan, aim after aim, each proven or with its gap. Somebody without a place is an
    outcome: the rules that conflict are named, and the command ends with 0.

    \b
    Examples:
      relocation propose examples/small-round.json
      relocation propose round.json --out report.html --json result.json
      relocation propose round.json --policy mine.toml --seconds 30 --language en

    Ends with 0 when every aim is proven (the tie-break may be open), 4 when the plan is valid but
    an aim is open, 2 when the input cannot be used, 130 after Ctrl-C: the best plan so far is
    shown, and nothing is written.
    """  # noqa: D301
    asked = Asked(**given)
    refuse_targets((asked.round_path,), {"--out": asked.out, "--json": asked.json_path})
    problem = open_problem(asked.round_path, asked.policy_name)
    say = language_for(asked.tag, problem)
    limit = Limit(asked.effort, asked.seconds)
    answered = answer_round(problem, limit, say, quiet=asked.quiet)
    _show(answered.answer, say, asked)
    if answered.cancelled:
        click.echo(say.say("terminal.cancelled"), err=True)
        ctx.exit(ExitCode.INTERRUPTED)
    _write(answered.answer, say, asked)
    ctx.exit(exit_code(answered.answer.result))


def _show(answer: Answer, say: Language, asked: Asked) -> None:
    if asked.json_out == "-":
        click.echo(result_bytes(answer.result), nl=False)
    elif not asked.quiet:
        print_proposal(answer, say)


def _write(answer: Answer, say: Language, asked: Asked) -> None:
    """Make every content before the first file is written."""
    contents: dict[Path, bytes] = {}
    if asked.json_path is not None:
        contents[asked.json_path] = result_bytes(answer.result)
    if asked.out is not None:
        contents[asked.out] = render(answer, say).encode()
    for path, content in contents.items():
        write_whole(path, content)
        click.echo(say.say("terminal.written", path=path), err=True)
