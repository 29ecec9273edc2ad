"""The work of `relocation propose`: one round in, a proposal out, on files alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from api.answer import Answer
from api.answer_file import answer_bytes
from api.answering import Answered, answer_round, exit_code, look_beside
from api.exit_codes import ExitCode
from api.inputs import language_for, open_problem
from api.language import Language
from api.refusal import Complaint, Refused
from api.report.page import render
from api.terminal import print_proposal, tell_of_map
from api.writing import refuse_targets, show_and_write, write_all
from scoring.limit import Limit
from scoring.problem import PlacementProblem


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for; the names are those of the options."""

    round_path: Path
    policy_name: str
    out: Path | None
    json_out: str | None
    tag: str
    effort: float
    seconds: float | None
    memory: int | None
    alternatives: bool
    count_ties: bool
    quiet: bool

    @property
    def json_path(self) -> Path | None:
        """The file for the result; None where none was asked for, or standard output was."""
        return None if self.json_out in {None, "-"} else Path(str(self.json_out))


def run(ctx: click.Context, /, **given: Any) -> None:
    """Propose a place for everybody in a round."""
    asked = Asked(**given)
    _refuse(asked)
    problem = open_problem(asked.round_path, asked.policy_name)
    say = language_for(asked.tag, problem)
    answered = _answer(problem, say, asked)
    try:
        ctx.exit(_told(answered, say, asked))
    except KeyboardInterrupt:
        # A plan is there, and perhaps written: only what comes before is told as "no plan yet".
        ctx.exit(ExitCode.INTERRUPTED)


def _told(answered: Answered, say: Language, asked: Asked) -> ExitCode:
    if answered.cancelled:
        _show(answered.answer, say, asked)
        whole = answered.answer.result.repeatable
        code = "terminal.cancelled_beside" if whole else "terminal.cancelled"
        click.echo(say.say(code), err=True)
        return ExitCode.INTERRUPTED
    show_and_write(
        lambda: _show(answered.answer, say, asked),
        lambda: _write(answered.answer, say, asked),
        document=asked.json_out == "-",
    )
    return exit_code(answered.answer.result)


def _refuse(asked: Asked) -> None:
    refuse_targets((asked.round_path,), {"--out": asked.out, "--json": asked.json_path})
    if asked.memory is not None and (asked.alternatives or asked.count_ties):
        rule = "the limit holds for the proposal alone, not for what is asked beside it"
        remedy = "leave out --memory, or --alternatives and --count-ties"
        raise Refused(Complaint("--memory", rule, remedy))


def _answer(problem: PlacementProblem, say: Language, asked: Asked) -> Answered:
    limit = Limit(asked.effort, asked.seconds)
    answered = answer_round(problem, limit, say, quiet=asked.quiet, memory=asked.memory)
    if answered.cancelled or not (asked.alternatives or asked.count_ties):
        return answered
    return look_beside(
        answered.answer,
        limit,
        say,
        ties=asked.count_ties,
        alternatives=asked.alternatives,
        quiet=asked.quiet,
    )


def _show(answer: Answer, say: Language, asked: Asked) -> None:
    if asked.json_out == "-":
        click.echo(answer_bytes(answer), nl=False)
    elif not asked.quiet:
        print_proposal(answer, say)


def _write(answer: Answer, say: Language, asked: Asked) -> None:
    """Make every content before the first file is written."""
    contents: dict[Path, bytes] = {}
    if asked.json_path is not None:
        contents[asked.json_path] = answer_bytes(answer)
    if asked.out is not None:
        contents[asked.out] = render(answer, say).encode()
    write_all(contents)
    for path in contents:
        click.echo(say.say("terminal.written", path=path), err=True)
    if asked.out is not None:
        tell_of_map(answer, say)
