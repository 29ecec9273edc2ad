"""`relocation explain`: why somebody got a place, why not another, and what a reader may get."""

from pathlib import Path
from typing import Any

import click

from api import options
from api.doing import doing
from relocation.permissions import Role, Stage

STAGES = {stage.value[:2]: stage for stage in Stage}
CENTRAL = Role.CENTRAL_CASEWORKER


@click.command("explain")
@click.argument("result_path", metavar="RESULT.json", type=options.EXISTING)
@click.argument("round_path", metavar="ROUND.json", type=options.EXISTING)
@click.argument("person", metavar="PERSON")
@options.policy
@click.option("--why-not", "municipality", metavar="CODE", help="A municipality, such as 0101.")
@click.option("--quick", is_flag=True, help="With --why-not: only the answer at once.")
@click.option(
    "--reader",
    "role",
    type=click.Choice([role.value for role in Role]),
    default=CENTRAL.value,
    show_default=True,
    help="Who reads; others than the central unit get what the access matrix allows.",
)
@click.option(
    "--stage",
    type=click.Choice(list(STAGES)),
    default="S4",
    show_default=True,
    help="How far the case has come.",
)
@click.option("--released", is_flag=True, help="The central unit has released the shortlist.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="The reader's page as HTML."
)
@options.language
@options.effort
@options.as_json
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Say why somebody got a place, and why not another.

    The central unit gets everything: points, reasons, the place that the person would have alone.
    With --why-not, the rules that close a municipality, or what it would cost: the round is solved
    again with that place held. Any other reader gets the sentences of the shortlist, needs and
    precautions, as the access matrix allows; with --why-not, of the shortlist's places only.
    A result that check finds fault with is refused; that no plan is better is not proven here, but
    by check --recompute.

    \b
    Examples:
      relocation explain result.json round.json p001
      relocation explain result.json round.json p001 --why-not 0101 --language en
      relocation explain result.json round.json p001 --reader candidate --released --out sheet.html

    Ends with 0, 2 when the input cannot be used, 130 after Ctrl-C.
    """  # noqa: D301
    doing("explain").run(ctx, **given)
