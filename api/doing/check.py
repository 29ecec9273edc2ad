"""The work of `relocation check`: a plan verified, by code apart from the models."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

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


def run(ctx: click.Context, /, **given: Any) -> None:
    """Verify a plan against its round, without the solver."""
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
