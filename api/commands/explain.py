"""`relocation explain`: why somebody got a place, why not another, and what a reader may get."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from api import options
from api.exit_codes import ExitCode
from api.explained import head_lines, here_lines, sheet_lines, why_not_lines
from api.inputs import language_for, open_answered, refusing
from api.interrupt import ctrl_c
from api.language import Language
from api.refusal import Complaint, Refused
from api.report.sheet import render_sheet
from api.writing import refuse_targets, write_all
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.placements.readers import Sheet, option_for, sheet_for
from scoring.check import check
from scoring.explain import explain, why_here, why_not, why_not_at_once
from scoring.explanation import WhyNot
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Result

STAGES = {stage.value[:2]: stage for stage in Stage}
CENTRAL = Role.CENTRAL_CASEWORKER


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    result_path: Path
    round_path: Path
    person: str
    policy_name: str
    municipality: str | None
    quick: bool
    role: str
    stage: str
    released: bool
    out: Path | None
    tag: str
    effort: float
    seconds: float | None
    json_out: bool


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
    asked = Asked(**given)
    refuse_targets((asked.result_path, asked.round_path), {"--out": asked.out})
    problem, result = open_answered(asked.result_path, asked.round_path, asked.policy_name)
    _refuse_faulty(problem, result)
    say = language_for(asked.tag, problem)
    with refusing():
        if level(asked.role, DataClass.PROPOSAL, STAGES[asked.stage]) is Level.FULL:
            _central(asked, problem, result, say)
            ctx.exit(ExitCode.DONE)
        sheet = _sheet(asked, problem, result)
    try:
        _tell(asked, problem, sheet, say)
    except KeyboardInterrupt:
        # The page is perhaps written: only what comes before is told as "nothing was written".
        ctx.exit(ExitCode.INTERRUPTED)


def _refuse_faulty(problem: PlacementProblem, result: Result) -> None:
    """Nobody gets reasons for a plan that is not what it claims to be."""
    if check(problem, result):
        rule = "the result is not what it claims to be"
        remedy = "read what is wrong with `relocation check`, and solve the round again"
        raise Refused(Complaint("result", rule, remedy))


def _central(asked: Asked, problem: PlacementProblem, result: Result, say: Language) -> None:
    if asked.out is not None:
        remedy = "name another reader, or write the whole report with `relocation propose --out`"
        raise Refused(Complaint("--out", "the page is for readers outside the unit", remedy))
    here = why_here(problem, result, asked.person)
    not_there = _why_not(asked, problem, result) if asked.municipality else None
    if asked.json_out:
        _print_json({"here": asdict(here), "why_not": not_there and asdict(not_there)})
        return
    if not_there is None:
        _print(here_lines(here, say))
    else:
        _print([*head_lines(here, say), *why_not_lines(not_there, say)])


def _why_not(asked: Asked, problem: PlacementProblem, result: Result) -> WhyNot:
    code = str(asked.municipality)
    if asked.quick:
        return why_not_at_once(problem, result, asked.person, code)
    with ctrl_c() as cancelled:
        found = why_not(
            problem,
            result,
            asked.person,
            code,
            Limit(asked.effort, asked.seconds),
            cancelled=cancelled,
        )
        if cancelled():
            raise click.Abort
    return found


def _tell(asked: Asked, problem: PlacementProblem, sheet: Sheet | None, say: Language) -> None:
    if asked.out is not None and sheet is not None:
        page = render_sheet(sheet, say, made_up=problem.round.made_up)
        write_all({asked.out: page.encode()})
    if asked.json_out:
        _print_json(None if sheet is None else asdict(sheet))
    else:
        _print(sheet_lines(sheet, say))


def _sheet(asked: Asked, problem: PlacementProblem, result: Result) -> Sheet | None:
    explanation = explain(problem, result, asked.person)
    stage = STAGES[asked.stage]
    if asked.municipality is None:
        return sheet_for(asked.role, stage, explanation, released=asked.released)
    option = option_for(asked.role, stage, explanation, asked.municipality, released=asked.released)
    return None if option is None else Sheet(options=(option,))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
