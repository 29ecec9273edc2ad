"""How a file is refused: up to a hundred errors with their places, and the number of the rest."""

from dataclasses import dataclass

from scoring.round_faults import Path

MOST_ERRORS = 100


@dataclass(frozen=True, slots=True)
class LineError:
    """One error of a file, never with the value that is wrong.

    Attributes:
        line, column: counted from 1, the column in characters.
        path: for example "$.people[3].household".
    """

    line: int
    column: int
    path: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        """Write place, rule and remedy on one line."""
        return f"line {self.line}, column {self.column}, {self.path}: {self.rule}; {self.remedy}"


class RoundRefused(Exception):
    """A file holds no usable round; nothing of it was used.

    Attributes:
        errors: at most a hundred, in the order of the file.
        more: how many further errors there are.
    """

    def __init__(self, errors: tuple[LineError, ...], more: int = 0) -> None:
        """Keep the errors; the message lists them."""
        rest = (f"and {more} more errors",) if more else ()
        super().__init__("\n".join((*map(str, errors), *rest)))
        self.errors = errors
        self.more = more


@dataclass(frozen=True, slots=True)
class Finding:
    """An error before its line is known.

    Attributes:
        path: what is shown; it never holds a field name that the format does not know.
        found_at: the path to look the line up by; None where it is `path`.
        on_key: whether the place is the field's name rather than its value.
    """

    path: Path
    rule: str
    remedy: str
    found_at: Path | None = None
    on_key: bool = False


def written(path: Path) -> str:
    """Write a path as JSON paths are written."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def refused_at(text: str, offset: int, rule: str, remedy: str) -> RoundRefused:
    """Refuse the whole file for one thing at one offset."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return RoundRefused((LineError(line, column, "$", rule, remedy),))
