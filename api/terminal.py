"""What a person reads in the terminal: the proposal as a table, the aims, who has no place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from api.answer import Answer, Line
from api.language import Language
from api.origin import label_text
from api.report.aims import aim_label, merged_lines, status_text
from api.report.beside import Beside, beside
from api.report.conflicts import conflict_lines, conflict_texts
from api.report.decided import closed_decisions
from api.report.denmark import shapes_of
from api.report.grounds import missing
from api.rows import Column, Rows, print_rows
from scoring.criteria import ALL
from scoring.limit import Progress as Step
from scoring.limit import Tell

PIPED_WIDTH = 160
"""Columns where the output is no terminal: nobody reads it wrapped."""


def console() -> Console:
    """Standard output, plain and wide where it is no terminal."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=PIPED_WIDTH)


def print_proposal(answer: Answer, say: Language, out: Console | None = None) -> None:
    """Notices first, then the table, the aims and whoever has no place; on standard output."""
    out, problem = out or console(), answer.problem
    label = "terminal.made_up" if problem.round.made_up else "terminal.real"
    out.print(Text(say.say(label, label=label_text(problem.round, say)), style="bold"))
    for sentence in closed_decisions(answer, say):
        out.print(Text(sentence, style="bold"))
    print_rows(out, _plan(answer, say))
    print_rows(out, _aims(answer, say))
    out.print(Text(status_text(answer.result, say), style="bold"))
    for conflict in conflict_lines(answer.result, say):
        out.print(Text(say.say("terminal.without", people=conflict.people), style="bold"))
        for text in conflict_texts(conflict, say):
            out.print(Text(f"  {text}"))
    _print_beside(out, beside(answer, say), say)
    for sentence in notices(answer, say):
        out.print(Text(sentence))


def _print_beside(out: Console, found: Beside, say: Language) -> None:
    for sentence in found.sentences:
        out.print(Text(sentence))
    for plan in found.plans:
        out.print(Text(plan.title, style="bold"))
        for text in plan.aims:
            out.print(Text(f"  · {text}"))
        names = ("person", "proposed", "instead")
        columns = tuple(Column(say.say(f"column.{name}")) for name in names)
        cells = [(each.person, each.proposed, each.instead) for each in plan.differences]
        print_rows(out, Rows(columns, cells))


def notices(answer: Answer, say: Language) -> Iterator[str]:
    """The dates behind the answer, and what is proposed or missing."""
    problem = answer.problem
    numbers = problem.policy.numbers.values()
    yield say.say(
        "terminal.policy",
        version=answer.result.versions.policy,
        valid_from=problem.policy.valid_from,
        proposed=sum(number.status == "proposed" for number in numbers),
        all=len(numbers),
    )
    yield say.say("terminal.register", version=problem.country.version)
    yield from missing(answer, say)


def tell_of_map(answer: Answer, say: Language) -> None:
    """Say on standard error where a report was written without its map."""
    if shapes_of(answer.problem.country.codes) is None:
        click.echo(say.say("terminal.no_map"), err=True)


def _plan(answer: Answer, say: Language) -> Rows:
    notes = _notes(answer)
    points = (Column(say.say(f"criterion_short.{each.key}"), number=True) for each in ALL)
    columns = (
        Column(say.say("column.person")),
        Column(say.say("column.place")),
        Column(say.say("column.total"), number=True),
        *points,
        Column(say.say("column.marks"), wraps=True),
    )
    cells = [_cells(line, notes, say) for line in answer.lines]
    title = say.say("terminal.plan", date=answer.problem.round.date)
    return Rows(columns, cells, title, tuple(_legend(notes, say)))


def _notes(answer: Answer) -> dict[str, int]:
    """A number for each mark in use, so that the table stays narrow; its legend stands below."""
    marks = dict.fromkeys(mark for line in answer.lines for mark in line.marks)
    return {mark: number for number, mark in enumerate(marks, start=1)}


def _legend(notes: Mapping[str, int], say: Language) -> Iterator[str]:
    yield " · ".join(
        say.say(
            "terminal.legend",
            short=say.say(f"criterion_short.{criterion.key}"),
            label=say.say(f"criterion.{criterion.key}").lower(),
        )
        for criterion in ALL
    )
    for mark, number in notes.items():
        yield say.say("terminal.legend", short=number, label=say.say(f"mark.{mark}"))


def _cells(line: Line, notes: Mapping[str, int], say: Language) -> list[str]:
    total = "–" if line.total is None else say.number(line.total / 100, 2)
    points = [str(line.points[c.key]) if line.points else "–" for c in ALL]
    marks = " ".join(str(number) for number in sorted(notes[mark] for mark in line.marks))
    return [line.person, say.place(line.municipality), total, *points, marks]


def _aims(answer: Answer, say: Language) -> Rows:
    numbers = (Column(say.say(f"column.{name}"), number=True) for name in ("value", "bound", "gap"))
    columns = (
        Column(say.say("column.aim"), wraps=True),
        *numbers,
        Column(say.say("column.proven")),
    )
    aims = merged_lines(answer.result, say)
    cells = [(aim.label, aim.value, aim.bound, aim.gap, aim.proven) for aim in aims]
    return Rows(columns, cells, say.say("terminal.aims"))


@contextmanager
def progress(say: Language, *, quiet: bool, doing: str = "terminal.judging") -> Iterator[Tell]:
    """A bar on standard error that moves with every aim; nothing where that is no terminal."""
    err = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    shown = err.is_terminal and not quiet
    with Progress(*columns, console=err, transient=True, disable=not shown) as bar:
        task = bar.add_task(say.say(doing), total=None)

        def tell(step: Step) -> None:
            text = say.say(
                "terminal.progress",
                settled=step.settled,
                of=step.of,
                aim=aim_label(step.aim, say),
            )
            bar.update(task, description=text, total=step.of, completed=step.settled)

        yield tell
