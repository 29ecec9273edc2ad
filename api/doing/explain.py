"""The work of `relocation explain`: why here, why not there, and what a reader may get."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from api.commands.explain import STAGES
from api.exit_codes import ExitCode
from api.explained import head_lines, here_lines, sheet_lines, why_not_lines
from api.inputs import language_for, open_answered, refusing
from api.interrupt import ctrl_c
from api.language import Language
from api.refusal import Complaint, Refused
from api.report.sheet import render_sheet
from api.writing import refuse_targets, write_all
from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import Sheet, option_for, sheet_for
from scoring.check import check
from scoring.explain import explain, why_here, why_not, why_not_at_once
from scoring.explanation import WhyNot
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.result import Result


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


def run(ctx: click.Context, /, **given: Any) -> None:
    """Say why somebody got a place, and why not another."""
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
