"""`relocation check`: a plan verified against its round, by code apart from the models."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api import options
from api.checked import found_lines, found_plain, not_verified
from api.exit_codes import ExitCode
from api.inputs import language_for, open_whole
from scoring.check import Fault, Violation, check, check_beside
from scoring.explain import made_elsewhere, recompute


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    result_path: Path
    round_path: Path
    policy_name: str
    recompute: bool
    tag: str
    json_out: bool


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
    asked = Asked(**given)
    problem, result, beside = open_whole(asked.result_path, asked.round_path, asked.policy_name)
    found = [*check(problem, result), *check_beside(problem, result, beside)]
    elsewhere = made_elsewhere(result)
    if asked.recompute:
        found += [_differs(name) for name in recompute(problem, result).differs]
        elsewhere = ()
    elsewhere = (*elsewhere, *not_verified(beside))
    if asked.json_out:
        document = found_plain(found, elsewhere, language_for("en", problem))
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        say = language_for(asked.tag, problem)
        for line in found_lines(
            found, elsewhere, len(result.placements), say, again=asked.recompute
        ):
            click.echo(line)
    ctx.exit(ExitCode.VIOLATIONS if found else ExitCode.DONE)


def _differs(name: str) -> Violation:
    if name == "answer":
        return Violation("recompute", (), Fault.ANOTHER_ANSWER)
    return Violation("recompute", (), Fault.ANOTHER_VERSION, {"version": name})
