"""`relocation propose`: one round in, a proposal out, on files alone."""

from pathlib import Path
from typing import Any

import click

from api import options
from api.doing import doing

FILE = click.Path(path_type=Path)


@click.command("propose")
@click.argument("round_path", metavar="ROUND.json", type=options.EXISTING)
@options.policy
@click.option("--out", type=FILE, metavar="FILE", help="Write the HTML report to this file.")
@click.option(
    "--json",
    "json_out",
    is_flag=False,
    is_eager=True,
    flag_value="-",
    metavar="[FILE]",
    help="Write the result as JSON; without a file, or with -, to standard output.",
)
@options.language
@options.effort
@click.option(
    "--memory",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Solve in a process of its own that may use so many megabytes.",
)
@click.option(
    "--alternatives",
    is_flag=True,
    help="Also look for plans nearly as good that differ in many people.",
)
@click.option("--count-ties", is_flag=True, help="Also count the plans that are equally good.")
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
      relocation propose round.json --alternatives --count-ties

    Ends with 0 when every aim is proven (the tie-break may be open), 4 when the plan is valid but
    an aim is open, 2 when the input cannot be used, 5 when the process of --memory failed, 130
    after Ctrl-C: the best plan so far is shown, or that there is none, and nothing is written. Also
    with 2 when standard output cannot be written; the files named are written all the same.
    """  # noqa: D301
    doing("propose").run(ctx, **given)
