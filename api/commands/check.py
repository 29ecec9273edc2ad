"""`relocation check`: a plan verified against its round, by code apart from the models."""

from typing import Any

import click

from api import options
from api.doing import doing


@click.command("check")
@click.argument("result_path", metavar="RESULT.json", type=options.EXISTING)
@click.argument("round_path", metavar="ROUND.json", type=options.EXISTING)
@options.policy
@click.option("--recompute", is_flag=True, help="Also solve again and compare byte for byte.")
@options.language
@options.as_json
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Verify a plan against its round, without the solver.

    Values, rules, closings and outcomes are worked out again from the round by separate code.
    Bounds and status are held against each other and against what single moves reach: a plan that
    only several moves at once would better passes as proven. Only --recompute proves bounds and
    status: the round is solved again with the limits of effort that the result names, and the two
    must be the same bytes. Without it, an engine, a seed or a library that is not the one the
    result names is a notice, since the plan can be valid all the same. Other plans in the result
    are verified in the same way; that there are no more, and how many tie, is not.

    \b
    Examples:
      relocation check result.json round.json
      relocation check result.json round.json --recompute --json

    Ends with 0 when nothing is wrong, 3 when something is, 2 when a file cannot be used.
    """  # noqa: D301
    doing("check").run(ctx, **given)
