"""`relocation demo`: a made-up round on the real Denmark, proposed, explained and written down."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api import options
from api.answer import Answer
from api.answering import answer_round, exit_code
from api.exit_codes import ExitCode
from api.inputs import language_for, open_register
from api.language import LANGUAGES, Language
from api.refusal import Complaint, Refused
from api.report.page import render
from api.terminal import print_proposal
from api.writing import show_and_write, write_all
from scenarios.families import FAMILIES
from scenarios.generate import generate
from scoring.limit import Limit
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.result_file import result_bytes
from scoring.round_file import round_bytes
from scoring.whole_file import folder_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    people: int
    seed: int
    family: str
    folder: Path
    tag: str
    effort: float
    seconds: float | None
    json_out: bool


@click.command("demo")
@click.option("--people", type=click.IntRange(4, 500), default=60, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--family", type=click.Choice(list(FAMILIES)), default="sparse", show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out/demo"),
    show_default=True,
    help="Where round, result and reports are written.",
)
@options.language
@options.effort
@options.as_json
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Try it: a made-up round on the real Denmark, proposed and explained.

    The people are made up from a seed and labelled so; the 98 municipalities, their distances and
    their figures are real. Prints the proposal and writes the round, the result and the report in
    both languages.

    \b
    Examples:
      relocation demo
      relocation demo --people 20 --family feud --seed 7 --language en

    Ends as `relocation propose` does.
    """  # noqa: D301
    asked = Asked(**given)
    problem = _made_up(asked)
    say = language_for(asked.tag, problem)
    answered = answer_round(problem, Limit(asked.effort, asked.seconds), say)
    if answered.cancelled:
        _show(answered.answer, say, asked)
        click.echo(say.say("terminal.cancelled"), err=True)
        ctx.exit(ExitCode.INTERRUPTED)
    show_and_write(
        lambda: _show(answered.answer, say, asked),
        lambda: _write(answered.answer, say, asked),
        document=asked.json_out,
    )
    following = say.say("terminal.next", folder=asked.folder, person=problem.people[0].key)
    click.echo(following, err=True)
    ctx.exit(exit_code(answered.answer.result))


def _made_up(asked: Asked) -> PlacementProblem:
    """The same options always give the same round, dated as the policy begins."""
    policy = load_policy()
    country = open_register(policy.valid_from).country
    round_ = generate(
        country,
        policy,
        people=asked.people,
        seed=asked.seed,
        family=asked.family,
        on=policy.valid_from,
    )
    return PlacementProblem(country, round_, policy)


def _files(answer: Answer) -> dict[str, bytes]:
    reports = {
        f"report-{tag}.html": render(answer, language_for(tag, answer.problem)).encode()
        for tag in LANGUAGES
    }
    return {
        "round.json": round_bytes(answer.problem.round),
        "result.json": result_bytes(answer.result),
        **reports,
    }


def _show(answer: Answer, say: Language, asked: Asked) -> None:
    if asked.json_out:
        click.echo(result_bytes(answer.result), nl=False)
    else:
        print_proposal(answer, say)


def _write(answer: Answer, say: Language, asked: Asked) -> None:
    contents = {asked.folder / name: content for name, content in _files(answer).items()}
    try:
        with folder_for(asked.folder):
            write_all(contents)
    except OSError:
        rule = "the folder cannot be made there"
        raise Refused(Complaint("--folder", rule, "name a folder that you may write to")) from None
    for path in contents:
        click.echo(say.say("terminal.written", path=path), err=True)
