"""`relocation demo`: a store of made-up cases in every stage, with today's round proposed."""

from pathlib import Path
from typing import Any

import click

from api import options
from api.doing import doing
from scenarios.families import FAMILIES


@click.command("demo")
@click.option("--people", type=click.IntRange(4, 500), default=60, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--family", type=click.Choice(list(FAMILIES)), default="sparse", show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out/demo"),
    show_default=True,
    help="Where store, round, result and reports are written.",
)
@click.option("--round-only", is_flag=True, help="A made-up round alone, without a store; quick.")
@click.option("--serve", is_flag=True, help="Then serve the store, and say how to sign in.")
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8000,
    show_default=True,
    help="The first port that is tried with --serve.",
)
@click.option("--codes", is_flag=True, help="How to sign in to a store made before; nothing else.")
@options.language
@options.effort
@options.as_json
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Try it: a store of made-up cases in every stage, and today's round proposed.

    Everybody in it is made up from a seed and labelled so; the 98 municipalities, their distances
    and their figures are real. Every case came where it is by the steps that people take, with a
    clock that moved. Prints the proposal, what the store holds and what to try; writes the store
    into a folder of its own, and the round, the result and the report in both languages.

    With --serve the store then answers on this machine alone, and the sign-ins of some accounts are
    printed with their one-time codes; --codes prints them anew, since a code is good for a minute.

    \b
    Examples:
      relocation demo
      relocation demo --serve
      relocation demo --codes
      relocation demo --round-only --people 20 --family feud --seed 7 --language en

    Ends as `relocation propose` does. A store of an earlier run stays; this one lies beside it. A
    store takes a minute or two; --seconds goes with --round-only alone, since what is stored must
    repeat.
    """  # noqa: D301
    doing("demo").run(ctx, **given)
