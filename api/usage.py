"""What is wrong with the words of a command: place, rule and remedy, never the word itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

import click

from api.exit_codes import ExitCode
from api.no_plan import language_of

WORDS = "api.words"
"""Where a context keeps the words it was made from."""


class WrongUsage(click.ClickException):
    """A command that was asked for in words it does not know; nothing was done."""

    exit_code = ExitCode.BAD_INPUT

    def show(self, file: IO[Any] | None = None) -> None:
        """One line on standard error."""
        click.echo(self.message, file=file, err=True)


@contextmanager
def own_words(words: Sequence[str]) -> Iterator[None]:
    """Say a fault of usage in the language that the words ask for, without repeating them."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # Its text is the help.
    except click.UsageError as fault:
        # Sentences need more than a start may load.
        language = import_module("api.language").Language(language_of(words))
        code, facts = _told(fault)
        path = "relocation" if fault.ctx is None else fault.ctx.command_path
        raise WrongUsage(language.say(f"usage.{code}", command=path, **facts)) from None


def _told(fault: click.UsageError) -> tuple[str, dict[str, Any]]:
    """The sentence and its facts, all of them the program's own."""
    if isinstance(fault, click.MissingParameter):
        return "missing", {"place": _place(fault.param)}
    if isinstance(fault, click.BadParameter):
        code, facts = _of_kind(fault.param)
        return code, {"place": _place(fault.param), **facts}
    if isinstance(fault, click.BadOptionUsage):
        return "value", {"place": fault.option_name}  # The parser knows it: it is one of ours.
    if isinstance(fault, click.NoSuchOption):
        return ("near", {"near": fault.possibilities[0]}) if fault.possibilities else ("option", {})
    if fault.ctx is not None and isinstance(fault.ctx.command, click.Group):
        return "command", {"commands": ", ".join(fault.ctx.command.list_commands(fault.ctx))}
    return "words", {}


def _place(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return "" if param is None else param.metavar or str(param.name).upper()


def _of_kind(param: click.Parameter | None) -> tuple[str, dict[str, Any]]:
    """What a value must be, by the type of its option or argument."""
    kind = None if param is None else param.type
    if isinstance(kind, click.Choice):
        return "choice", {"allowed": ", ".join(map(str, kind.choices))}
    if isinstance(kind, click.IntRange | click.FloatRange):
        facts = {"whole": isinstance(kind, click.IntRange), "least": kind.min, "most": kind.max}
        if kind.max is None:
            return ("above" if kind.min_open else "least"), facts
        return "range", facts
    if isinstance(kind, click.DateTime):
        return "day", {}
    return ("file" if isinstance(kind, click.Path) else "other"), {}
