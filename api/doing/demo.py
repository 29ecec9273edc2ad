"""The work of `relocation demo`: a store of made-up cases, with today's round proposed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from api.answer import Answer
from api.answering import answer_round, exit_code
from api.demo.answered import answered
from api.demo.candidates import Drawn
from api.demo.counted import Counted, counted
from api.demo.history import Lived, Tell, live
from api.demo.place import Place, new_place, new_store
from api.demo.served import first_free, serve_made_up, tell_codes
from api.demo.shown import lines
from api.demo.sign_ins import FILE, SignIn, enrol_visitors, file_of
from api.exit_codes import ExitCode
from api.inputs import language_for, open_register, refusing
from api.interrupt import ended_as_by_ctrl_c
from api.language import LANGUAGES, Language
from api.refusal import Complaint, Refused
from api.report.page import render
from api.terminal import print_proposal, tell_of_map
from api.writing import show_and_write, write_all
from relocation.audit.keys import HeldKeys
from relocation.audit.witness import checkpoint
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
    round_only: bool
    serve: bool
    port: int
    codes: bool
    json_out: bool

    def must_fit(self) -> None:
        """See that the options go together.

        Raises:
            Refused: two of them do not.
        """
        if self.seconds is not None and not self.round_only:
            rule = "an answer that a clock cut is never stored"
            raise Refused(Complaint("--seconds", rule, "give --round-only, or --effort"))
        if self.serve and (self.round_only or self.json_out):
            rule = "what is served is a store, and told as text"
            raise Refused(Complaint("--serve", rule, "leave out --round-only and --json"))

    @property
    def limit(self) -> Limit:
        return Limit(self.effort, self.seconds)


@dataclass(frozen=True, slots=True)
class Made:
    """A store that is whole, still beside its place, and what is told of it."""

    lived: Lived
    found: Counted
    answer: Answer
    sign_ins: tuple[SignIn, ...]


def run(ctx: click.Context, /, **given: Any) -> None:
    """Try it: a store of made-up cases in every stage, and today's round proposed."""
    asked = Asked(**given)
    asked.must_fit()
    if asked.codes:
        tell_codes(asked.folder, Language(asked.tag), json_out=asked.json_out)
        return
    if asked.serve:
        with first_free(asked.port) as listener:
            answer, place = _whole(asked)
            _tell_next(answer, asked)
            serve_made_up(listener, place, Language(asked.tag))
        return
    answer = _round_alone(ctx, asked) if asked.round_only else _whole(asked)[0]
    _tell_next(answer, asked)
    ctx.exit(exit_code(answer.result))


def _tell_next(answer: Answer, asked: Asked) -> None:
    say, person = language_for(asked.tag, answer.problem), answer.problem.people[0].key
    click.echo(say.say("terminal.next", folder=asked.folder, person=person), err=True)


def _round_alone(ctx: click.Context, asked: Asked) -> Answer:
    """The same options always give the same round, dated as the policy begins."""
    policy = load_policy()
    on, country = policy.valid_from, open_register(policy.valid_from).country
    made = generate(
        country, policy, people=asked.people, seed=asked.seed, family=asked.family, on=on
    )
    problem = PlacementProblem(country, made, policy)
    say = language_for(asked.tag, problem)
    found = answer_round(problem, asked.limit, say)
    if found.cancelled:
        _show(found.answer, say, asked)
        click.echo(say.say("terminal.cancelled"), err=True)
        ctx.exit(ExitCode.INTERRUPTED)
    show_and_write(
        lambda: _show(found.answer, say, asked),
        lambda: _write(found.answer, say, asked),
        document=asked.json_out,
    )
    return found.answer


def _whole(asked: Asked) -> tuple[Answer, Place]:
    """A store with its round; nothing is left of it where it cannot be finished."""
    with (
        ended_as_by_ctrl_c(),
        _in_a_folder(asked.folder),
        refusing(),
        new_place(asked.folder) as place,
    ):
        made = _made(asked, place)
        say = language_for(asked.tag, made.answer.problem)

        def show() -> None:
            _show(made.answer, say, asked)
            for line in lines(made.lived, made.found, made.sign_ins, place.folder, say):
                click.echo(line, err=asked.json_out)

        def write() -> None:
            _write(made.answer, say, asked)
            place.put()
            click.echo(say.say("terminal.written", path=place.folder), err=True)

        show_and_write(show, write, document=asked.json_out)
        return made.answer, place


def _made(asked: Asked, place: Place) -> Made:
    """The same options always give the same people; the days are those before this one."""
    drawn = Drawn(asked.people, asked.seed, asked.family)
    with new_store(place) as store, _telling(Language(asked.tag)) as tell:
        now = datetime.now(UTC).replace(microsecond=0)
        lived = live(store, drawn, now, limit=asked.limit, tell=tell)
        sign_ins = enrol_visitors(store, lived)
        place.write(FILE, file_of(sign_ins))
        witness = place.witness
        with store.transaction() as session:
            keys = HeldKeys.of(store.keys)
            checkpoint(session, witness.folder, witness.key, keys=keys, now=lived.now)
        return Made(lived, counted(store), answered(store, lived, drawn), sign_ins)


@contextmanager
def _telling(say: Language) -> Iterator[Tell]:
    """Says what is being done, on standard error; nothing where that is no terminal."""
    err = Console(stderr=True)
    with err.status("") as status:
        yield lambda code: status.update(say.say(f"demo_step.{code}"))


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
    with _in_a_folder(asked.folder):
        write_all(contents)
    for path in contents:
        click.echo(say.say("terminal.written", path=path), err=True)
    tell_of_map(answer, say)


@contextmanager
def _in_a_folder(folder: Path) -> Iterator[None]:
    try:
        with folder_for(folder):
            yield
    except OSError as fault:
        if fault.filename is None:
            raise
        rule = "the folder cannot be made there"
        raise Refused(Complaint("--folder", rule, "name a folder that you may write to")) from None
