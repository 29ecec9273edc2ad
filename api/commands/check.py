"""`relocation check`: a plan verified against its round, by code apart from the models."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from api import options
from api.exit_codes import ExitCode
from api.inputs import open_answered
from scoring.check import Violation, check
from scoring.explain import recompute


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    result_path: Path
    round_path: Path
    policy_name: str
    recompute: bool
    json_out: bool


@click.command("check")
@click.argument("result_path", metavar="RESULT.json", type=options.EXISTING)
@click.argument("round_path", metavar="ROUND.json", type=options.EXISTING)
@options.policy
@click.option("--recompute", is_flag=True, help="Also solve again and compare byte for byte.")
@options.as_json
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Verify a plan against its round, without the solver.

    Every rule, every closing, every aim's stated figure and the status are worked out again from
    the round by separate code. With --recompute the round is solved again with the limits that the
    result names, and the two must be the same bytes.

    \b
    Examples:
      relocation check result.json round.json
      relocation check result.json round.json --recompute --json

    Ends with 0 when nothing is wrong, 3 when something is, 2 when a file cannot be used.
    """  # noqa: D301
    asked = Asked(**given)
    problem, result = open_answered(asked.result_path, asked.round_path, asked.policy_name)
    found = list(check(problem, result))
    if asked.recompute:
        again = recompute(problem, result)
        found += [_differs(name) for name in again.differs]
    if asked.json_out:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print(found, len(result.placements))
    ctx.exit(ExitCode.VIOLATIONS if found else ExitCode.DONE)


def _differs(name: str) -> Violation:
    if name == "answer":
        message = "solving again gave other bytes, or the answer was stopped early"
    else:
        message = f"{name} is not what the result names; use the version that it names"
    return Violation("recompute", (), message)


def _print(found: Sequence[Violation], people: int) -> None:
    for violation in found:
        who = f" ({', '.join(violation.people)})" if violation.people else ""
        click.echo(f"{violation.code}{who}: {violation.message}")
    if not found:
        click.echo(f"Nothing wrong: {people} people, every rule kept, every stated figure right.")
