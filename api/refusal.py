"""Input that cannot be used: every command says so alike, as text or as JSON, and ends with 2."""

import json
from dataclasses import asdict, dataclass
from typing import IO, Any

import click

from api.exit_codes import ExitCode


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong, never with the value itself.

    Attributes:
        line: counted from 1; None where the whole input is meant.
        path: where in the document, or the option's name.
    """

    path: str
    rule: str
    remedy: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write place, rule and remedy on one line."""
        place = "" if self.line is None else f"{self.line}:{self.column or 1} "
        what = f"{self.rule}; {self.remedy}" if self.remedy else self.rule
        return f"{place}{self.path}: {what}" if self.path else f"{place}{what}"


class Refused(click.ClickException):
    """Nothing was done and nothing was written."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, *complaints: Complaint, more: int = 0) -> None:
        """Keep the complaints; `more` were found beyond them."""
        super().__init__(str(complaints[0]))
        self.complaints, self.more = complaints, more
        context = click.get_current_context(silent=True)
        self.as_json = context is not None and context.params.get("json_out") in {True, "-"}

    def show(self, file: IO[Any] | None = None) -> None:
        """One line each on standard error, or with --json one object on standard output."""
        if self.as_json:
            document = {"errors": [asdict(each) for each in self.complaints], "more": self.more}
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
            return
        for complaint in self.complaints:
            click.echo(str(complaint), file=file, err=True)
        if self.more:
            click.echo(f"and {self.more} more", file=file, err=True)


class NotWhole(Refused):
    """The audit log was tampered with; nothing was signed."""

    exit_code = ExitCode.VIOLATIONS


class SolverGone(Refused):
    """The solver's own process failed; nothing was written."""

    exit_code = ExitCode.SOLVER_FAILED
