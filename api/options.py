"""Options that several commands share, so that they look and mean the same everywhere."""

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from api.refusal import Complaint, Refused
from scoring.shipped_policy import LATEST

Command = Callable[..., Any]


class Amount(click.FloatRange):
    """A number within bounds that is neither infinite nor "not a number"."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Refuse what no clock and no counter can reach."""
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail("this is no finite number; give a number of seconds", param, ctx)
        return number


class _Existing(click.Path):
    """A file that is there, or a refusal like that of any other input: as JSON where asked."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """Refuse what is no file that may be read."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            place = str(param.make_metavar(ctx)) if param and ctx else "file"
            remedy = "check that it exists, is a file and may be read"
            raise Refused(Complaint(place, "there is no such file", remedy)) from None


EXISTING = _Existing(exists=True, dir_okay=False, path_type=Path)


def policy(command: Command) -> Command:
    """`--policy`: a shipped policy or a file."""
    return click.option(
        "--policy",
        "policy_name",
        default=LATEST,
        show_default=True,
        metavar="POLICY",
        help="A shipped policy by name, or the path of a .toml file.",
    )(command)


def language(command: Command) -> Command:
    """`--language`: Danish unless said otherwise."""
    return click.option(
        "--language",
        "tag",
        type=click.Choice(["da", "en"]),
        default="da",
        show_default=True,
        envvar="RELOCATION_LANGUAGE",
        help="The language of what you read; also from RELOCATION_LANGUAGE.",
    )(command)


def as_json(command: Command) -> Command:
    """`--json`: one JSON document on standard output, errors too."""
    return click.option(
        "--json",
        "json_out",
        is_flag=True,
        is_eager=True,  # Known before a file is looked at, so that its refusal is JSON too.
        help="One JSON document on standard output, errors too.",
    )(command)


def acting(command: Command) -> Command:
    """`--actor`: whose account acts, as somebody says of themselves."""
    return _actor(command, required=True, more="")


def acting_or_first(command: Command) -> Command:
    """`--actor`, which the first account of a store is added without."""
    return _actor(command, required=False, more="; none for the first account of a store")


def _actor(command: Command, *, required: bool, more: str) -> Command:
    return click.option(
        "--actor", required=required, metavar="ID", help=f"Your own account's id{more}."
    )(command)


def effort(command: Command) -> Command:
    """`--effort` and `--seconds`: the limits of one answer."""
    counted = click.option(
        "--effort",
        type=Amount(min=0, min_open=True),
        default=120.0,
        show_default=True,
        help="Counted work per aim (deterministic seconds); the same answer on every machine.",
    )
    clock = click.option(
        "--seconds",
        type=Amount(min=0, min_open=True),
        help="Stop after so many seconds by the clock; such an answer cannot be repeated.",
    )
    return counted(clock(command))
